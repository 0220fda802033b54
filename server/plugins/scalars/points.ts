/** The points of many series at once, thinned to the pixels they are drawn on, as Arrow (`contract.ts`). */
import { pickPoints } from '../../model/downsample.js';
import { seriesId, type SeriesId } from '../../model/names.js';
import type { StoreReader } from '../../store/reader.js';
import type { Query } from '../plugin.js';
import { boolColumn, listColumn, numberColumn, textColumn, toArrow, type ArrowColumn } from '../arrow.js';
import { readLinesInRange, searchSorted, type Line } from './lines.js';
import type { PointsQuery } from './requests.js';

/**
 * About as many points as an answer holds at most when a width is given, without and with a smoothed column; asked for more series
 * than fit, each gets fewer. 500 series are then 200 or 175 points each, 1.2 or 1.4 MB, and look the same at the size such a chart has.
 */
const MOST_POINTS = { plain: 100_000, smoothed: 87_500 };
/** But never fewer than this for a series, so that shapes stay. */
const LEAST_POINTS = 32;

/** One row of the answer: which points of a line were picked. */
interface Row {
  readonly series: SeriesId;
  readonly run: string;
  readonly tag: string;
  readonly line: Line;
  readonly start: number;
  readonly restarts: readonly number[];
  /** Points within the range, before thinning. */
  readonly total: number;
  readonly picked: Int32Array;
}

/** Parameters are a `PointsQuery`. Unknown ids and series that are not scalars are left out. */
export const pointsQuery: Query = (reader, params) => {
  const query = params as PointsQuery;
  const found = chosen(reader, query);
  const budget = query.width === null ? null : budgetOf(query.width, found.length, { most: query.smoothing > 0 ? MOST_POINTS.smoothed : MOST_POINTS.plain });
  const rows = found.flatMap((series) => toRows(reader, series, { query, budget }));
  return { type: 'application/vnd.apache.arrow.stream', body: toArrow(toColumns(rows, query)) };
};

/** Points a series. The ends and their neighbours come on top. */
function budgetOf(width: number, series: number, { most }: { readonly most: number }): number {
  const share = Math.floor(most / Math.max(1, series)) - 4;
  return Math.max(2, Math.min(width, Math.max(share, LEAST_POINTS)));
}

interface Chosen {
  readonly id: SeriesId;
  readonly runName: string;
  readonly tag: string;
}

function chosen(reader: StoreReader, { series, runs, tags }: PointsQuery): Chosen[] {
  const byId = series.flatMap((id) => {
    const info = reader.seriesById(seriesId(id));
    return info?.dataClass === 'scalar' ? [info] : [];
  });
  if (runs.length === 0 && tags.length === 0) return byId;
  const runSet = new Set(runs);
  const tagSet = new Set(tags);
  const byName = reader
    .series()
    .filter((row) => row.dataClass === 'scalar' && (runSet.size === 0 || runSet.has(row.runName)) && (tagSet.size === 0 || tagSet.has(row.tag)));
  return [...byId, ...byName];
}

function toRows(reader: StoreReader, { id, runName, tag }: Chosen, options: { readonly query: PointsQuery; readonly budget: number | null }): Row[] {
  const { query, budget } = options;
  const { lines, start, restarts } = readLinesInRange(reader, id, query);
  return lines.map((line, i) => {
    const range = { from: query.from ?? -Infinity, to: query.to ?? Infinity };
    const total = Math.max(0, searchSorted(line.x, range.to, { after: true }) - searchSorted(line.x, range.from));
    const picked = pickPoints(line.x, line.values, { ...range, points: budget ?? Infinity, scale: query.xScale });
    return { series: id, run: runName, tag, line, start, restarts: i === 0 ? restarts : [], total, picked };
  });
}

function toColumns(rows: readonly Row[], query: PointsQuery): ArrowColumn[] {
  const offsets = offsetsOf(rows.map(({ picked }) => picked.length));
  const gather = (values: (line: Line) => Float64Array): Float64Array => {
    const all = new Float64Array(offsets[rows.length] as number);
    let at = 0;
    for (const { line, picked } of rows) {
      const from = values(line);
      for (let i = 0; i < picked.length; i++) all[at++] = from[picked[i] as number] as number;
    }
    return all;
  };
  const restarts = offsetsOf(rows.map((row) => row.restarts.length));
  const times = gather((line) => line.wallTimes);
  return [
    numberColumn('series', Int32Array.from(rows, (row) => row.series)),
    textColumn('run', rows.map((row) => row.run)),
    textColumn('tag', rows.map((row) => row.tag)),
    numberColumn('part', Int32Array.from(rows, (row) => row.line.part)),
    boolColumn('superseded', rows.map((row) => row.line.superseded)),
    numberColumn('start', Float64Array.from(rows, (row) => row.start)),
    numberColumn('total', Int32Array.from(rows, (row) => row.total)),
    listColumn('restarts', Float64Array.from(rows.flatMap((row) => row.restarts)), { offsets: restarts }),
    listColumn('step', narrowSteps(gather((line) => line.steps)), { offsets }),
    query.times === 'wall' ? listColumn('wall_time', times, { offsets }) : listColumn('elapsed', elapsed(times, { rows, offsets }), { offsets }),
    listColumn('value', narrowValues(gather((line) => line.values)), { offsets }),
    ...(query.smoothing > 0 ? [listColumn('smoothed', Float32Array.from(gather((line) => line.smoothed ?? line.values)), { offsets })] : []),
  ];
}

function offsetsOf(lengths: readonly number[]): Int32Array {
  const offsets = new Int32Array(lengths.length + 1);
  lengths.forEach((length, i) => (offsets[i + 1] = (offsets[i] as number) + length));
  return offsets;
}

function elapsed(times: Float64Array, { rows, offsets }: { readonly rows: readonly Row[]; readonly offsets: Int32Array }): Float32Array {
  const seconds = new Float32Array(times.length);
  rows.forEach(({ start }, row) => {
    for (let i = offsets[row] as number; i < (offsets[row + 1] as number); i++) seconds[i] = (times[i] as number) - start;
  });
  return seconds;
}

/** Half the bytes where nothing is lost. Steps are whole numbers. */
function narrowSteps(steps: Float64Array): Int32Array | Float64Array {
  for (const step of steps) if ((step | 0) !== step) return steps;
  return Int32Array.from(steps);
}

/** Most writers hold float32. NaN survives the way there and back, but is unequal to itself. */
function narrowValues(values: Float64Array): Float32Array | Float64Array {
  for (const value of values) if (Math.fround(value) !== value && !Number.isNaN(value)) return values;
  return Float32Array.from(values);
}
