import { expect, test } from 'vitest';
import { moveKey, nextSorting, sortRows, type TableColumn } from '../../../web/charts/table.js';

const values = [3, Number.NaN, 1, 2];
const names = ['run10', 'run2', 'run1', 'b'];
const columns: TableColumn[] = [
  { key: 'run', label: 'Run', numeric: false, text: (row) => names[row] ?? '', order: (row) => names[row] ?? '' },
  { key: 'value', label: 'Value', numeric: true, text: String, order: (row) => values[row] ?? 0 },
];

test('rows come as they are without a sorting, or one by a column that is gone', () => {
  expect(sortRows(4, columns, null)).toEqual([0, 1, 2, 3]);
  expect(sortRows(4, columns, { key: 'gone', descending: true })).toEqual([0, 1, 2, 3]);
  expect(sortRows(0, columns, { key: 'run', descending: true })).toEqual([]);
});
test('NaN is last in either direction', () => {
  expect(sortRows(4, columns, { key: 'value', descending: false })).toEqual([2, 3, 0, 1]);
  expect(sortRows(4, columns, { key: 'value', descending: true })).toEqual([0, 3, 2, 1]);
});
test('names are sorted with numbers by their value', () => expect(sortRows(4, columns, { key: 'run', descending: false })).toEqual([3, 2, 1, 0]));
test('a head goes from ascending to descending to none', () => {
  const once = nextSorting(null, 'run');
  const twice = nextSorting(once, 'run');
  expect([once, twice, nextSorting(twice, 'run'), nextSorting(twice, 'value')]).toEqual([{ key: 'run', descending: false }, { key: 'run', descending: true }, null, { key: 'value', descending: false }]);
});
test('a moved column takes the place of the one it was put on', () => {
  expect(moveKey(['run', 'a', 'b', 'c'], 'a', 'c')).toEqual(['run', 'b', 'c', 'a']);
  expect(moveKey(['run', 'a', 'b', 'c'], 'c', 'a')).toEqual(['run', 'c', 'a', 'b']);
  expect(moveKey(['run', 'a'], 'gone', 'a')).toEqual(['run', 'a']);
});
