/**
 * Points of one scalar series as columns of equal length, the one shape for scalar points everywhere.
 *
 * - `steps`: int64 in the file; here the nearest double, exact up to ±2^53.
 * - `wallTimes`: seconds since the epoch, always finite.
 * - `values`: may be NaN or ±Infinity. float32 values are widened exactly.
 *
 * The order is the order of the files: (file name, offset).
 */
export interface Columns {
  readonly steps: Float64Array;
  readonly wallTimes: Float64Array;
  readonly values: Float64Array;
}

/**
 * Points of a tensor or blob-sequence series: where each value stands in its event file. `values` holds the number of
 * items of each value (strings of a blob sequence, elements of a tensor), so that its maximum is known without
 * reading a file.
 */
export interface RefColumns extends Columns {
  /** Offset of the record's first header byte in its event file. */
  readonly offsets: Float64Array;
  /** Length of the record's payload in bytes. */
  readonly lengths: Float64Array;
  /** Position of the value within the record's `Summary.value`; 0 for event-level values such as a graph. */
  readonly indexes: Float64Array;
}

export const emptyColumns = (): Columns => ({
  steps: new Float64Array(0),
  wallTimes: new Float64Array(0),
  values: new Float64Array(0),
});
