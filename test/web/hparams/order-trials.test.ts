import { describe, expect, it } from 'vitest';
import type { Cell, Column } from '../../../web/hparams/columns.js';
import { complete, nextSorting, orderTrials } from '../../../web/hparams/order-trials.js';

const columns: Record<string, readonly Cell[]> = { a: [2, 1, null, 2, NaN], b: ['x', 'y', 'z', 'w', 'v'], mixed: [10, 'auto', true, 9, null] };
const order = (sorting: Parameters<typeof nextSorting>[0], missing: 'last' | 'first' = 'last'): number[] => orderTrials([0, 1, 2, 3, 4], { valuesOf: (key) => columns[key], sorting, missing });

describe('trials in order', () => {
  it('keep their order without a key, and among equals', () => {
    expect(order([])).toEqual([0, 1, 2, 3, 4]);
    expect(order([{ key: 'gone', descending: true }])).toEqual([0, 1, 2, 3, 4]);
    expect(order([{ key: 'a', descending: false }])).toEqual([1, 0, 3, 2, 4]);
    expect(order([{ key: 'a', descending: true }])).toEqual([0, 3, 1, 2, 4]);
  });

  it('break ties by the next key', () => {
    expect(order([{ key: 'a', descending: true }, { key: 'b', descending: false }])).toEqual([3, 0, 1, 4, 2]);
  });

  it('put those without a value, or with NaN, last or first whichever way they are sorted', () => {
    expect(order([{ key: 'a', descending: false }], 'first')).toEqual([2, 4, 1, 0, 3]);
    expect(order([{ key: 'a', descending: true }], 'first')).toEqual([2, 4, 0, 3, 1]);
  });

  it('order a column of several types', () => {
    expect(order([{ key: 'mixed', descending: false }])).toEqual([3, 0, 1, 2, 4]);
  });
});

describe('trials with every value', () => {
  it('are those without NaN and without a gap', () => {
    expect(complete([4, 3, 2, 1, 0], [{ values: columns['a'] } as Column, { values: columns['mixed'] } as Column])).toEqual([3, 1, 0]);
    expect(complete([1, 0], [])).toEqual([1, 0]);
  });
});

describe('a click on a head', () => {
  const up = { key: 'a', descending: false };
  const down = { key: 'a', descending: true };
  const other = { key: 'b', descending: false };

  it('sorts up, then down, then not at all', () => {
    expect(nextSorting([], 'a', { add: false })).toEqual([up]);
    expect(nextSorting([up], 'a', { add: false })).toEqual([down]);
    expect(nextSorting([down], 'a', { add: false })).toEqual([]);
    expect(nextSorting([other, down], 'a', { add: false })).toEqual([up]);
  });

  it('with Shift keeps the other keys', () => {
    expect(nextSorting([other], 'a', { add: true })).toEqual([other, up]);
    expect(nextSorting([up, other], 'a', { add: true })).toEqual([down, other]);
    expect(nextSorting([down, other], 'a', { add: true })).toEqual([other]);
  });
});
