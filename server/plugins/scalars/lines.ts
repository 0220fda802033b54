/**
 * A series as the lines a chart draws: superseded points apart, in order of x, or in pieces where x goes backwards. Smoothing runs
 * over each line from its start, before anything is thinned.
 */
import type { Columns } from '../../model/columns.js';
import { ascendingOrder, takeRows } from '../../model/downsample.js';
import type { SeriesId } from '../../model/names.js';
import { smooth } from '../../model/smooth.js';
import type { ReadPoints, StoreReader } from '../../store/reader.js';
import type { XAxis } from './contract.js';
import { cacheOf } from './line-cache.js';

/** One line. All columns have the same length; `x` never decreases. */
export interface Line extends Columns {
  readonly x: Float64Array;
  /** null without smoothing. */
  readonly smoothed: Float64Array | null;
  readonly part: number;
  readonly superseded: boolean;
}

export interface SeriesLines {
  readonly lines: readonly Line[];
  /** Wall time of the first point that was not superseded, in file order; 0 without points. */
  readonly start: number;
  /** Steps at which a restarted writer began again. */
  readonly restarts: readonly number[];
}

export interface LineOptions {
  readonly axis: XAxis;
  readonly smoothing: number;
  readonly superseded: boolean;
  readonly partition: boolean;
}

/** Reads a series and lays it out. Without points there are no lines. */
export function readLines(reader: StoreReader, id: SeriesId, options: LineOptions): SeriesLines {
  const { axis, smoothing, superseded, partition } = options;
  return cacheOf(reader).get(`${id} ${axis} ${smoothing} ${superseded} ${partition}`, reader.commit(), {
    make: () => layOut(reader.readScalars(id, { superseded: superseded ? 'include' : 'exclude' }), options),
  });
}

/**
 * The same, with at least the points in a range of x and the nearest ones beyond its ends. Chunks outside are not even decoded where
 * that is possible: without smoothing, on an axis whose values are stored, and when no restart makes the start uncertain.
 */
export function readLinesInRange(reader: StoreReader, id: SeriesId, options: LineOptions & { readonly from: number | null; readonly to: number | null }): SeriesLines {
  const { axis, smoothing, superseded, partition, from, to } = options;
  if ((from === null && to === null) || smoothing > 0 || superseded || partition || axis === 'relative') return readLines(reader, id, options);
  const part = reader.readScalars(id, { range: { axis, from: from ?? -Infinity, to: to ?? Infinity } });
  const first = reader.seriesById(id);
  if (part.restarts.length > 0 || first === null) return readLines(reader, id, options);
  return { ...layOut(part, options), start: first.firstTime };
}

function layOut({ columns, superseded, restarts }: ReadPoints<Columns>, options: LineOptions): SeriesLines {
  const replaced = superseded !== null && superseded.includes(1) ? superseded : null;
  const current = replaced === null ? columns : takeRows(columns, pick(replaced, 0));
  const start = (current.wallTimes[0] ?? columns.wallTimes[0]) as number | undefined;
  if (start === undefined) return { lines: [], start: 0, restarts };
  const toLine = (piece: Columns, place: { readonly part: number; readonly superseded: boolean }): Line => {
    const x = xOf(piece, { axis: options.axis, start });
    return { ...piece, ...place, x, smoothed: options.smoothing > 0 ? smooth(piece.values, options.smoothing) : null };
  };
  const pieces = options.partition ? split(current, xOf(current, { axis: options.axis, start })) : [sort(current, xOf(current, { axis: options.axis, start }))];
  const lines = pieces.filter(({ steps }) => steps.length > 0).map((piece, part) => toLine(piece, { part, superseded: false }));
  if (replaced !== null) {
    // Each stretch that one restart replaced is a line of its own: sorted together they would zigzag.
    const old = takeRows(columns, pick(replaced, 1));
    for (const [part, piece] of split(old, xOf(old, { axis: options.axis, start })).entries()) lines.push(toLine(piece, { part, superseded: true }));
  }
  return { lines, start, restarts };
}

/** The x of each point on an axis: step, seconds since `start`, or seconds since the epoch. */
export function xOf({ steps, wallTimes }: Columns, { axis, start }: { readonly axis: XAxis; readonly start: number }): Float64Array {
  if (axis === 'step') return steps;
  return axis === 'wall' ? wallTimes : wallTimes.map((time) => time - start);
}

/** First index whose x is ≥ `x` (or > `x` with `after`); `x` in ascending order. */
export function searchSorted(xs: Float64Array, x: number, options: { readonly after?: boolean } = {}): number {
  const after = options.after === true;
  let [low, high] = [0, xs.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const at = xs[middle] as number;
    if (at < x || (after && at === x)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Columns in ascending order of x; points at one x keep their order. Sorted ones are returned as they are. */
function sort(columns: Columns, x: Float64Array): Columns {
  const order = ascendingOrder(x);
  return order === null ? columns : takeRows(columns, order);
}

function split(columns: Columns, x: Float64Array): Columns[] {
  const cuts = [0, ...backwardSteps(x), x.length];
  if (cuts.length === 2) return [columns];
  return cuts.slice(1).map((end, i) => {
    const from = cuts[i] as number;
    const { steps, wallTimes, values } = columns;
    return { steps: steps.subarray(from, end), wallTimes: wallTimes.subarray(from, end), values: values.subarray(from, end) };
  });
}

/** Indexes of points whose x is lower than that of the point before. */
function backwardSteps(x: Float64Array): number[] {
  const found: number[] = [];
  for (let i = 1; i < x.length; i++) if ((x[i] as number) < (x[i - 1] as number)) found.push(i);
  return found;
}

function pick(mask: Uint8Array, wanted: 0 | 1): Uint32Array {
  let count = 0;
  for (const bit of mask) if (bit === wanted) count += 1;
  const picked = new Uint32Array(count);
  let at = 0;
  for (let i = 0; i < mask.length; i++) if (mask[i] === wanted) picked[at++] = i;
  return picked;
}
