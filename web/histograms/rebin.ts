/**
 * Buckets of any widths → bins of equal width over a common range, as TensorBoard shows them
 * (tensorboard/webapp/widgets/histogram/histogram_util.ts): a bucket's count is shared out by overlap, and a bucket of
 * zero width goes whole into the bin that begins at or before it.
 */
import type { Domain } from '../charts/projection.js';
import type { HistogramColumns } from './columns.js';

/** Beyond this a difference of two edges would overflow. */
const FARTHEST = Number.MAX_VALUE / 4;

/**
 * The range of all buckets with finite edges, empty ones included, as in TensorBoard. A single value v gets the range from
 * |v|/1.1 − 1 to |v|·1.1 + 1 on its side of zero. Null without buckets.
 */
export function commonRange(all: Iterable<Pick<HistogramColumns, 'buckets'>>): Domain | null {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const { buckets } of all) {
    for (let i = 0; i + 2 < buckets.length; i += 3) {
      // Infinite edges say nothing about where the values are.
      for (let edge = i; edge < i + 2; edge++) {
        const value = buckets[edge] as number;
        if (!Number.isFinite(value)) continue;
        if (value < min) min = value;
        if (value > max) max = value;
      }
    }
  }
  if (min > max) return null;
  min = Math.max(-FARTHEST, Math.min(FARTHEST, min));
  max = Math.max(-FARTHEST, Math.min(FARTHEST, max));
  if (min < max) return { min, max };
  const far = Math.abs(max) * 1.1 + 1;
  const near = Math.abs(min) / 1.1 - 1;
  return max < 0 ? { min: -far, max: -near } : { min: near, max: far };
}

/**
 * Adds the buckets between `from` and `to` (indexes into `buckets`) to `counts[at … at + bins − 1]`. Edges beyond the range
 * are cut to it; buckets with a NaN or reversed edge, and counts that are not positive numbers, are left out.
 */
export function rebin(buckets: Float64Array, from: number, to: number, into: { readonly range: Domain; readonly bins: number; readonly counts: Float64Array; readonly at: number }): void {
  const { range: { min, max }, bins, counts, at } = into;
  const width = (max - min) / bins;
  for (let i = from; i + 2 < to; i += 3) {
    const count = buckets[i + 2] as number;
    if (!(count > 0) || count === Number.POSITIVE_INFINITY) continue;
    const left = Math.max(min, buckets[i] as number);
    const right = Math.min(max, buckets[i + 1] as number);
    if (!(right >= left)) continue;
    const first = binOf(left, min, width, bins);
    if (right === left) {
      counts[at + first] = (counts[at + first] as number) + count;
      continue;
    }
    const share = count / (right - left);
    for (let bin = first; bin < bins; bin++) {
      const start = min + bin * width;
      const end = bin === bins - 1 ? max : min + (bin + 1) * width;
      if (start >= right) break;
      const overlap = Math.min(right, end) - Math.max(left, start);
      if (!(overlap > 0)) continue;
      // Many tiny buckets may lie within one bin; then the share alone could overflow.
      counts[at + bin] = (counts[at + bin] as number) + (Number.isFinite(share) ? share * overlap : count * (overlap / (right - left)));
    }
  }
}

/** The bin a value belongs to: bins are closed at their left, the last one at both ends. */
export function binOf(value: number, min: number, width: number, bins: number): number {
  let bin = Math.max(0, Math.min(bins - 1, Math.floor((value - min) / width)));
  // Division may round across an edge that multiplication puts elsewhere.
  while (bin < bins - 1 && value >= min + (bin + 1) * width) bin++;
  while (bin > 0 && value < min + bin * width) bin--;
  return bin;
}
