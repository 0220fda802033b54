/** What both views of histograms draw: steps of one or several series as flat columns. Nothing here knows tags or requests. */
import type { Axis } from '../charts/line.js';

/** Columns of one series, in the order of steps. Rows of an answer are such columns. */
export interface HistogramColumns {
  readonly steps: Float64Array;
  /** Seconds since the epoch. */
  readonly wallTimes: Float64Array;
  /** `buckets` of step i lie between `offsets[i]` and `offsets[i + 1]`. */
  readonly offsets: Int32Array;
  /** Left edge, right edge, count; again and again. Anything a file may hold: NaN, infinite, reversed. */
  readonly buckets: Float64Array;
  /** Nine values a step. */
  readonly percentiles: Float64Array;
}

/** One series as it is drawn. */
export interface HistogramSource {
  readonly name: string;
  /** A CSS colour or `var(--token)`. */
  readonly color: string;
  readonly dash: readonly number[];
  readonly columns: HistogramColumns;
  /** Wall time from which relative time counts, seconds. */
  readonly start: number;
}

/** Steps, both ends included. */
export interface StepRange {
  readonly from: number;
  readonly to: number;
}

/** Where step i of a source stands on an axis. */
export function positionOf({ columns, start }: HistogramSource, i: number, axis: Axis): number {
  if (axis === 'step') return columns.steps[i] as number;
  return (columns.wallTimes[i] as number) - (axis === 'wall' ? 0 : start);
}
