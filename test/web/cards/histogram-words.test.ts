import { expect, test } from 'vitest';
import type { HistogramsRow } from '../../../web/api/histograms.js';
import { stepsBadge, stepsEach } from '../../../web/cards/histogram-words.js';

const row = (steps: number[], total: number, unreadable = 0): HistogramsRow => ({ steps: Float64Array.from(steps), total, unreadable }) as HistogramsRow;

test('a badge says how many steps are drawn of those there are', () => {
  expect(stepsBadge([row([0, 1, 2], 500)], null)).toBe('3 of 500 steps');
  expect(stepsBadge([row([0, 1, 2], 3)], null)).toBe('3 steps');
  expect(stepsBadge([row([7], 1)], null)).toBe('1 step');
  expect(stepsBadge([row([0, 1], 1_000), row([5], 4)], null)).toBe('3 of 1,004 steps');
  expect(stepsBadge([row([0, 1, 2], 500)], { from: 1, to: 9 })).toBe('2 steps, 1 to 9');
  expect(stepsBadge([row([0, 1], 3, 1)], null)).toBe('2 steps, 1 can no longer be read');
  expect(stepsBadge([], null)).toBe('0 steps');
});
test('many runs in one card share its steps, and each keeps some', () => {
  expect([1, 2, 3, 10, 1_000, 0].map((runs) => stepsEach(runs, 51))).toEqual([51, 51, 34, 10, 8, 51]);
});
