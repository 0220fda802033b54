import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { condition, logLikelihoodGradient, standardise, type Kernel, type Observations } from '../../../server/lab/gaussian-process.js';

interface Case extends Kernel {
  readonly features: number[][];
  readonly targets: number[];
  readonly at: number[][];
  readonly mean: number[];
  readonly deviation: number[];
  readonly logMarginalLikelihood: number;
  readonly gradient: number[];
}
const recorded = JSON.parse(readFileSync('test/fixtures/lab/gaussian-process.json', 'utf8')) as { gaussianProcess: Case[] };
const observationsOf = ({ features, targets }: Pick<Case, 'features' | 'targets'>): Observations => ({
  features: features.map((row) => Float64Array.from(row)),
  targets: Float64Array.from(targets),
  groups: (features[0] ?? []).map((_, i) => i),
});

describe.each(recorded.gaussianProcess.map((item) => [`${item.targets.length} points in ${item.lengthScales.length} dimensions`, item] as const))('%s', (_, item) => {
  const observations = observationsOf(item);

  test('mean and deviation are those of scikit-learn', () => {
    const posterior = condition(item, observations);
    item.at.forEach((at, i) => {
      const { mean, deviation } = posterior.predict(Float64Array.from(at));
      expect(Math.abs(mean - (item.mean[i] ?? NaN))).toBeLessThan(1e-6);
      expect(Math.abs(deviation - (item.deviation[i] ?? NaN))).toBeLessThan(1e-6);
    });
  });

  test('the log marginal likelihood and its gradient are those of scikit-learn', () => {
    const { value, gradient } = logLikelihoodGradient(item, observations);
    const close = (got: number, want: number): void => expect(Math.abs(got - want)).toBeLessThan(1e-6 * Math.max(1, Math.abs(want)));
    close(value, item.logMarginalLikelihood);
    close(condition(item, observations).logMarginalLikelihood, item.logMarginalLikelihood);
    const [variance = NaN, , ...scales] = gradient;
    [variance, ...scales].forEach((part, i) => close(part, item.gradient[i] ?? NaN));
  });
});

test('adding observations one by one gives the same posterior as conditioning on all of them', () => {
  const random = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.array(fc.tuple(random, random, random), { minLength: 2, maxLength: 12 }), (rows) => {
      const kernel: Kernel = { variance: 1.3, lengthScales: [0.5, 0.8], noise: 0.01 };
      const all = observationsOf({ features: rows.map(([a, b]) => [a, b]), targets: rows.map(([, , y]) => y) });
      let grown = condition(kernel, { ...all, features: all.features.slice(0, 1), targets: all.targets.slice(0, 1) });
      for (let i = 1; i < rows.length; i++) grown = grown.with(all.features[i] as Float64Array, all.targets[i] ?? 0);
      const at = Float64Array.of(0.3, 0.6);
      const once = condition(kernel, all).predict(at);
      expect(grown.predict(at).mean).toBeCloseTo(once.mean, 8);
      expect(grown.predict(at).deviation).toBeCloseTo(once.deviation, 8);
    }),
  );
});

test('without observations the posterior is the prior', () => {
  const kernel: Kernel = { variance: 4, lengthScales: [1], noise: 0.1 };
  const posterior = condition(kernel, { features: [], targets: new Float64Array(0), groups: [0] });
  expect(posterior.predict(Float64Array.of(0.5))).toEqual({ mean: 0, deviation: 2 });
});

test('the same point observed twice with different values is averaged, with or without noise', () => {
  for (const noise of [0, 0.1]) {
    const posterior = condition({ variance: 1, lengthScales: [1], noise }, { features: [Float64Array.of(0.5), Float64Array.of(0.5)], targets: Float64Array.of(-1, 1), groups: [0] });
    expect(posterior.predict(Float64Array.of(0.5)).mean).toBeCloseTo(0, 5);
  }
});

test('standardised targets have mean 0 and deviation 1, constant ones keep their unit', () => {
  const { targets, mean, deviation } = standardise(Float64Array.of(1, 2, 3));
  expect(mean).toBeCloseTo(2);
  expect([...targets].map((x) => x * deviation + mean)).toEqual([1, 2, 3].map((x) => expect.closeTo(x, 12) as number));
  expect(standardise(Float64Array.of(5, 5))).toEqual({ targets: Float64Array.of(0, 0), mean: 5, deviation: 1 });
  expect(standardise(new Float64Array(0)).targets.length).toBe(0);
});
