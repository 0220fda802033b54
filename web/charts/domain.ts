/** What the axes show when nobody zoomed: pure functions over the points. */
import { lowerBound, upperBound } from './nearest.js';
import { forward, type Domain, type ScaleKind } from './projection.js';
import type { Points } from './to-points.js';

const PADDING = 0.05;
/** How far beyond a percentile an end may lie and stay, as a share of the percentiles' distance. */
const TOLERANCE = 0.5;

/** Smallest and largest x; null without points, and on a log axis without positive ones. */
export function xExtent(all: readonly Points[], kind: ScaleKind): Domain | null {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const { x } of all) {
    const first = kind === 'log' ? upperBound(x, 0) : 0;
    if (first >= x.length) continue;
    min = Math.min(min, x[first] as number);
    max = Math.max(max, x[x.length - 1] as number);
  }
  return min > max ? null : { min, max };
}

/** The domain of an x axis: the extent itself; one x alone stands in the middle. */
export function xDomain(extent: Domain | null, kind: ScaleKind): Domain {
  if (extent === null) return kind === 'log' ? { min: 1, max: 10 } : { min: 0, max: 1 };
  const { min, max } = extent;
  if (min < max) return extent;
  if (kind === 'log') return { min: min / 2, max: max * 2 };
  const room = Math.max(1, Math.abs(min) * 1e-9);
  return { min: min - room, max: max + room };
}

/**
 * Smallest and largest finite y among points with x in `within` (all without it): of smoothed lines the smoothed values, as in
 * TensorBoard. `ignoreOutliers` answers the 5th and 95th percentile instead when there are more than two values; an end that
 * lies less than half their distance beyond is no outlier (the steep start of a loss curve) and stays, which TensorBoard cuts.
 * Null when no value can be shown.
 */
export function yExtent(
  all: readonly Points[],
  kind: ScaleKind,
  options: { readonly ignoreOutliers: boolean; readonly within: Domain | null },
): Domain | null {
  const ranges: { readonly points: Points; readonly from: number; readonly to: number }[] = [];
  let size = 0;
  for (const points of all) {
    const from = options.within === null ? 0 : lowerBound(points.x, options.within.min);
    const to = options.within === null ? points.x.length : upperBound(points.x, options.within.max);
    if (to <= from) continue;
    ranges.push({ points, from, to });
    size += to - from;
  }
  const values = options.ignoreOutliers ? new Float64Array(size) : null;
  let count = 0;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const { points, from, to } of ranges) {
    const { y } = points;
    for (let i = from; i < to; i++) {
      const value = y[i] as number;
      if (!Number.isFinite(value) || (kind === 'log' && value <= 0)) continue;
      if (value < min) min = value;
      if (value > max) max = value;
      if (values !== null) values[count] = value;
      count++;
    }
  }
  if (count === 0) return null;
  if (values === null || count <= 2) return { min, max };
  const known = values.subarray(0, count);
  const low = select(known, Math.ceil((count - 1) * 0.05));
  const high = select(known, Math.floor((count - 1) * 0.95));
  const reach = (forward(kind, high) - forward(kind, low)) * TOLERANCE;
  return {
    min: forward(kind, low) - forward(kind, min) <= reach ? min : low,
    max: forward(kind, max) - forward(kind, high) <= reach ? max : high,
  };
}

/**
 * The domain of a y axis. Linear: 5 % more on each side; constant data gets TensorBoard's room ([0, 2v], [2v, 0] or [−1, 1]).
 * Log: [min / 2, max × 2] as in TensorBoard when that is less than the padding would be wide, else 5 % of the decades.
 */
export function yDomain(extent: Domain | null, kind: ScaleKind): Domain {
  if (kind === 'log') {
    if (extent === null) return { min: 0.1, max: 10 };
    const decades = Math.log10(extent.max) - Math.log10(extent.min);
    const factor = decades === 0 ? 2 : Math.min(2, 10 ** (decades * PADDING));
    return { min: extent.min / factor, max: extent.max * factor };
  }
  if (extent === null) return { min: -1, max: 1 };
  const { min, max } = extent;
  if (min === max) {
    if (min > 0) return { min: 0, max: 2 * max };
    return min < 0 ? { min: 2 * min, max: 0 } : { min: -1, max: 1 };
  }
  const span = max - min;
  // Near the largest double the padding would overflow; the extent itself is the best there is.
  if (!Number.isFinite(span)) return extent;
  const padded = { min: min - span * PADDING, max: max + span * PADDING };
  return padded.min < padded.max ? padded : extent;
}

/** The k-th smallest value; reorders `values`. Hoare's selection with the median of three: linear on sorted data, too. */
export function select(values: Float64Array, k: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const a = values[low] as number;
    const b = values[middle] as number;
    const c = values[high] as number;
    const pivot = a < b ? (b < c ? b : a < c ? c : a) : a < c ? a : b < c ? c : b;
    let i = low;
    let j = high;
    while (i <= j) {
      while ((values[i] as number) < pivot) i++;
      while ((values[j] as number) > pivot) j--;
      if (i > j) break;
      const swap = values[i] as number;
      values[i] = values[j] as number;
      values[j] = swap;
      i++;
      j--;
    }
    if (k <= j) high = j;
    else if (k >= i) low = i;
    else break;
  }
  return values[k] as number;
}
