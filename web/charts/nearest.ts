/** Binary searches over sorted columns. All answer −1 or 0 for an empty column as said, and never look at every point. */
import type { Numbers } from './line.js';

/** First index whose x is ≥ `x`; the length when there is none. */
export function lowerBound(xs: Numbers, x: number): number {
  let low = 0;
  let high = xs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((xs[middle] as number) < x) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** First index whose x is > `x`; the length when there is none. */
export function upperBound(xs: Numbers, x: number): number {
  let low = 0;
  let high = xs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((xs[middle] as number) <= x) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of the point nearest to `x`, the earlier one of two equally near; −1 for an empty column. */
export function nearest(xs: Numbers, x: number): number {
  if (xs.length === 0) return -1;
  const after = lowerBound(xs, x);
  if (after === 0) return 0;
  if (after === xs.length) return xs.length - 1;
  return x - (xs[after - 1] as number) <= (xs[after] as number) - x ? after - 1 : after;
}

/** The nearest x of any column that lies beyond `x` in `direction`; NaN when there is none. For the keyboard's cursor. */
export function neighbour(columns: readonly Numbers[], x: number, direction: 1 | -1): number {
  let best = Number.NaN;
  for (const xs of columns) {
    const index = direction > 0 ? upperBound(xs, x) : lowerBound(xs, x) - 1;
    const candidate = xs[index];
    if (candidate === undefined) continue;
    if (Number.isNaN(best) || (direction > 0 ? candidate < best : candidate > best)) best = candidate;
  }
  return best;
}
