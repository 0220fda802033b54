import { expect, test } from 'vitest';
import { groupByTag, pageOf, sectionsOf, titleOf } from '../../../web/cards/group-tags.js';

test('tags are grouped by the text before their first slash, groups in natural order', () => {
  expect(groupByTag(['layer10/w', 'layer2/b', 'layer2/w', 'lr', 'a/b/c'])).toEqual([
    { name: 'a', items: ['a/b/c'] }, { name: 'layer2', items: ['layer2/b', 'layer2/w'] }, { name: 'layer10', items: ['layer10/w'] }, { name: 'lr', items: ['lr'] },
  ]);
  expect(groupByTag([])).toEqual([]);
  expect(groupByTag(['/x'])).toEqual([{ name: '', items: ['/x'] }]);
});
test('a title is its path and its name, without what writers add', () => {
  expect(titleOf('train/loss/total')).toEqual({ path: 'train/loss/', name: 'total' });
  expect(titleOf('lr/scalar_summary')).toEqual({ path: '', name: 'lr' });
  expect(titleOf('notes/epoch/text_summary')).toEqual({ path: 'notes/', name: 'epoch' });
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
test('neighbouring tags without a slash share a section; groups, and a lone card of a group, keep their own', () => {
  const sections = sectionsOf(groupByTag(['acc', 'loss', 'lr', 'train/a', 'train/b', 'valid/a', 'wall', 'x/y']));
  expect(sections.map(({ groups }) => groups.map(({ name }) => name))).toEqual([['acc', 'loss', 'lr'], ['train'], ['valid'], ['wall'], ['x']]);
  expect(sections[0]?.items).toEqual(['acc', 'loss', 'lr']);
});
test('a tag without a slash that is also a prefix, or has several cards, is a group of its own', () => {
  expect(sectionsOf(groupByTag(['a', 'b', 'b/c', 'd', 'e'])).map(({ groups }) => groups.length)).toEqual([1, 1, 2]);
  const cards = [{ plugin: 'scalars', tag: 'a' }, { plugin: 'images', tag: 'b', runId: 'r' }, { plugin: 'images', tag: 'b', runId: 's' }];
  expect(sectionsOf(groupByTag(cards)).map(({ items }) => items.length)).toEqual([1, 2]);
});
