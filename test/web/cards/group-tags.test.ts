import { expect, test } from 'vitest';
import { groupByTag, pageOf, titleOf } from '../../../web/cards/group-tags.js';

test('tags are grouped by the text before their first slash, groups in natural order', () => {
  expect(groupByTag(['layer10/w', 'layer2/b', 'layer2/w', 'lr', 'a/b/c'])).toEqual([
    { name: 'a', items: ['a/b/c'] }, { name: 'layer2', items: ['layer2/b', 'layer2/w'] }, { name: 'layer10', items: ['layer10/w'] }, { name: 'lr', items: ['lr'] },
  ]);
  expect(groupByTag([])).toEqual([]);
  expect(groupByTag(['/x'])).toEqual([{ name: '', items: ['/x'] }]);
});
test('a title is its path and its name, without /scalar_summary', () => {
  expect(titleOf('train/loss/total')).toEqual({ path: 'train/loss/', name: 'total' });
  expect(titleOf('lr/scalar_summary')).toEqual({ path: '', name: 'lr' });
  expect(titleOf('/scalar_summary')).toEqual({ path: '/', name: 'scalar_summary' });
});
test('a page that is gone becomes the last one', () => {
  expect(pageOf([1, 2, 3, 4, 5], 9, 2)).toEqual({ page: 2, pages: 3, items: [5] });
  expect(pageOf([], 0, 12)).toEqual({ page: 0, pages: 1, items: [] });
});
test('cards are grouped by their tags, and cards of one tag stay together', () => {
  const cards = [{ plugin: 'scalars', tag: 'a/x' }, { plugin: 'histograms', tag: 'a/x', runId: 'r' }, { plugin: 'scalars', tag: 'b' }];
  expect(groupByTag(cards)).toEqual([{ name: 'a', items: cards.slice(0, 2) }, { name: 'b', items: cards.slice(2) }]);
});
