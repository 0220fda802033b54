import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { expectedImprovement, logExpectedImprovement, logProbabilityOfImprovement, probabilityOfImprovement, upperConfidenceBound } from '../../../server/lab/acquisition.js';
import { logNormalCumulative, normalCumulative } from '../../../server/lab/normal.js';
import { sobol } from '../../../server/lab/sobol.js';

const recorded = JSON.parse(readFileSync('test/fixtures/lab/gaussian-process.json', 'utf8')) as {
  normal: { z: number[]; cumulative: number[]; logCumulative: number[] };
  sobol: number[][];
};

test('the normal distribution is that of SciPy, far into both tails', () => {
  recorded.normal.z.forEach((z, i) => {
    const want = recorded.normal.cumulative[i] ?? NaN;
    expect(Math.abs(normalCumulative(z) - want)).toBeLessThanOrEqual(1e-12 * want);
    const wantLog = recorded.normal.logCumulative[i] ?? NaN;
    expect(Math.abs(logNormalCumulative(z) - wantLog)).toBeLessThanOrEqual(1e-10 * Math.max(Math.abs(wantLog), 1e-3));
  });
});

test('expected improvement is the mean gain over the best, by numerical integration', () => {
  for (const [mean, deviation, best] of [[0, 1, 0], [1, 0.5, 2], [-3, 2, 1], [4, 0.1, 1]] as const) {
    let sum = 0;
    const step = 1e-3;
    for (let z = -10; z <= 10; z += step) sum += Math.max(mean + deviation * z - best, 0) * (Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI)) * step;
    expect(expectedImprovement({ mean, deviation }, best)).toBeCloseTo(sum, 6);
  }
});

test('its logarithm agrees with it where it can, and goes on falling where the value itself is zero', () => {
  for (const gain of [-5, -2.9, -3.1, -1, 0, 2]) {
    const prediction = { mean: gain, deviation: 1 };
    expect(logExpectedImprovement(prediction, 0)).toBeCloseTo(Math.log(expectedImprovement(prediction, 0)), 9);
  }
  const far = [-10, -30, -59, -61, -100, -1e4, -1e6].map((mean) => logExpectedImprovement({ mean, deviation: 1 }, 0));
  far.forEach((value, i) => {
    expect(Number.isFinite(value)).toBe(true);
    if (i > 0) expect(value).toBeLessThan(far[i - 1] ?? 0);
  });
  // z = −40: −z²/2 − log √2π − 2 log |z| + log(1 − 3/z² + 15/z⁴ − …)
  expect(logExpectedImprovement({ mean: -40, deviation: 1 }, 0)).toBeCloseTo(-800 - 0.5 * Math.log(2 * Math.PI) - 2 * Math.log(40) + Math.log(1 - 3 / 1600 + 15 / 1600 ** 2 - 105 / 1600 ** 3), 9);
});

test('a certain prediction improves by exactly its gain, or not at all', () => {
  expect(expectedImprovement({ mean: 3, deviation: 0 }, 1)).toBe(2);
  expect(expectedImprovement({ mean: 1, deviation: 0 }, 3)).toBe(0);
  expect(logExpectedImprovement({ mean: 1, deviation: 0 }, 3)).toBe(-Infinity);
  expect(probabilityOfImprovement({ mean: 3, deviation: 0 }, 1)).toBe(1);
  expect(probabilityOfImprovement({ mean: 1, deviation: 0 }, 1)).toBe(0);
});

test('probability of improvement and upper confidence bound have their closed forms', () => {
  expect(probabilityOfImprovement({ mean: 1, deviation: 2 }, 0)).toBeCloseTo(normalCumulative(0.5), 12);
  expect(logProbabilityOfImprovement({ mean: 1, deviation: 2 }, 0, 1)).toBeCloseTo(Math.log(0.5), 12);
  expect(upperConfidenceBound({ mean: 1, deviation: 2 }, 3)).toBe(7);
});

test('the unscrambled Sobol sequence is that of SciPy in 50 dimensions', () => {
  sobol(50, 0, 16, null).forEach((point, i) => expect([...point]).toEqual(recorded.sobol[i]));
});

test('a scrambled one has exactly one of 256 points in each cell of a 16 by 16 grid, and differs by seed', () => {
  for (const seed of [0, 1, 99]) {
    const cells = new Set(sobol(2, 0, 256, seed).map(([x = 0, y = 0]) => `${Math.floor(x * 16)},${Math.floor(y * 16)}`));
    expect(cells.size).toBe(256);
  }
  expect(sobol(2, 0, 4, 1)).not.toEqual(sobol(2, 0, 4, 2));
  expect(sobol(2, 3, 1, 1)[0]).toEqual(sobol(2, 0, 4, 1)[3]);
});
