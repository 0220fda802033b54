import { expect, test } from 'vitest';
import { evenIndexes } from '../../../server/model/even.js';

test.each([
  [0, 5, []],
  [3, 0, [0, 1, 2]],
  [3, 3, [0, 1, 2]],
  [5, 1, [4]],
  [5, 2, [0, 4]],
  [101, 3, [0, 50, 100]],
])('of %i, at most %i: %j', (count, most, indexes) => expect([...evenIndexes(count, most)]).toEqual(indexes));

test('always ascending, without repeats, both ends among them', () => {
  for (let count = 2; count < 60; count++) {
    for (let most = 2; most < count; most++) {
      const indexes = [...evenIndexes(count, most)];
      expect(new Set(indexes).size).toBe(most);
      expect(indexes).toEqual([...indexes].sort((a, b) => a - b));
      expect([indexes[0], indexes.at(-1)]).toEqual([0, count - 1]);
    }
  }
});
