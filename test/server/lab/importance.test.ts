import { expect, test } from 'vitest';
import { importance } from '../../../server/lab/importance.js';
import { suggest, type Trial } from '../../../server/lab/suggest.js';
import type { Configuration, SearchSpace } from '../../../server/lab/space.js';

const space: SearchSpace = { parameters: ['a', 'b', 'c'].map((name) => ({ name, type: 'float', low: 0, high: 1, log: false })) };
const trialsOf = (metric: (c: Configuration) => number, count: number): Trial[] =>
  suggest({ space, trials: [], goal: 'maximize', strategy: 'quasi-random', count, seed: 3 }).suggestions.map(({ configuration }) => ({ configuration, value: metric(configuration) }));
const of = (metric: (c: Configuration) => number, count = 40): ReturnType<typeof importance> => importance({ space, trials: trialsOf(metric, count), goal: 'maximize', seed: 0 });

test('shares of a sum are those of its variances: 9 to 1 to 0', () => {
  const found = of((c) => 3 * Number(c['a']) + Number(c['b']));
  expect(found.map(({ parameter }) => parameter)).toEqual(['a', 'b', 'c']);
  expect(found[0]?.total).toBeCloseTo(0.9, 1);
  expect(found[1]?.total).toBeCloseTo(0.1, 1);
  expect(found[2]?.total).toBeLessThan(0.02);
  expect(found[0]?.main).toBeCloseTo(0.9, 1);
});

test('two that only matter together have small main parts and large totals', () => {
  const found = of((c) => (Number(c['a']) - 0.5) * (Number(c['b']) - 0.5), 60).filter(({ parameter }) => parameter !== 'c');
  for (const { main, total } of found) {
    expect(main).toBeLessThan(0.15);
    expect(total).toBeGreaterThan(0.8);
  }
});

test('fewer trials leave more uncertainty', () => {
  const metric = (c: Configuration): number => Math.sin(5 * Number(c['a'])) + 0.5 * Number(c['b']);
  const spread = (count: number): number => of(metric, count).reduce((sum, { uncertainty }) => sum + uncertainty, 0);
  expect(spread(6)).toBeGreaterThan(spread(60));
});

test('a metric that never changes makes nothing important, and too few trials give no answer', () => {
  for (const { total } of of(() => 1)) expect(total).toBe(0);
  expect(of(() => 1, 3)).toEqual([]);
});
