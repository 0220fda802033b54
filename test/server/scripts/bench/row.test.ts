import { expect, test } from 'vitest';
import { judge, timesBetter, type Bar } from '../../../../scripts/bench/row.js';
import { rows } from '../../../../scripts/bench/rows.js';

const atMost = (value: number): Bar => ({ kind: 'at-most', value });
const times = (factor: number): Bar => ({ kind: 'times-better', factor });

test.each([
  { name: 'within the bar', ridgeline: 5, tensorboard: null, bars: [atMost(5)], verdict: 'pass' },
  { name: 'past the bar', ridgeline: 5.1, tensorboard: null, bars: [atMost(5)], verdict: 'fail' },
  { name: 'fast enough against TensorBoard', ridgeline: 2, tensorboard: 5, bars: [times(2.5)], verdict: 'pass' },
  { name: 'too slow against TensorBoard', ridgeline: 2, tensorboard: 4.9, bars: [times(2.5)], verdict: 'fail' },
  { name: 'one of two bars missed', ridgeline: 2, tensorboard: 100, bars: [atMost(1), times(2)], verdict: 'fail' },
  { name: 'nothing to compare with', ridgeline: 2, tensorboard: null, bars: [atMost(3), times(2)], verdict: 'not measured' },
  { name: 'missed, and nothing to compare with', ridgeline: 4, tensorboard: null, bars: [atMost(3), times(2)], verdict: 'fail' },
  { name: 'values never seen', ridgeline: Infinity, tensorboard: null, bars: [atMost(3)], verdict: 'fail' },
  { name: 'not a number', ridgeline: NaN, tensorboard: null, bars: [atMost(3)], verdict: 'fail' },
  { name: 'no bar', ridgeline: 4, tensorboard: 4, bars: [], verdict: '' },
])('$name: "$verdict"', ({ verdict, ...result }) => {
  expect(judge(result)).toBe(verdict);
});

test('a ratio needs both figures', () => {
  expect(timesBetter({ ridgeline: 2, tensorboard: 5 })).toBe(2.5);
  expect(timesBetter({ ridgeline: 0, tensorboard: 5 })).toBeNull();
  expect(timesBetter({ ridgeline: 2, tensorboard: null })).toBeNull();
});

test('names of rows are unique words for the command line', () => {
  const names = rows.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
});
