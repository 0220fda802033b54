import type { RunInfo } from '../../../server/contract.js';
import type { PluginSeries } from '../../state/series-index.js';

/** A cell of the comparison: where its picture comes from. */
export interface CellRef {
  readonly run: string;
  readonly tag: string;
  /** From 0. */
  readonly sample: number;
}

/** A column: the tag and sample it shows, and what it is called. */
export interface Column {
  readonly name: string;
  readonly tag: string;
  readonly sample: number;
}

/** Columns on a page, and rows: all cells in sight fetch a picture at every step. */
export const COLUMNS_ON_PAGE = 6;
export const ROWS_ON_PAGE = 12;

/** A column for each tag, at one sample; or for each sample of one tag. */
export function columnsOf(options: { by: 'tags'; tags: readonly string[]; sample: number } | { by: 'samples'; tag: string; samples: number }): readonly Column[] {
  if (options.by === 'tags') return options.tags.map((tag) => ({ name: tag, tag, sample: options.sample }));
  return Array.from({ length: options.samples }, (_, sample) => ({ name: `Sample ${sample + 1}`, tag: options.tag, sample }));
}

/** Runs, in their order, that have a series in at least one column. */
export function rowsOf(runs: readonly RunInfo[], columns: readonly Column[], series: PluginSeries): readonly RunInfo[] {
  const tags = [...new Set(columns.map(({ tag }) => tag))];
  const having = new Set(tags.flatMap((tag) => series.of(tag).map(({ run }) => run.id)));
  return runs.filter(({ id }) => having.has(id));
}

export const sameCell = (a: CellRef | null, b: CellRef | null): boolean =>
  a === b || (a !== null && b !== null && a.run === b.run && a.tag === b.tag && a.sample === b.sample);
