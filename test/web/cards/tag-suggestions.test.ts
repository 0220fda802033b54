import { expect, test } from 'vitest';
import { exactly, suggestTags } from '../../../web/cards/tag-suggestions.js';
import { parseFilter } from '../../../web/state/filter.js';

const tags = Array.from({ length: 30 }, (_, i) => `loss/${i}`);

test('25 tags are offered and the rest is counted', () => expect(suggestTags(tags, parseFilter('LOSS'))).toMatchObject({ more: 5, shown: { length: 25 } }));
test('an invalid expression offers nothing', () => expect(suggestTags(tags, parseFilter('('))).toEqual({ shown: [], more: 0 }));
test('a chosen tag matches itself alone', () => {
  const filter = parseFilter(exactly('loss/1 (a+b)'));
  expect([filter.matches('loss/1 (a+b)'), filter.matches('loss/1 (a+b)c')]).toEqual([true, false]);
});
