/**
 * What a chart draws: lines over columns. Nothing here knows runs, tags or requests.
 */

/** A column as it was decoded; never copied to draw. */
export type Numbers = Float32Array | Float64Array | Int32Array;

/** The x axis of a chart: step, seconds since the line's first point, or seconds since the epoch. */
export type Axis = 'step' | 'relative' | 'wall';

/** Columns of one line, of equal length, in the order of its points. */
export interface LineColumns {
  readonly steps: Numbers;
  /** Seconds since `start`. */
  readonly elapsed: Numbers;
  /** Seconds since the epoch. */
  readonly start: number;
  /** May be NaN or ±Infinity. */
  readonly values: Numbers;
  /** NaN or infinite where `values` is; null without smoothing. */
  readonly smoothed: Numbers | null;
}

/** One line of a chart. */
export interface Line {
  /** Stays the same while the chart lives. */
  readonly key: string;
  readonly name: string;
  /** A CSS colour or `var(--token)`. */
  readonly color: string;
  /** Dash pattern in CSS pixels, the second channel beside colour; empty for a solid line. */
  readonly dash: readonly number[];
  readonly columns: LineColumns;
  /** How many points the line stands for; at least the number of points drawn. */
  readonly total: number;
  /** Steps at which a restarted writer began again. */
  readonly restarts: Numbers;
  /** Points a restart replaced; drawn faint and dashed. */
  readonly superseded: boolean;
}

/** The pattern of a line; superseded parts have their own, whatever the run's is. */
export const dashOf = (line: Line): readonly number[] => (line.superseded ? [3, 3] : line.dash);
