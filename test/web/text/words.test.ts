import { describe, expect, it } from 'vitest';
import { formatSize, listWords } from '../../../web/text/words.js';

describe('listWords', () => {
  it.each([
    [{ shown: 3, all: 3, looked: 3, search: '' }, ''],
    [{ shown: 10, all: 2_500, looked: 10, search: '' }, 'The newest 10 of 2,500 steps'],
    [{ shown: 1, all: 2_500, looked: 2_500, search: 'x' }, '1 step found in 2,500'],
    [{ shown: 10, all: 2_500, looked: 40, search: 'x' }, '10 steps found in the newest 40 of 2,500'],
    [{ shown: 0, all: 3, looked: 3, search: 'x' }, 'No steps found in 3'],
  ])('%o', (counts, words) => expect(listWords(counts)).toBe(words));
});

describe('formatSize', () => {
  it.each([[0, '0'], [999, '999'], [1_234, '1.2 k'], [48_000, '48 k'], [999_999, '1 M'], [3_000_000, '3 M']])('reads %d as %s', (count, text) => expect(formatSize(count)).toBe(text));
});
