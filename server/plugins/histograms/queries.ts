/** Histograms and distributions in query threads: TensorBoard's answers (http-api, sections 4 and 5) and this page's own. */
import { evenIndexes } from '../../model/even.js';
import { failure } from '../../errors.js';
import { pluginName, seriesId } from '../../model/names.js';
import { jsonFloat, pythonInt, pythonRepr } from '../../model/python-text.js';
import type { StoreReader } from '../../store/reader.js';
import { textAnswer } from '../answers.js';
import { boolColumn, listColumn, numberColumn, textColumn, toArrow } from '../arrow.js';
import { BASIS_POINTS, compress, type Buckets } from '../buckets.js';
import { readHistograms, stepsWithin, type HistogramStep } from '../histogram-series.js';
import { findRefs } from '../media.js';
import type { Query } from '../plugin.js';
import { tagsByRun } from '../tags-by-run.js';
import type { HistogramsRequest } from './contract.js';

const HISTOGRAMS = pluginName('histograms');
const ARROW_TYPE = 'application/vnd.apache.arrow.stream';

interface SeriesQuery {
  readonly run: string;
  readonly tag: string;
  readonly samples: number;
}

export const tagsQuery: Query = (reader) => tagsByRun(reader, HISTOGRAMS);

/** `/histograms`: `[wall_time, step, [[left, right, count], …]]`. */
export const dataQuery: Query = (reader, params) =>
  textAnswer('application/json', `[${readSamples(reader, params as SeriesQuery).map(toJson).join(', ')}]`);

function toJson({ wallTime, step, buckets }: HistogramStep): string {
  const rows: string[] = [];
  for (let i = 0; i < (buckets?.length ?? 0); i += 3) rows.push(`[${Array.from((buckets as Buckets).subarray(i, i + 3), jsonFloat).join(', ')}]`);
  return `[${jsonFloat(wallTime)}, ${pythonInt(step)}, [${rows.join(', ')}]]`;
}

/** `/distributions`: `[wall_time, step, [[basis point, value], …]]`. */
export const distributionsQuery: Query = (reader, params) => {
  const steps = readSamples(reader, params as SeriesQuery).map(({ wallTime, step, buckets }) => {
    const values = compress(buckets ?? new Float64Array(0));
    return `[${jsonFloat(wallTime)}, ${pythonInt(step)}, [${values.map((value, i) => `[${BASIS_POINTS[i]}, ${jsonFloat(value)}]`).join(', ')}]]`;
  });
  return textAnswer('application/json', `[${steps.join(', ')}]`);
};

/** The readable steps of a series, evenly thinned to `samples` (0 = all). */
function readSamples(reader: StoreReader, { run, tag, samples }: SeriesQuery): HistogramStep[] {
  const refs = findRefs(reader, { run, tag, plugin: HISTOGRAMS });
  if (refs === null) throw failure('not-found', `No histogram tag ${pythonRepr(tag)} for run ${pythonRepr(run)}`);
  return readHistograms(reader, refs, evenIndexes(refs.columns.steps.length, samples)).filter(({ buckets }) => buckets !== null);
}

interface Row extends HistogramStep {
  readonly series: number;
  readonly run: string;
  readonly tag: string;
  readonly total: number;
}

/** Many series as Arrow (`contract.ts`). */
export const pointsQuery: Query = (reader, params) => {
  const request = params as HistogramsRequest;
  const rows = request.series.flatMap((id) => rowsOf(reader, id, request));
  const buckets = flatten(rows.map((row) => (request.only !== 'percentiles' && row.buckets) || new Float64Array(0)));
  const percentiles = flatten(rows.map((row) => (request.only !== 'buckets' && row.buckets ? compress(row.buckets) : [])));
  const body = toArrow([
    numberColumn('series', Int32Array.from(rows, ({ series }) => series)),
    textColumn('run', rows.map(({ run }) => run)),
    textColumn('tag', rows.map(({ tag }) => tag)),
    numberColumn('step', Float64Array.from(rows, ({ step }) => step)),
    numberColumn('wall_time', Float64Array.from(rows, ({ wallTime }) => wallTime)),
    numberColumn('total', Int32Array.from(rows, ({ total }) => total)),
    boolColumn('readable', rows.map((row) => row.buckets !== null)),
    listColumn('buckets', buckets.values, { offsets: buckets.offsets }),
    listColumn('percentiles', percentiles.values, { offsets: percentiles.offsets }),
  ]);
  return { type: ARROW_TYPE, body };
};

function rowsOf(reader: StoreReader, id: number, { steps = 0, from = -Infinity, to = Infinity }: HistogramsRequest): Row[] {
  const row = reader.seriesById(seriesId(id));
  if (row?.plugin !== HISTOGRAMS) return [];
  const refs = reader.readRefs(row.id);
  const inside = stepsWithin(refs.columns, from, to);
  const chosen = Array.from(evenIndexes(inside.length, steps), (i) => inside[i] ?? 0);
  return readHistograms(reader, refs, chosen).map((step) => ({ ...step, series: id, run: row.runName, tag: row.tag, total: inside.length }));
}

function flatten(lists: readonly ArrayLike<number>[]): { values: Float64Array; offsets: Int32Array } {
  const offsets = new Int32Array(lists.length + 1);
  lists.forEach((list, i) => (offsets[i + 1] = (offsets[i] ?? 0) + list.length));
  const values = new Float64Array(offsets[lists.length] ?? 0);
  lists.forEach((list, i) => values.set(list, offsets[i]));
  return { values, offsets };
}
