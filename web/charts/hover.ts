/** What a tooltip says: for every line the point nearest to the pointer's x, sorted, and cut to a few rows. */
import { nearest } from './nearest.js';
import type { Projection } from './projection.js';
import type { Points } from './to-points.js';

/** TensorBoard's orders; `default` = as the lines come. Nearest y is the distance in y alone, whichever side it lies on. */
export type TooltipSort = 'default' | 'alphabetical' | 'ascending' | 'descending' | 'nearest-pixel' | 'nearest-y';

export interface HoverRow {
  readonly points: Points;
  /** Index into the columns of `points`. */
  readonly index: number;
  /** True for the one line nearest to the pointer. */
  readonly closest: boolean;
}

export interface Hover {
  readonly rows: readonly HoverRow[];
  /** Lines that have a point here but no row. */
  readonly more: number;
  /** Lines that end before x or begin after it. */
  readonly elsewhere: number;
}

/** A line counts as being at x when it is no further than this beyond one of its ends, pixels. */
const REACH = 24;

const natural = new Intl.Collator('en', { numeric: true });

/**
 * Rows at x, of the lines that are there; of all lines when none is. `pointer` is in pixels, null when the cursor moves by keyboard (then the topmost line counts as closest). Costs a
 * binary search a line; row objects are made for shown rows only.
 */
export function hoverAt(
  all: readonly Points[],
  x: number,
  options: {
    readonly pointer: { readonly x: number; readonly y: number } | null;
    readonly xAxis: Projection;
    readonly yAxis: Projection;
    readonly sort: TooltipSort;
    readonly limit: number;
  },
): Hover {
  const { pointer, xAxis, yAxis, sort, limit } = options;
  let order: number[] = [];
  const away: number[] = [];
  const at = new Int32Array(all.length);
  const keys = new Float64Array(all.length);
  let closest = -1;
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < all.length; i++) {
    const points = all[i] as Points;
    const index = nearest(points.x, x);
    if (index < 0) continue;
    at[i] = index;
    const value = points.y[index] as number;
    const dx = xAxis.pixel(points.x[index] as number) - (pointer?.x ?? xAxis.pixel(x));
    // An inner index means that the line passes x, however far its points are apart.
    const there = (index > 0 && index < points.x.length - 1) || Math.abs(dx) <= REACH || between(points, x);
    (there ? order : away).push(i);
    const dy = yAxis.pixel(value) - (pointer?.y ?? yAxis.pixels.to);
    const distance = Number.isFinite(dy) ? Math.hypot(dx, dy) : 1e9;
    const rank = there ? distance : distance + 1e10;
    if (rank < best) {
      best = rank;
      closest = i;
    }
    keys[i] = sort === 'nearest-pixel' ? distance : sort === 'nearest-y' ? (Number.isFinite(dy) ? Math.abs(dy) : 1e9) : value;
  }
  if (order.length === 0) order = away.splice(0);
  const byKey = (a: number, b: number): number => compareNumbers(keys[a] as number, keys[b] as number);
  if (sort === 'alphabetical') order.sort((a, b) => natural.compare((all[a] as Points).line.name, (all[b] as Points).line.name));
  else if (sort === 'descending') order.sort((a, b) => compareNumbers(keys[b] as number, keys[a] as number, -1));
  else if (sort !== 'default') order.sort(byKey);
  const shown = order.slice(0, Math.max(1, limit));
  // The closest line is what the pointer points at: it has a row whatever the order and the limit.
  if (closest >= 0 && !shown.includes(closest)) shown[shown.length - 1] = closest;
  return {
    rows: shown.map((i) => ({ points: all[i] as Points, index: at[i] as number, closest: i === closest })),
    more: order.length - shown.length,
    elsewhere: away.length,
  };
}

const between = ({ x: xs }: Points, x: number): boolean => x >= (xs[0] as number) && x <= (xs[xs.length - 1] as number);

/** NaN comes last in either direction. */
function compareNumbers(a: number, b: number, nan: 1 | -1 = 1): number {
  if (Number.isNaN(a)) return Number.isNaN(b) ? 0 : nan === 1 ? 1 : -1;
  if (Number.isNaN(b)) return nan === 1 ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}
