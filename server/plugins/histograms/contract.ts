/**
 * What the histograms plugin says under `/api/plugins/histograms/`; the Distributions tab is a second view of the same
 * answer. Its answers under `/data/plugin/histograms/` and `/data/plugin/distributions/` are TensorBoard's.
 */

/** `POST /api/plugins/histograms/points` (JSON), or `GET` with the same fields in the query. */
export interface HistogramsRequest {
  /** Series ids, at most 1,000. */
  readonly series: readonly number[];
  /** Most steps answered for each series, evenly chosen, first and last always among them. Left out: every step. */
  readonly steps?: number;
  /** Range of steps, both ends included. */
  readonly from?: number;
  readonly to?: number;
  /** Leaves the other of the two lists empty: each view draws one, and buckets are many. */
  readonly only?: 'buckets' | 'percentiles';
}

/**
 * The answer: one Arrow IPC stream with one row for each step of each series, in the order asked for and then by step.
 *
 * | column | type | |
 * |---|---|---|
 * | `series` | int32 | series id |
 * | `run`, `tag` | utf8 | |
 * | `step` | float64 | |
 * | `wall_time` | float64 | seconds since the epoch |
 * | `total` | int32 | how many steps the series has in the range, before choosing |
 * | `readable` | bool | false when the step's record can no longer be read; its lists are empty then |
 * | `buckets` | list of float64 | flat rows of left edge, right edge, count |
 * | `percentiles` | list of float64 | values at 0, 6.68, 15.87, 30.85, 50, 69.15, 84.13, 93.32 and 100 % |
 */
export type HistogramsAnswer = ArrayBuffer;
