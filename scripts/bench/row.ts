/** What a row of the benchmark is, what it measured, and whether that meets its bars. */
import type { CorpusName } from '../logdir/corpora.js';
import type { MediaCorpusName } from '../logdir/media-corpora.js';
import type { Context } from './context.js';

/** One line of "the bars": measured by `run`, chosen on the command line by `name`. */
export interface Row {
  /** Kebab-case; also the word after `--only`. */
  readonly name: string;
  /** What it measures, one sentence. */
  readonly about: string;
  run(context: Context): Promise<readonly Result[]>;
}

export type Unit = 's' | 'ms' | 'MB' | '%' | 'count';

/** What Ridgeline must reach: an absolute figure, or so many times better than TensorBoard in the same run. Less is better, always. */
export type Bar = { readonly kind: 'at-most'; readonly value: number } | { readonly kind: 'times-better'; readonly factor: number };

/** One figure. `null` where a side was not measured (TensorBoard not installed, or it has no such thing). */
export interface Result {
  readonly row: string;
  readonly what: string;
  readonly corpus: CorpusName | MediaCorpusName | 'live' | '';
  readonly unit: Unit;
  readonly ridgeline: number | null;
  readonly tensorboard: number | null;
  readonly bars: readonly Bar[];
  /** Every single measurement, in the order taken, for whoever doubts the summary. */
  readonly samples?: { readonly ridgeline: readonly number[]; readonly tensorboard: readonly number[] };
  /** What one should know about the figure: '' when nothing. */
  readonly note: string;
}

export type Verdict = 'pass' | 'fail' | 'not measured' | '';

/** How often TensorBoard's figure holds Ridgeline's; null when either is missing or Ridgeline's is 0. */
export function timesBetter({ ridgeline, tensorboard }: Pick<Result, 'ridgeline' | 'tensorboard'>): number | null {
  return ridgeline === null || tensorboard === null || ridgeline === 0 ? null : tensorboard / ridgeline;
}

/** '' for a figure without bars; fails when one bar is missed; a bar that could not be held against anything is never a pass. */
export function judge(result: Pick<Result, 'ridgeline' | 'tensorboard' | 'bars'>): Verdict {
  if (result.bars.length === 0) return '';
  const met = result.bars.map((bar) => {
    if (bar.kind === 'at-most') return result.ridgeline === null ? null : result.ridgeline <= bar.value;
    const times = timesBetter(result);
    return times === null ? null : times >= bar.factor;
  });
  if (met.includes(false)) return 'fail';
  return met.includes(null) ? 'not measured' : 'pass';
}
