import { describe, expect, it } from 'vitest';
import { type Column, toColumns } from '../../../web/hparams/columns.js';
import { filterWords, isOpen, passing, patternOf, tester, usualKind } from '../../../web/hparams/filters.js';

const column = (values: Column['values']): Column => toColumns({ hyperparameters: [{ name: 'x', displayName: '', description: '', type: 'mixed', domain: null, differs: true, values }], metrics: [] }, {})[0] as Column;

describe('a filter', () => {
  it('by range takes its ends in, and no NaN, no text, nothing missing', () => {
    const test = tester({ kind: 'range', min: 1, max: 2 });
    expect([1, 2, 0.9, NaN, '1.5', true, null].map(test)).toEqual([true, true, false, false, false, false, false]);
    expect([Infinity, 1e9, -1].map(tester({ kind: 'range', min: 0, max: Infinity }))).toEqual([true, true, false]);
  });

  it('by set tells types apart', () => {
    expect([1, '1', true, null].map(tester({ kind: 'set', values: [1, true] }))).toEqual([true, false, true, false]);
    expect([1, null].map(tester({ kind: 'set', values: [] }))).toEqual([false, false]);
  });

  it('by pattern looks anywhere in what the cell says; a malformed one matches nothing and says why', () => {
    expect(['AdamW', 'sgd', 0.1, null].map(tester({ kind: 'match', text: 'ad|0\\.1' }))).toEqual([true, false, true, false]);
    expect(['('].map(tester({ kind: 'match', text: '(' }))).toEqual([false]);
    expect(patternOf('(')).toMatch(/group/);
  });

  it('lets trials without a value through only when told to', () => {
    expect(tester({ kind: 'range', min: 0, max: 1, missing: true })(null)).toBe(true);
  });

  it('that lets everything through is none', () => {
    expect([isOpen({ kind: 'range', min: -Infinity, max: Infinity }), isOpen({ kind: 'match', text: '' }), isOpen({ kind: 'set', values: [] }), isOpen({ kind: 'range', min: 0, max: Infinity })]).toEqual([true, true, false, false]);
  });

  it('is said in words', () => {
    const words = (filter: Parameters<typeof filterWords>[0]): string => filterWords(filter, String);
    expect([words({ kind: 'range', min: 1, max: 2 }), words({ kind: 'range', min: -Infinity, max: 2 }), words({ kind: 'range', min: 1, max: Infinity }), words({ kind: 'set', values: ['a', 'b'] }), words({ kind: 'set', values: [] }), words({ kind: 'match', text: 'ad' })])
      .toEqual(['1 to 2', 'at most 2', 'at least 1', 'a or b', 'none', 'matches /ad/']);
  });
});

describe('trials', () => {
  it('pass when they pass every filter; one of a column that is gone says nothing', () => {
    const columns = new Map([['h:x', column([1, 2, 3])], ['h:y', column(['a', 'b', 'b'])]]);
    expect(passing([2, 1, 0], columns, { 'h:x': { kind: 'range', min: 2, max: 9 }, 'h:y': { kind: 'set', values: ['b'] }, 'h:gone': { kind: 'set', values: [] } })).toEqual([2, 1]);
    expect(passing([2, 0], columns, {})).toEqual([2, 0]);
  });
});

describe('the usual filter', () => {
  it('is ticks for few values, a range for numbers, a pattern for the rest', () => {
    const many = Array.from({ length: 10 }, (_, i) => i);
    expect(usualKind(column([16, 32, 16]))).toBe('set');
    expect(usualKind(column(many))).toBe('range');
    expect(usualKind(column([...many, 'auto']))).toBe('match');
  });
});
