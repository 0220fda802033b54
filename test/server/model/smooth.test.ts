import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { smooth } from '../../../server/model/smooth.js';

/** TensorBoard's rule (debiased, constant series untouched, non-finite values skipped), written the plain way. */
function reference(values: readonly number[], weight: number): number[] {
  let last = values.length > 0 ? 0 : NaN;
  let accumulated = 0;
  const isConstant = values.every((value) => value === values[0]);
  return values.map((next) => {
    if (isConstant || !Number.isFinite(next)) return next;
    last = last * weight + (1 - weight) * next;
    accumulated += 1;
    const debias = weight === 1 ? 1 : 1 - Math.pow(weight, accumulated);
    return last / debias;
  });
}

const weight = fc.oneof(fc.constantFrom(0, 0.6, 0.9, 0.99, 0.999), fc.double({ min: 0, max: 0.9999, noNaN: true }));

describe('smooth', () => {
  it('gives the numbers of TensorBoard to the last bit', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.double({ min: -1e9, max: 1e9 }), fc.constantFrom(NaN, Infinity, -Infinity, 0, 1e300))), weight, (values, w) => {
        // 0 + -0 is 0 in the reference
        const plain = values.map((value) => value + 0);
        expect([...smooth(Float64Array.from(plain), w)]).toEqual(reference(plain, w));
      }),
      { numRuns: 1000 },
    );
  });

  it('gives them over a hundred thousand points, where the correction has long faded', () => {
    const values = Array.from({ length: 100_000 }, (_, i) => Math.sin(i / 50) + (i % 7) / 10);
    for (const w of [0.01, 0.6, 0.999, 0.9999]) {
      const [got, want] = [smooth(Float64Array.from(values), w), reference(values, w)];
      expect(got.every((value, i) => value === want[i])).toBe(true);
    }
  });

  it('answers nothing for nothing and one point for one', () => {
    expect([...smooth(new Float64Array(0), 0.6)]).toEqual([]);
    expect([...smooth(Float64Array.of(3.7), 0.6)]).toEqual([3.7]);
    expect([...smooth(Float64Array.of(NaN), 0.6)]).toEqual([NaN]);
  });

  it('leaves a constant series as it is, whatever rounding would do', () => {
    expect([...smooth(Float64Array.of(0.1, 0.1, 0.1, 0.1), 0.9)]).toEqual([0.1, 0.1, 0.1, 0.1]);
  });

  it('passes over NaN and infinities, which neither count nor spread', () => {
    expect([...smooth(Float64Array.of(1, NaN, 3, Infinity, 5), 0.5)]).toEqual([...[1, NaN], ...reference([1, 3], 0.5).slice(1), Infinity, reference([1, 3, 5], 0.5)[2]]);
  });

  it('answers a copy, never the column itself', () => {
    const values = Float64Array.of(1, 2);
    expect(smooth(values, 0)).not.toBe(values);
    expect(smooth(values, 0)).toEqual(values);
    expect(smooth(Float64Array.of(1, 1), 0.5)).toEqual(Float64Array.of(1, 1));
  });
});
