/**
 * What the audio plugin says under `/api/plugins/audio/`. Its answers under `/data/plugin/audio/` are TensorBoard's.
 */

/** `POST /api/plugins/audio/steps` (JSON), or `GET` with `series=1,2`: every step of every series asked for. */
export interface AudioStepsRequest {
  /** Series ids, at most 1,000. */
  readonly series: readonly number[];
}

/** All steps of one audio series, as columns of equal length in step order. */
export interface AudioSteps {
  readonly series: number;
  readonly steps: readonly number[];
  readonly wallTimes: readonly number[];
  /** Clips at each step. */
  readonly samples: readonly number[];
  /**
   * Where the clips are: clip n of step i is at `api/plugins/audio/blob/<keys[i]>/<n>`, with range requests. Opaque; what it
   * names never changes. The type is sniffed (WAV, Ogg, FLAC, MP3, MP4), else `application/octet-stream`.
   */
  readonly keys: readonly string[];
}

/** Series that do not exist are left out. */
export interface AudioStepsAnswer {
  readonly series: readonly AudioSteps[];
}
