import { expect, test } from 'vitest';
import { functions } from '../../../../scripts/bench/lab/functions.js';
import { gridRegretOf, regretOf } from '../../../../scripts/bench/lab/regrets.js';

const named = (name: string) => functions.find((one) => one.name === name) ?? functions[0]!;

test('the functions have their published minima', () => {
  for (const [x, y] of [[-Math.PI, 12.275], [Math.PI, 2.275], [9.42478, 2.475]] as const) expect(named('branin').value({ x, y }, 0)).toBeCloseTo(named('branin').minimum, 6);
  const at = Object.fromEntries([0.20169, 0.150011, 0.476874, 0.275332, 0.311652, 0.6573].map((value, i) => [`x${i}`, value]));
  expect(named('hartmann6').value(at, 0)).toBeCloseTo(named('hartmann6').minimum, 5);
});

test('the one-input function does not see its other input, and has its minimum elsewhere for each seed', () => {
  const { value } = named('one-input');
  expect(value({ x: 0.3, y: 0 }, 1)).toBe(value({ x: 0.3, y: 1 }, 1));
  expect(value({ x: 0.5, y: 0 }, 0)).toBe(-1);
  expect(value({ x: 0.5, y: 0 }, 1)).toBeGreaterThan(-1);
});

test('regrets are never negative, and a seed decides them', () => {
  for (const one of functions) {
    const regret = regretOf(one, { strategy: 'random', seed: 3 });
    expect(regret).toBeGreaterThan(0);
    expect(regretOf(one, { strategy: 'random', seed: 3 })).toBe(regret);
    expect(regretOf(one, { strategy: 'random', seed: 4 })).not.toBe(regret);
    expect(gridRegretOf(one, 3)).toBeGreaterThan(0);
  }
});
