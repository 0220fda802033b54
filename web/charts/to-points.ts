/** Columns of a line → what is drawn of it on one x axis. The only place where they are made; columns are shared, not copied. */
import type { Axis, Line, LineColumns, Numbers } from './line.js';
import { nearest } from './nearest.js';

/** One line ready to be drawn. `x` never decreases. */
export interface Points {
  readonly line: Line;
  readonly x: Numbers;
  /** The smoothed values when there is smoothing, else the values. */
  readonly y: Numbers;
  /** The values under a smoothed line, else null. */
  readonly raw: Numbers | null;
  /** Indexes of NaN and infinite values, ascending. */
  readonly nonFinite: Int32Array;
  /** For each of `nonFinite` the y beside which a NaN is marked: the last finite one before it, else the first after it, else NaN. */
  readonly beside: Float64Array;
  /** How many values are finite. */
  readonly finite: number;
  /** Index of the last finite value, −1 when there is none. */
  readonly last: number;
  /** x of each restart; empty for superseded parts. */
  readonly restarts: readonly number[];
}

const walls = new WeakMap<Numbers, Float64Array>();

/** The x column of an axis. Wall times are made once per column and then shared. */
export function xColumn(columns: LineColumns, axis: Axis): Numbers {
  if (axis === 'step') return columns.steps;
  if (axis === 'relative') return columns.elapsed;
  const known = walls.get(columns.elapsed);
  if (known !== undefined) return known;
  const { elapsed, start } = columns;
  const wall = new Float64Array(elapsed.length);
  for (let i = 0; i < wall.length; i++) wall[i] = start + (elapsed[i] as number);
  walls.set(columns.elapsed, wall);
  return wall;
}

export function toPoints(line: Line, axis: Axis): Points {
  const { columns } = line;
  const { values, smoothed, steps } = columns;
  const x = xColumn(columns, axis);
  let bad = 0;
  let last = -1;
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i])) last = i;
    else bad++;
  }
  const y = smoothed ?? values;
  const { nonFinite, beside } = marks(values, y, bad);
  const restarts = line.superseded || x.length === 0 ? [] : Array.from(line.restarts, (step) => x[nearest(steps, step)] as number);
  return { line, x, y, raw: smoothed === null ? null : values, nonFinite, beside, finite: values.length - bad, last, restarts };
}

/** How many finite values a logarithmic y axis cannot show. */
export function countNonPositive(all: readonly Points[]): number {
  let hidden = 0;
  for (const { y } of all) for (let i = 0; i < y.length; i++) if ((y[i] as number) <= 0 && y[i] !== Number.NEGATIVE_INFINITY) hidden++;
  return hidden;
}

function marks(values: Numbers, y: Numbers, count: number): { nonFinite: Int32Array; beside: Float64Array } {
  const nonFinite = new Int32Array(count);
  const beside = new Float64Array(count);
  if (count === 0) return { nonFinite, beside };
  let finite = Number.NaN;
  for (let i = 0, at = 0; i < values.length; i++) {
    if (Number.isFinite(values[i])) {
      const first = Number.isNaN(finite);
      finite = y[i] as number;
      if (first) beside.fill(finite, 0, at);
    } else {
      nonFinite[at] = i;
      beside[at++] = finite;
    }
  }
  return { nonFinite, beside };
}
