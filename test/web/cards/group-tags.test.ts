import { expect, test } from 'vitest';
import { groupTags, pageOf, titleOf } from '../../../web/cards/group-tags.js';

test('tags are grouped by the text before their first slash, groups in natural order', () => {
  expect(groupTags(['layer10/w', 'layer2/b', 'layer2/w', 'lr', 'a/b/c'])).toEqual([
    { name: 'a', tags: ['a/b/c'] }, { name: 'layer2', tags: ['layer2/b', 'layer2/w'] }, { name: 'layer10', tags: ['layer10/w'] }, { name: 'lr', tags: ['lr'] },
  ]);
  expect(groupTags([])).toEqual([]);
  expect(groupTags(['/x'])).toEqual([{ name: '', tags: ['/x'] }]);
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
