/** Trials as points in a rectangle. */
import type { Cell } from './columns.js';
import type { ValueFilter } from './filters.js';
import type { Scale } from './scale.js';

/** One side of a plot of points. */
export interface PointAxis {
  readonly label: string;
  readonly scale: Scale;
  readonly values: readonly Cell[];
  /** The column a brush over it is of; null where it is of none. */
  readonly key: string | null;
}

export interface Points {
  readonly trials: readonly number[];
  /** Pixels by place in `trials`; NaN where the trial has no place on one of the sides. */
  readonly x: Float32Array;
  readonly y: Float32Array;
}

/** Pixels between the edge of the canvas and the outermost points. */
export const INSET = 9;

export function layPoints(x: PointAxis, y: PointAxis, { trials, width, height }: { readonly trials: readonly number[]; readonly width: number; readonly height: number }): Points {
  return {
    trials,
    x: Float32Array.from(trials, (trial) => INSET + (width - 2 * INSET) * x.scale.position(x.values[trial] ?? null)),
    y: Float32Array.from(trials, (trial) => height - INSET - (height - 2 * INSET) * y.scale.position(y.values[trial] ?? null)),
  };
}

/** The nearest trial within `reach` pixels; of equally near ones the last, which is drawn above. -1 for none. */
export function nearestPoint({ trials, x, y }: Points, spot: readonly [number, number], { reach, drawn }: { readonly reach: number; readonly drawn: (trial: number) => boolean }): number {
  let [best, least] = [-1, reach * reach];
  trials.forEach((trial, i) => {
    const distance = ((x[i] as number) - spot[0]) ** 2 + ((y[i] as number) - spot[1]) ** 2;
    if (distance <= least && drawn(trial)) [best, least] = [trial, distance];
  });
  return best;
}

/** The brushes that a rectangle of pixels means; none where it holds no value. A plot of a column against itself has one. */
export function brushesOf(x: PointAxis, y: PointAxis, { from, to, width, height }: { readonly from: readonly [number, number]; readonly to: readonly [number, number]; readonly width: number; readonly height: number }): (readonly [key: string, filter: ValueFilter])[] {
  const across = (pixel: number): number => clamp((pixel - INSET) / (width - 2 * INSET));
  const up = (pixel: number): number => clamp((height - INSET - pixel) / (height - 2 * INSET));
  const between = (scale: Scale, a: number, b: number): ValueFilter => scale.between(Math.min(a, b), Math.max(a, b));
  const found = new Map<string, ValueFilter>();
  if (y.key !== null) found.set(y.key, between(y.scale, up(from[1]), up(to[1])));
  if (x.key !== null) found.set(x.key, between(x.scale, across(from[0]), across(to[0])));
  return [...found].filter(([, filter]) => filter.kind !== 'set' || filter.values.length > 0);
}

const clamp = (share: number): number => Math.max(0, Math.min(1, share));
