import { expect, test } from 'vitest';
import { inOrder, rangeColumns, readKeys, stepColumns, writeKeys } from '../../../web/cards/table-columns.js';

const nameOf = (id: number): string => `run${id}`;

test('a step is told by run, smoothed, value, step and relative time', () => {
  const answer = { series: [3], step: [1200], wallTime: [0], relative: [90], value: ['NaN' as const], smoothed: [0.5] };
  const told = (smoothed: boolean) => stepColumns(answer, { nameOf, smoothed }).map((column) => [column.label, column.text(0)]);
  expect(told(true)).toEqual([['Run', 'run3'], ['Smoothed', '0.5'], ['Value', 'NaN'], ['Step', '1,200'], ['Relative', '1 min 30 s']]);
  expect(told(false).map(([label]) => label)).toEqual(['Run', 'Value', 'Step', 'Relative']);
});
test('a range is told by its ends, extremes and change; the rest only when asked for', () => {
  const answer = { series: [1], count: [9], startStep: [0], endStep: [8], startValue: [2], endValue: [0.5], min: [0.25], max: [4], mean: [1], stepAtMin: [5], stepAtMax: [1] };
  const columns = rangeColumns(answer, { nameOf, extra: ['mean'] });
  expect(columns.map((column) => `${column.label} ${column.text(0)}`)).toEqual([
    'Run run1', 'Min 0.25', 'Max 4', 'Start value 2', 'End value 0.5', 'Δ value −1.5', '% change −75 %', 'Start step 0', 'End step 8', 'Mean 1',
  ]);
});
test('a change from zero has no percentage', () => {
  const answer = { series: [1], count: [2], startStep: [0], endStep: [1], startValue: [0], endValue: [1], min: [0], max: [1], mean: [0.5], stepAtMin: [0], stepAtMax: [1] };
  expect(rangeColumns(answer, { nameOf, extra: [] }).find(({ key }) => key === 'percent')?.text(0)).toBe('–');
});
test('columns keep a remembered order, the name first; what the order does not name stays behind its neighbour', () => {
  const answer = { series: [3], step: [1200], wallTime: [0], relative: [90], value: [1], smoothed: [0.5] };
  const columns = stepColumns(answer, { nameOf, smoothed: true });
  const keys = (order: readonly string[]) => inOrder(columns, order).map(({ key }) => key).join(' ');
  expect(keys([])).toBe('run smoothed value step relative');
  expect(keys(['relative', 'run', 'gone', 'value'])).toBe('run smoothed relative value step');
  expect(readKeys(writeKeys(['a', 'b']))).toEqual(['a', 'b']);
  expect(readKeys('')).toEqual([]);
});
