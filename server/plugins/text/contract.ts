/**
 * What the text plugin says under `/api/plugins/text/`: the text as written and, when asked for, rendered and sanitised on the
 * server, in the one audited place (`markdown.ts`). Its answers under `/data/plugin/text/` are TensorBoard's (rendered and sanitised HTML).
 */

/** `POST /api/plugins/text/steps` (JSON), or `GET` with the same fields in the query. */
export interface TextStepsRequest {
  /** Series ids, at most 1,000. */
  readonly series: readonly number[];
  /** Only these steps; left out: the newest `limit`. */
  readonly steps?: readonly number[];
  /** Most steps answered for each series, newest first. Default 100. Fewer come when they are long (`TextSteps.looked`). */
  readonly limit?: number;
  /** Only steps whose text contains this, regardless of case; all steps are searched. */
  readonly search?: string;
  /** Also answer each text as HTML, Markdown rendered and sanitised. Default false. */
  readonly render?: boolean;
}

/** One text series. The lists are of equal length, newest step first. */
export interface TextSteps {
  readonly series: number;
  /** Every step of the series, ascending, so that a slider knows them without the texts. */
  readonly allSteps: readonly number[];
  /**
   * How many steps, from the newest, were looked at: all of them, or those up to where the limit was reached, the texts found
   * came to 2 MiB, or 64 MiB had been searched. At least one text is answered, however long it is.
   */
  readonly looked: number;
  readonly steps: readonly number[];
  readonly wallTimes: readonly number[];
  readonly texts: readonly TextTensor[];
  /** With `render`: each text as HTML that is safe to insert, a table unless it is one string; else empty. */
  readonly html: readonly string[];
}

/**
 * A string tensor. `shape` has 0 dimensions for one document, 1 or 2 for a table; of a higher rank only the first
 * plane is answered, and `sliced` is true. Strings that are not UTF-8 have U+FFFD in place of what is not. A tensor longer
 * than 1 MiB (each string counts 32 bytes more than its own) is cut there, its last strings left out, and `cut` holds its full
 * length in bytes.
 */
export interface TextTensor {
  readonly shape: readonly number[];
  readonly strings: readonly string[];
  readonly sliced: boolean;
  readonly cut: number | null;
}

/** Series that do not exist are left out. */
export interface TextStepsAnswer {
  readonly series: readonly TextSteps[];
}
