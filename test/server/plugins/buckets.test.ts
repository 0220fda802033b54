import { describe, expect, test } from 'vitest';
import { compress, legacyBuckets } from '../../../server/plugins/buckets.js';

describe('legacyBuckets', () => {
  test('empty outer buckets are dropped and the outermost edges become min and max', () => {
    const buckets = legacyBuckets({ min: -1, max: 2, bucketLimit: [-10, 0, 1, 5, Number.MAX_VALUE], bucket: [0, 4, 0, 6, 0] });
    expect([...buckets]).toEqual([-1, 0, 4, 0, 1, 0, 1, 2, 6]);
  });
  test('a histogram of nothing has no buckets', () => {
    expect(legacyBuckets({ min: 0, max: 0, bucketLimit: [1, 2], bucket: [0, 0] }).length).toBe(0);
    expect(legacyBuckets({ min: 0, max: 0, bucketLimit: [], bucket: [] }).length).toBe(0);
  });
  test('a single bucket spans min to max', () => {
    expect([...legacyBuckets({ min: 3, max: 3, bucketLimit: [1, 4, 9], bucket: [0, 7, 0] })]).toEqual([3, 3, 7]);
  });
  test('inner edges far outside the data are kept within it', () => {
    const buckets = legacyBuckets({ min: -2.5, max: 2.5, bucketLimit: [-2e9, 0, 2e9], bucket: [1, 1, 1] });
    expect([...buckets]).toEqual([-2.5, -2.5, 1, -2.5, 0, 1, 0, 2.5, 1]);
  });
  test('limits and counts of unequal number use the pairs only', () => {
    expect(legacyBuckets({ min: 0, max: 1, bucketLimit: [1], bucket: [2, 3] }).length).toBe(3);
  });
});

describe('compress', () => {
  test('gives the values that TensorBoard gives for the example of its own HTTP interface', () => {
    const values = compress(Float64Array.from([-1, 0, 0, 0, 1, 4, 1, 2, 6, 2, 2, 0]));
    expect(values[0]).toBe(-1);
    expect(values[8]).toBe(2);
    const expected = [-1, -0.6659999999999999, -0.2065, 0.5425, 1.1666666666666667, 1.4858333333333333, 1.7355, 1.8886666666666667, 2];
    values.forEach((value, i) => expect(value).toBeCloseTo(expected[i] ?? NaN, 9));
  });
  test('a histogram without counts gives zeros', () => {
    expect(compress(new Float64Array(0))).toEqual(new Array(9).fill(0));
    expect(compress(Float64Array.from([0, 1, 0]))).toEqual(new Array(9).fill(0));
  });
  test('values that are all the same give that value at every point', () => {
    expect(compress(Float64Array.from([5, 5, 10]))).toEqual(new Array(9).fill(5));
  });
});
