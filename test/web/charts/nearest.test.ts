import { describe, expect, test } from 'vitest';
import { lowerBound, nearest, neighbour, upperBound } from '../../../web/charts/nearest.js';

describe('nearest', () => {
  test('answers −1 for an empty column', () => expect(nearest(new Float64Array(0), 3)).toBe(-1));
  test('answers the only point whatever x is', () => {
    expect(nearest(Float64Array.of(5), -1e300)).toBe(0);
    expect(nearest(Float64Array.of(5), Number.POSITIVE_INFINITY)).toBe(0);
  });
  test('answers the nearer side, the earlier of two equally near', () => {
    const xs = Int32Array.of(0, 10, 20);
    expect([4, 5, 6, 14, 15, 16, 99].map((x) => nearest(xs, x))).toEqual([0, 0, 1, 1, 1, 2, 2]);
  });
  test('agrees with looking at every point of a million', () => {
    const xs = Float64Array.from({ length: 1_000_000 }, (_, i) => i * 3);
    for (const x of [0, 1, 2, 1_500_001, 2_999_996, 2_999_998, 5e9]) expect(nearest(xs, x)).toBe(Math.min(999_999, Math.max(0, Math.round(x / 3))));
  });
});

test('bounds stand before and after equal values', () => {
  const xs = Int32Array.of(1, 2, 2, 2, 3);
  expect([lowerBound(xs, 2), upperBound(xs, 2), lowerBound(xs, 0), upperBound(xs, 9)]).toEqual([1, 4, 0, 5]);
});

describe('neighbour', () => {
  const columns = [Int32Array.of(0, 10, 20), Int32Array.of(5, 10, 40), new Int32Array(0)];
  test('is the next x of any line', () => expect([0, 5, 10, 20].map((x) => neighbour(columns, x, 1))).toEqual([5, 10, 20, 40]));
  test('is the previous x of any line', () => expect([40, 20, 10, 5].map((x) => neighbour(columns, x, -1))).toEqual([20, 10, 5, 0]));
  test('is NaN beyond the ends', () => expect([neighbour(columns, 40, 1), neighbour(columns, 0, -1), neighbour([], 0, 1)]).toEqual([Number.NaN, Number.NaN, Number.NaN]));
});
