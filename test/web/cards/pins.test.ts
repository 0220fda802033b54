import { expect, test } from 'vitest';
import { eachOnce, isPinned, MOST_PINS, togglePin } from '../../../web/cards/pins.js';

const loss = { plugin: 'scalars', tag: 'loss' };

test('a card is pinned and unpinned; pins of other kinds, runs and samples stay', () => {
  const image = { plugin: 'images', tag: 'loss', runId: 'a' };
  const pins = togglePin([image], loss);
  expect([isPinned([image], loss), isPinned(pins, loss)]).toEqual([false, true]);
  expect(togglePin(pins, loss)).toEqual([image]);
  expect(isPinned(pins, { ...image, runId: 'b' })).toBe(false);
  expect(isPinned(pins, { ...image, sample: 1 })).toBe(false);
  expect(isPinned(pins, { ...image, sample: 0 })).toBe(true);
});
test('there is room for ten', () => {
  const full = Array.from({ length: MOST_PINS }, (_, i) => ({ plugin: 'scalars', tag: `t${i}` }));
  expect(togglePin(full, { plugin: 'scalars', tag: 'more' })).toBe(full);
  expect(togglePin(full, { plugin: 'scalars', tag: 't3' })).toHaveLength(MOST_PINS - 1);
});
test('a pin named twice counts once', () => {
  expect(eachOnce([loss, { plugin: 'scalars', tag: 'lr' }, { ...loss }])).toEqual([loss, { plugin: 'scalars', tag: 'lr' }]);
});
