/**
 * What the images plugin says under `/api/plugins/images/`. Its answers under `/data/plugin/images/` are TensorBoard's.
 */

/** `POST /api/plugins/images/steps` (JSON), or `GET` with `series=1,2`: every step of every series asked for. */
export interface ImageStepsRequest {
  /** Series ids, at most 1,000. */
  readonly series: readonly number[];
}

/** All steps of one image series, as columns of equal length in step order. */
export interface ImageSteps {
  readonly series: number;
  readonly steps: readonly number[];
  readonly wallTimes: readonly number[];
  /** Pictures at each step. */
  readonly samples: readonly number[];
  /**
   * Where the pictures are: sample n of step i is at `api/plugins/images/blob/<keys[i]>/<n>`. Opaque; what it names never
   * changes, so the answer may be cached for ever. Its type is sniffed; what is no picture is `application/octet-stream`.
   */
  readonly keys: readonly string[];
}

/** Series that do not exist are left out. */
export interface ImageStepsAnswer {
  readonly series: readonly ImageSteps[];
}
