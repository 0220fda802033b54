import { expect, test } from 'vitest';
import { bestSoFar, paretoFront } from '../../../server/lab/outcomes.js';

test('the best so far never gets worse, and what is not finite changes nothing', () => {
  expect(bestSoFar([NaN, 1, 0, Infinity, 3, 2], 'maximize')).toEqual([NaN, 1, 1, 1, 3, 3]);
  expect(bestSoFar([2, 3, -Infinity, 1], 'minimize')).toEqual([2, 2, 2, 1]);
  expect(bestSoFar([], 'minimize')).toEqual([]);
});

test('the front holds what no other beats, best of the first metric first', () => {
  const first = [1, 2, 3, 2, 0, NaN];
  const second = [9, 5, 1, 6, 0, 99];
  expect(paretoFront(first, second, ['maximize', 'maximize'])).toEqual([2, 3, 0]);
  expect(paretoFront(first, second, ['minimize', 'minimize'])).toEqual([4]);
  expect(paretoFront(first, second, ['maximize', 'minimize'])).toEqual([2, 4]);
});

test('equal points are on the front together; a point equal in one and worse in the other is not', () => {
  expect(paretoFront([1, 1, 1], [2, 2, 1], ['maximize', 'maximize'])).toEqual([0, 1]);
  expect(paretoFront([1, 2], [3, 3], ['maximize', 'maximize'])).toEqual([1]);
  expect(paretoFront([], [], ['maximize', 'minimize'])).toEqual([]);
});
