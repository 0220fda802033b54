/**
 * What the scalars plugin says under `/api/plugins/scalars/`. Its answers under `/data/plugin/scalars/` are TensorBoard's.
 */
import type { JsonNumber } from '../../contract.js';

/** The x axis: step, seconds since the series' first point, or seconds since the epoch. */
export type XAxis = 'step' | 'relative' | 'wall';

/**
 * `POST /api/plugins/scalars/points` (JSON), or `GET` with the same fields in the query, where series can also be named by
 * `tag=` (and `run=`, repeatable): the points of many series in one request.
 */
export interface PointsRequest {
  /** Series ids, at most 10,000. */
  readonly series: readonly number[];
  /**
   * Width of the plot in CSS pixels. The answer then has about that many points a series, chosen so that the drawn line keeps
   * the least and the greatest value of every two pixels, both ends, and where NaN and infinities begin and end there; fewer
   * a series when more than about 100,000 points would come together. Left out: every point.
   */
  readonly width?: number;
  readonly axis?: XAxis;
  /** Whether pixel columns are even on a linear or on a logarithmic x axis. Default linear. */
  readonly xScale?: 'linear' | 'log';
  /** Range on the x axis, both ends included, in the axis' unit. One point beyond each end comes too, so that lines reach the edge. */
  readonly from?: number;
  readonly to?: number;
  /** Weight of TensorBoard's debiased exponential moving average, 0 ≤ w < 1. Default 0: no `smoothed` column. Computed over every point, before thinning. */
  readonly smoothing?: number;
  /** Also answer superseded points, as rows of their own with `superseded` true, one for each stretch that was replaced. Default false. */
  readonly superseded?: boolean;
  /** Split a series where x goes backwards, a row for each piece. Default false: sorted by x. */
  readonly partition?: boolean;
  /** `elapsed` (default for POST): float32 seconds since `start`. `wall` (default for GET): float64 seconds since the epoch in a column `wall_time`. */
  readonly times?: 'elapsed' | 'wall';
}

/**
 * The answer: one Arrow IPC stream (`application/vnd.apache.arrow.stream`) with one record batch and one row for each series
 * (more with `superseded` or `partition`), in the order asked for; unknown ids are left out.
 *
 * | column | type | |
 * |---|---|---|
 * | `series` | int32 | series id |
 * | `run`, `tag` | utf8 | |
 * | `part` | int32 | 0, or the number of the piece; superseded pieces are counted by themselves |
 * | `superseded` | bool | |
 * | `start` | float64 | wall time of the series' first point that is not superseded, in the order of the files |
 * | `total` | int32 | how many points of the series lie in the range, before thinning |
 * | `restarts` | list of float64 | steps at which a restarted writer began again; in the first row of a series only |
 * | `step` | list of int32, or of float64 when a step needs it | |
 * | `elapsed` or `wall_time` | list of float32, or of float64 | |
 * | `value` | list of float32, or of float64 when a value needs it | |
 * | `smoothed` | list of float32 | only with smoothing |
 *
 * In Python: `polars.read_ipc_stream(urlopen(url)).explode("step", "wall_time", "value")`.
 */
export type PointsAnswer = ArrayBuffer;

/** `POST /api/plugins/scalars/at`: for each series the point nearest to `x`, exact, and its smoothed value. */
export interface AtRequest {
  readonly series: readonly number[];
  readonly axis?: XAxis;
  readonly x: number;
  readonly smoothing?: number;
}

/** Columns of equal length; series without points are left out. */
export interface AtAnswer {
  readonly series: readonly number[];
  readonly step: readonly number[];
  readonly wallTime: readonly number[];
  /** Seconds since the series' first point. */
  readonly relative: readonly number[];
  readonly value: readonly JsonNumber[];
  readonly smoothed: readonly JsonNumber[];
}

/** `POST /api/plugins/scalars/range`: for each series what happened between two x, over every point. */
export interface RangeRequest {
  readonly series: readonly number[];
  readonly axis?: XAxis;
  readonly from: number;
  readonly to: number;
}

/** Columns of equal length; a series without points in the range is left out. min, max and mean are over finite values (NaN when there are none). */
export interface RangeAnswer {
  readonly series: readonly number[];
  readonly count: readonly number[];
  readonly startStep: readonly number[];
  readonly endStep: readonly number[];
  readonly startValue: readonly JsonNumber[];
  readonly endValue: readonly JsonNumber[];
  readonly min: readonly JsonNumber[];
  readonly max: readonly JsonNumber[];
  readonly mean: readonly JsonNumber[];
  readonly stepAtMin: readonly number[];
  readonly stepAtMax: readonly number[];
}
