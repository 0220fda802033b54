import { expect, test } from 'vitest';
import { kindWords, showsKind, toggleKind } from '../../../../web/plugins/time-series/kind-choice.js';

const all = ['scalars', 'histograms', 'images'];

test('nothing chosen shows all; a choice shows only its kinds', () => {
  expect(all.map((plugin) => showsKind([], plugin))).toEqual([true, true, true]);
  expect(all.map((plugin) => showsKind(['images'], plugin))).toEqual([false, false, true]);
});
test('kinds are added and taken away one by one; the last one missing, and the last one left, make it all', () => {
  expect(toggleKind([], 'images', all)).toEqual(['images']);
  expect(toggleKind(['images'], 'scalars', all)).toEqual(['images', 'scalars']);
  expect(toggleKind(['images', 'scalars'], 'histograms', all)).toEqual([]);
  expect(toggleKind(['images'], 'images', all)).toEqual([]);
});
test('a choice can be said', () => expect(kindWords(['scalars', 'images'])).toBe('scalar or image'));
