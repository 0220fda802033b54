import { bool, columnFromArray, float64, int32, list, tableFromColumns, tableToIPC, utf8 } from '@uwdata/flechette';
import type { HistogramColumns, HistogramSource } from '../../../web/histograms/columns.js';

export type Bucket = readonly [left: number, right: number, count: number];

/** Columns of steps 0, 10, 20, … a second apart, with these buckets; percentiles are 0 to 8 plus the step. */
export function columnsOf(...steps: readonly (readonly Bucket[])[]): HistogramColumns {
  const offsets = new Int32Array(steps.length + 1);
  steps.forEach((buckets, i) => (offsets[i + 1] = (offsets[i] as number) + buckets.length * 3));
  return {
    steps: Float64Array.from(steps, (_, i) => i * 10),
    wallTimes: Float64Array.from(steps, (_, i) => 1_000_000 + i),
    offsets,
    buckets: Float64Array.from(steps.flat(2)),
    percentiles: Float64Array.from(steps.flatMap((_, i) => Array.from({ length: 9 }, (_, k) => i * 10 + k))),
  };
}

export const sourceOf = (columns: HistogramColumns, name = 'train'): HistogramSource => ({ name, color: '#3d62d8', dash: [], columns, start: columns.wallTimes[0] ?? 0 });

export interface AnswerRow {
  readonly series: number;
  readonly run: string;
  readonly step: number;
  readonly wallTime: number;
  readonly total: number;
  /** Null: the step can no longer be read. */
  readonly buckets: readonly number[] | null;
  readonly percentiles: readonly number[];
}

/** An answer as the contract draws it; the tag is `w`. */
export function answerOf(rows: readonly AnswerRow[]): ArrayBuffer {
  const each = <T>(value: (row: AnswerRow) => T): T[] => rows.map(value);
  const table = tableFromColumns({
    series: columnFromArray(each(({ series }) => series), int32()),
    run: columnFromArray(each(({ run }) => run), utf8()),
    tag: columnFromArray(each(() => 'w'), utf8()),
    step: columnFromArray(each(({ step }) => step), float64()),
    wall_time: columnFromArray(each(({ wallTime }) => wallTime), float64()),
    total: columnFromArray(each(({ total }) => total), int32()),
    readable: columnFromArray(each(({ buckets }) => buckets !== null), bool()),
    buckets: columnFromArray(each(({ buckets }) => [...(buckets ?? [])]), list(float64())),
    percentiles: columnFromArray(each(({ percentiles }) => [...percentiles]), list(float64())),
  });
  const bytes = tableToIPC(table, { format: 'stream' });
  if (!bytes) throw new Error('no bytes');
  return bytes.slice().buffer;
}
