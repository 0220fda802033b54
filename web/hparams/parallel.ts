/** Parallel coordinates as numbers: where axes stand, where each trial crosses them, which line is nearest. */
import type { Cell } from './columns.js';
import type { Scale } from './scale.js';

export interface ParallelAxis {
  readonly key: string;
  readonly label: string;
  readonly scale: Scale;
  readonly values: readonly Cell[];
  /** Pixels from the left. */
  readonly x: number;
  /** Pixels from the top by place in `trials`; trials without a place are at `missing`. */
  readonly y: Float32Array;
}

export interface Parallel {
  readonly trials: readonly number[];
  readonly axes: readonly ParallelAxis[];
  /** Pixels from the top: the axes' upper and lower ends, and where lines of missing values pass below them. */
  readonly top: number;
  readonly bottom: number;
  readonly missing: number;
  /** Some trial has no place on some axis. */
  readonly gaps: boolean;
}

export const LEAST_GAP = 110;
const [LEFT, RIGHT, TOP, BOTTOM] = [64, 40, 10, 12];
/** Room below the axes for values that are missing. */
const MISSING_ROOM = 30;

/** Least width that leaves every axis room, pixels. */
export const parallelWidth = (axes: number, available: number): number => Math.max(available, LEFT + RIGHT + Math.max(0, axes - 1) * LEAST_GAP);

export function layParallel(columns: readonly { readonly key: string; readonly label: string; readonly values: readonly Cell[]; readonly scale: Scale }[], options: { readonly trials: readonly number[]; readonly width: number; readonly height: number }): Parallel {
  const { trials, width, height } = options;
  const gaps = columns.some(({ values, scale }) => trials.some((trial) => Number.isNaN(scale.position(values[trial] ?? null))));
  const missing = Math.max(TOP + 1, height - BOTTOM);
  const bottom = Math.max(TOP + 1, gaps ? missing - MISSING_ROOM : missing);
  const room = width - LEFT - RIGHT;
  return {
    trials,
    top: TOP,
    bottom,
    missing,
    gaps,
    axes: columns.map((column, i) => ({
      ...column,
      x: columns.length === 1 ? LEFT + room / 2 : LEFT + (room * i) / (columns.length - 1),
      y: Float32Array.from(trials, (trial) => {
        const position = column.scale.position(column.values[trial] ?? null);
        return Number.isNaN(position) ? missing : bottom + (TOP - bottom) * position;
      }),
    })),
  };
}

/** Pixels from the top → place on an axis, held to it. */
export const positionAt = ({ top, bottom }: Pick<Parallel, 'top' | 'bottom'>, y: number): number => Math.max(0, Math.min(1, (bottom - y) / (bottom - top)));

/** Number of the axis within `reach` pixels; -1 for none. */
export function axisAt({ axes }: Pick<Parallel, 'axes'>, x: number, reach: number): number {
  let [best, least] = [-1, reach];
  axes.forEach((axis, i) => {
    const distance = Math.abs(axis.x - x);
    if (distance <= least) [best, least] = [i, distance];
  });
  return best;
}

/** The trial whose line is nearest, within `reach` pixels and among those `drawn`; -1 for none. */
export function nearestLine({ axes, trials }: Pick<Parallel, 'axes' | 'trials'>, spot: readonly [x: number, y: number], options: { readonly reach: number; readonly drawn: (trial: number) => boolean }): number {
  const [x, y] = spot;
  if (axes.length === 0) return -1;
  const after = axes.findIndex((axis) => axis.x >= x);
  const right = axes[after < 0 ? axes.length - 1 : after] as ParallelAxis;
  const left = axes[Math.max(0, (after < 0 ? axes.length : after) - 1)] as ParallelAxis;
  const span = right.x - left.x;
  const share = span === 0 ? 0 : Math.max(0, Math.min(1, (x - left.x) / span));
  let [best, least] = [-1, options.reach];
  trials.forEach((trial, i) => {
    const [from, to] = [left.y[i] as number, right.y[i] as number];
    // Across the line, not straight down to it: steep lines are as easy to reach as flat ones.
    const distance = (Math.abs(from + (to - from) * share - y) * (span || 1)) / Math.hypot(span || 1, to - from);
    if (distance <= least && options.drawn(trial)) [best, least] = [trial, distance];
  });
  return best;
}

/** Ticks that leave each other room, from the first on: `need` pixels on an axis of `length`. The last one is kept rather than its neighbour. */
export function spreadTicks<Tick extends { readonly position: number }>(ticks: readonly Tick[], { length, need }: { readonly length: number; readonly need: number }): Tick[] {
  const kept: Tick[] = [];
  const apart = (a: Tick, b: Tick): boolean => Math.abs(a.position - b.position) * length >= need;
  for (const tick of ticks) {
    const last = kept.at(-1);
    if (last === undefined || apart(last, tick)) kept.push(tick);
  }
  const [end, last] = [ticks.at(-1), kept.at(-1)];
  if (end === undefined || last === undefined || end === last) return kept;
  if (kept.length > 1) kept[kept.length - 1] = end;
  else if (apart(last, end)) kept.push(end);
  const before = kept.at(-2);
  return before === undefined || apart(before, end) ? kept : [...kept.slice(0, -2), end];
}
