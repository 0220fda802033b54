import { expect, test } from 'vitest';
import { dropHandle, moveHandle, placeHandle } from '../../../web/charts/selection.js';

test('a click places a step, and the next one moves it', () => {
  expect(placeHandle(null, 5, false)).toEqual({ from: 5, to: null });
  expect(placeHandle({ from: 5, to: null }, 9, false)).toEqual({ from: 9, to: null });
});
test('in range mode the second click makes the range, the third moves the nearer end', () => {
  expect(placeHandle({ from: 5, to: null }, 2, true)).toEqual({ from: 2, to: 5 });
  expect(placeHandle({ from: 2, to: 5 }, 9, true)).toEqual({ from: 2, to: 9 });
  expect(placeHandle({ from: 2, to: 5 }, 3, true)).toEqual({ from: 3, to: 5 });
});
test('handles that cross change places', () => {
  expect(moveHandle({ from: 2, to: 5 }, 'from', 8)).toEqual({ from: 5, to: 8 });
  expect(moveHandle({ from: 2, to: 5 }, 'to', 1)).toEqual({ from: 1, to: 2 });
});
test('a removed handle leaves the other one, the last leaves nothing', () => {
  expect(dropHandle({ from: 2, to: 5 }, 'from')).toEqual({ from: 5, to: null });
  expect(dropHandle({ from: 2, to: 5 }, 'to')).toEqual({ from: 2, to: null });
  expect(dropHandle({ from: 2, to: null }, 'from')).toBeNull();
});
