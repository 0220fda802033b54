import { expect, test } from 'vitest';
import { isPinned, MOST_PINS, pinnedTags, togglePin } from '../../../web/cards/pins.js';

test('a card is pinned and unpinned; pins of other kinds stay', () => {
  const image = { plugin: 'images', tag: 'loss', runId: 'a' };
  const pins = togglePin([image], 'loss');
  expect([isPinned([image], 'loss'), isPinned(pins, 'loss'), pinnedTags(pins)]).toEqual([false, true, ['loss']]);
  expect(togglePin(pins, 'loss')).toEqual([image]);
});
test('there is room for ten', () => {
  const full = Array.from({ length: MOST_PINS }, (_, i) => ({ plugin: 'scalars', tag: `t${i}` }));
  expect(togglePin(full, 'more')).toBe(full);
  expect(togglePin(full, 't3')).toHaveLength(MOST_PINS - 1);
});
