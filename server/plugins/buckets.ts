/**
 * Histograms as TensorBoard shows them, from either way they are written, and their percentiles.
 *
 * One shape everywhere: `Buckets`, flat rows of (left edge, right edge, count). Edges may be equal (all values the
 * same), neighbours need not touch, there may be none at all.
 */

/** Flat k × 3: left edge, right edge, count of each bucket, left to right. */
export type Buckets = Float64Array;

/** The parts of a legacy `HistogramProto` that make its buckets (`tensorboard/compat/proto/summary.proto`). */
export interface LegacyHistogram {
  readonly min: number;
  readonly max: number;
  /** Right edges; the first bucket reaches down to -DBL_MAX, the last commonly up to DBL_MAX. */
  readonly bucketLimit: ArrayLike<number>;
  readonly bucket: ArrayLike<number>;
}

/**
 * Buckets of a legacy histogram: empty ones at both ends are dropped, the outermost edges become `min` and `max` (wire format,
 * section 6.1; TensorBoard's reference loader). Inner edges are kept within [min, max]: writers that merge
 * buckets give limits far outside the data. Limits and counts of unequal number: only the pairs are used.
 */
export function legacyBuckets({ min, max, bucketLimit, bucket }: LegacyHistogram): Buckets {
  const length = Math.min(bucketLimit.length, bucket.length);
  let first = 0;
  while (first < length && bucket[first] === 0) first++;
  let last = length - 1;
  while (last > first && bucket[last] === 0) last--;
  if (first >= length) return new Float64Array(0);
  const buckets = new Float64Array((last - first + 1) * 3);
  for (let i = first, at = 0; i <= last; i++, at += 3) {
    buckets[at] = i === first ? min : clamp(bucketLimit[i - 1] ?? min, min, max);
    buckets[at + 1] = i === last ? max : clamp(bucketLimit[i] ?? max, min, max);
    buckets[at + 2] = bucket[i] ?? 0;
  }
  return buckets;
}

const clamp = (x: number, low: number, high: number): number => Math.min(Math.max(x, low), high);

/** The basis points of TensorBoard's Distributions tab: ends, ±2, ±1.5, ±1 and ±0.5 standard deviations of a normal, the median. */
export const BASIS_POINTS = [0, 668, 1587, 3085, 5000, 6915, 8413, 9332, 10000] as const;

/**
 * Values at the nine basis points, by linear interpolation within buckets (TensorBoard's `compressor.py`; http-api,
 * section 5). Lower edges of inner buckets are the edges before them, so gaps between buckets are ignored, as there. A
 * histogram without counts gives nine zeros.
 */
export function compress(buckets: Buckets): number[] {
  const count = buckets.length / 3;
  let total = 0;
  for (let i = 0; i < count; i++) total += buckets[3 * i + 2] ?? 0;
  if (count === 0 || !(total > 0)) return BASIS_POINTS.map(() => 0);
  const lowest = buckets[0] ?? 0;
  const highest = buckets[3 * count - 2] ?? 0;

  const scaled = new Float64Array(count);
  let sum = 0;
  for (let i = 0; i < count; i++) {
    sum += buckets[3 * i + 2] ?? 0;
    scaled[i] = (sum * 10000) / total;
  }

  const values: number[] = [];
  let i = 0;
  for (const point of BASIS_POINTS) {
    while (i < count && !(above(scaled, i, point) && (scaled[i] ?? 0) > (scaled[i - 1] ?? 0))) i++;
    if (i >= count) {
      values.push(highest);
      continue;
    }
    const before = scaled[i - 1] ?? 0;
    const left = before === 0 ? lowest : Math.max(buckets[3 * i - 2] ?? lowest, lowest);
    const right = Math.min(buckets[3 * i + 1] ?? highest, highest);
    values.push(left + ((point - before) * (right - left)) / ((scaled[i] ?? 0) - before));
  }
  return values;
}

const above = (scaled: Float64Array, i: number, point: number): boolean => (scaled[i] ?? 0) > point;
