import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binOf, commonRange, rebin } from '../../../web/histograms/rebin.js';
import { type Bucket, columnsOf } from './instruments.js';

function rebinned(buckets: readonly Bucket[], bins: number, range = commonRange([columnsOf(buckets)]) ?? { min: 0, max: 1 }): number[] {
  const flat = Float64Array.from(buckets.flat());
  const counts = new Float64Array(bins);
  rebin(flat, 0, flat.length, { range, bins, counts, at: 0 });
  return [...counts];
}

describe('buckets become bins of equal width', () => {
  it('a count is shared out by overlap', () => {
    expect(rebinned([[0, 1, 5], [1, 3, 10]], 3)).toEqual([5, 5, 5]);
    expect(rebinned([[0, 2, 4]], 4, { min: 0, max: 4 })).toEqual([2, 2, 0, 0]);
  });
  it('a bucket of zero width goes whole into the bin that begins at or before it; at the right end into the last', () => {
    expect(rebinned([[0, 5, 0], [5, 5, 20], [5, 10, 0]], 2)).toEqual([0, 20]);
    expect(rebinned([[0, 0, 7], [10, 10, 3]], 2)).toEqual([7, 3]);
  });
  it('what lies beyond the range is cut to it', () => {
    expect(rebinned([[-Infinity, 1, 6], [1, Infinity, 2]], 2, { min: 0, max: 2 })).toEqual([6, 2]);
  });
  it('NaN, reversed edges and counts that are no positive numbers are left out', () => {
    expect(rebinned([[0, 2, 4], [Number.NaN, 1, 9], [2, 1, 9], [0, 1, Number.NaN], [0, 1, -3], [0, 1, Infinity]], 2)).toEqual([2, 2]);
    expect(rebinned([], 3)).toEqual([0, 0, 0]);
  });
  it('a bin narrower than any double can divide still gets its count', () => {
    const [first, ...rest] = rebinned([[0, 5e-324, 8], [5e-324, 1, 0]], 4);
    expect([first, rest]).toEqual([8, [0, 0, 0]]);
  });
  it('no count is lost or made, whatever the buckets', () => {
    const edge = fc.double({ noNaN: true, min: -1e300, max: 1e300 });
    fc.assert(fc.property(fc.array(fc.tuple(edge, edge, fc.integer({ min: 0, max: 1_000_000 })), { minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 60 }), (raw, bins) => {
      const buckets = raw.map(([a, b, count]): Bucket => [Math.min(a, b), Math.max(a, b), count]);
      const sum = buckets.reduce((total, [, , count]) => total + count, 0);
      const counts = rebinned(buckets, bins);
      expect(counts.every((count) => count >= 0)).toBe(true);
      expect(Math.abs(counts.reduce((total, count) => total + count, 0) - sum)).toBeLessThanOrEqual(sum * 1e-9);
    }));
  });
});

describe('the common range', () => {
  it('covers all finite edges of all steps', () => {
    expect(commonRange([columnsOf([[-1, 0, 1]], [[0, 4, 0]]), columnsOf([[-Infinity, 9, 2]])])).toEqual({ min: -1, max: 9 });
  });
  it('of a single value has room on both sides, also below zero', () => {
    expect(commonRange([columnsOf([[0, 0, 3]])])).toEqual({ min: -1, max: 1 });
    const above = commonRange([columnsOf([[10, 10, 3]])]);
    expect(above?.min).toBeCloseTo(10 / 1.1 - 1);
    expect(above?.max).toBeCloseTo(12);
    expect(commonRange([columnsOf([[-10, -10, 3]])])?.min).toBeCloseTo(-12);
  });
  it('of nothing is nothing, and of the largest doubles does not overflow', () => {
    expect(commonRange([])).toBeNull();
    expect(commonRange([columnsOf([], [[Number.NaN, Number.NaN, 1]])])).toBeNull();
    const range = commonRange([columnsOf([[-Number.MAX_VALUE, Number.MAX_VALUE, 1]])]);
    expect(Number.isFinite((range?.max ?? 0) - (range?.min ?? 0))).toBe(true);
  });
});

it('a value belongs to the bin whose left edge, as computed, is at or before it', () => {
  const [min, width, bins] = [-0.3, 0.1, 7];
  for (let bin = 0; bin < bins; bin++) expect(binOf(min + bin * width, min, width, bins)).toBe(bin);
  expect([binOf(-9, min, width, bins), binOf(9, min, width, bins)]).toEqual([0, 6]);
});
