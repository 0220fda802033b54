/** Histograms as files: the numbers of the shown steps. */
import { BASIS_POINTS } from './bands.js';
import { percentWords } from './band-words.js';
import type { HistogramColumns, StepRange } from './columns.js';

export interface NamedColumns {
  readonly run: string;
  readonly tag: string;
  readonly columns: HistogramColumns;
}

/** JSON has no words for what is not a number; Python's are what TensorBoard writes, and quoted they can be read everywhere. */
const jsonNumber = (value: number): number | string => (Number.isFinite(value) ? value : Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity');
const inside = (step: number, within: StepRange | null): boolean => within === null || (step >= within.from && step <= within.to);

/** TensorBoard's shape for each run: `[wall time, step, [[left, right, count], …]]` a step. */
export function bucketsJson(all: readonly NamedColumns[], within: StepRange | null): string {
  return JSON.stringify(all.map(({ run, tag, columns }) => ({ run, tag, histograms: eachStep(columns, within, (i) => buckets(columns, i).map((row) => row.map(jsonNumber))) })), null, 1);
}

/** TensorBoard's shape for each run: `[wall time, step, [[basis point, value], …]]` a step. */
export function percentilesJson(all: readonly NamedColumns[], within: StepRange | null): string {
  return JSON.stringify(all.map(({ run, tag, columns }) => ({ run, tag, distributions: eachStep(columns, within, (i) => percentiles(columns, i).map((value, k) => [BASIS_POINTS[k], jsonNumber(value)])) })), null, 1);
}

/** A line a bucket. */
export function bucketsCsv(all: readonly NamedColumns[], within: StepRange | null): string {
  return csv(['run', 'tag', 'wall_time', 'step', 'left', 'right', 'count'], all.flatMap(({ run, tag, columns }) =>
    eachStep(columns, within, (i) => buckets(columns, i)).flatMap(([wallTime, step, rows]) => rows.map((row) => [run, tag, wallTime, step, ...row]))));
}

/** A line a step. */
export function percentilesCsv(all: readonly NamedColumns[], within: StepRange | null): string {
  return csv(['run', 'tag', 'wall_time', 'step', ...BASIS_POINTS.map(percentWords)], all.flatMap(({ run, tag, columns }) =>
    eachStep(columns, within, (i) => percentiles(columns, i)).map(([wallTime, step, values]) => [run, tag, wallTime, step, ...values])));
}

function eachStep<T>({ steps, wallTimes }: HistogramColumns, within: StepRange | null, of: (i: number) => T): [number | string, number, T][] {
  const rows: [number | string, number, T][] = [];
  steps.forEach((step, i) => {
    if (inside(step, within)) rows.push([jsonNumber(wallTimes[i] as number), step, of(i)]);
  });
  return rows;
}

function buckets({ offsets, buckets: flat }: HistogramColumns, i: number): number[][] {
  const rows: number[][] = [];
  for (let k = offsets[i] as number; k + 2 < (offsets[i + 1] as number); k += 3) rows.push([flat[k] as number, flat[k + 1] as number, flat[k + 2] as number]);
  return rows;
}

const percentiles = ({ percentiles: flat }: HistogramColumns, i: number): number[] => [...flat.subarray(i * BASIS_POINTS.length, (i + 1) * BASIS_POINTS.length)];

const csv = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [head, ...rows].map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n';

const cell = (value: string | number): string => (typeof value === 'string' && /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : String(value));
