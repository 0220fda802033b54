import { tableFromIPC } from '@uwdata/flechette';

/** Steps of one histogram series: flat columns, one entry a readable step, in the order of steps. */
export interface HistogramsRow {
  readonly series: number;
  readonly run: string;
  readonly tag: string;
  /** How many steps the series has in the asked range. */
  readonly total: number;
  /** How many of the chosen steps could no longer be read. */
  readonly unreadable: number;
  readonly steps: Float64Array;
  /** Seconds since the epoch. */
  readonly wallTimes: Float64Array;
  /** `buckets` of step i lie between `offsets[i]` and `offsets[i + 1]`. */
  readonly offsets: Int32Array;
  /** Left edge, right edge, count; again and again. */
  readonly buckets: Float64Array;
  /** Nine values a step, of 0, 6.68, 15.87, 30.85, 50, 69.15, 84.13, 93.32 and 100 %. */
  readonly percentiles: Float64Array;
}

/** Percentiles of a step. */
export const PERCENTILES = 9;

/** The answer of `api/plugins/histograms/points`, decoded. Throws when a column is missing. Series without steps have no row. */
export function decodeHistograms(bytes: ArrayBuffer): HistogramsRow[] {
  const table = tableFromIPC(bytes);
  const column = (name: string): { at(i: number): unknown } => {
    const found = table.getChild(name);
    if (!found) throw new Error(`histograms answer has no column ${name}`);
    return found;
  };
  const [series, run, tag, step, wallTime] = [column('series'), column('run'), column('tag'), column('step'), column('wall_time')];
  const [total, readable, buckets, percentiles] = [column('total'), column('readable'), column('buckets'), column('percentiles')];
  const rows: HistogramsRow[] = [];
  for (let from = 0; from < table.numRows; ) {
    const id = series.at(from);
    let to = from + 1;
    while (to < table.numRows && series.at(to) === id) to++;
    const good: number[] = [];
    for (let i = from; i < to; i++) if (readable.at(i) === true) good.push(i);
    const lists = good.map((i) => buckets.at(i) as ArrayLike<number>);
    const offsets = new Int32Array(good.length + 1);
    lists.forEach((list, k) => (offsets[k + 1] = (offsets[k] as number) + list.length));
    const flat = new Float64Array(offsets[good.length] as number);
    lists.forEach((list, k) => flat.set(list, offsets[k]));
    const values = new Float64Array(good.length * PERCENTILES).fill(Number.NaN);
    good.forEach((i, k) => values.set(percentiles.at(i) as ArrayLike<number>, k * PERCENTILES));
    rows.push({
      series: Number(id),
      run: String(run.at(from)),
      tag: String(tag.at(from)),
      total: Number(total.at(from)),
      unreadable: to - from - good.length,
      steps: Float64Array.from(good, (i) => Number(step.at(i))),
      wallTimes: Float64Array.from(good, (i) => Number(wallTime.at(i))),
      offsets,
      buckets: flat,
      percentiles: values,
    });
    from = to;
  }
  return rows;
}
