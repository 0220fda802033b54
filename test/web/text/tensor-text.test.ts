import { describe, expect, it } from 'vitest';
import { isTable, lengthOf, plainText, rowsOf } from '../../../web/text/tensor-text.js';

describe('string tensors', () => {
  it('are rows of cells, the last one short when they were cut', () => {
    expect(rowsOf({ shape: [], strings: ['a'] })).toEqual([['a']]);
    expect(rowsOf({ shape: [2], strings: ['a', 'b'] })).toEqual([['a'], ['b']]);
    expect(rowsOf({ shape: [2, 2], strings: ['a', 'b', 'c'] })).toEqual([['a', 'b'], ['c']]);
    expect(rowsOf({ shape: [0, 0], strings: [] })).toEqual([]);
  });

  it('are one text with tabs between cells', () => {
    expect(plainText({ shape: [2, 2], strings: ['a', 'b', 'c', 'd'] })).toBe('a\tb\nc\td');
    expect(plainText({ shape: [], strings: ['a\nb'] })).toBe('a\nb');
    expect(lengthOf({ strings: ['ab', '', 'c'] })).toBe(3);
  });

  it('of one string are documents, also where written as a list of one', () => {
    expect([isTable({ strings: ['a'] }), isTable({ strings: ['a', 'b'] }), isTable({ strings: [] })]).toEqual([false, true, false]);
  });
});
