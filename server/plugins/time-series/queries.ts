/** TensorBoard's answers for its Time Series tab, made in query threads (http-api, section 15). */
import { thinTo } from '../../model/downsample.js';
import { evenIndexes } from '../../model/even.js';
import { pluginName, type PluginName } from '../../model/names.js';
import { jsonFloat, jsonObject, jsonObjectParts, jsonText, pythonInt } from '../../model/python-text.js';
import type { Columns } from '../../model/columns.js';
import type { SeriesRow, StoreReader } from '../../store/reader.js';
import { textAnswer, textPartsAnswer } from '../answers.js';
import type { Buckets } from '../buckets.js';
import { readHistograms } from '../histogram-series.js';
import { markdownToHtml } from '../markdown.js';
import { findRefs, keyOf } from '../media.js';
import type { Fields } from '../parse-request.js';
import { pictures } from '../pictures.js';
import type { Query } from '../plugin.js';

const SCALARS = pluginName('scalars');
const HISTOGRAMS = pluginName('histograms');
const IMAGES = pluginName('images');
const PLUGINS: readonly unknown[] = [SCALARS, HISTOGRAMS, IMAGES];

/** Most points answered of a series, by plugin; 0 = all. */
export interface Samples {
  readonly scalars: number;
  readonly histograms: number;
  readonly images: number;
}

/** `/tags`: which runs have which tags. Of an image series also the most samples of a step; the first two strings are width and height. */
export const tagsQuery: Query = (reader) =>
  json(
    jsonObject([
      ['scalars', runTagInfo(reader, SCALARS)],
      ['histograms', runTagInfo(reader, HISTOGRAMS)],
      ['images', imageInfo(reader)],
    ]),
  );

/** `/timeSeries`: an answer for each request, in order; what is wrong with one request is said in its answer. */
export const seriesQuery: Query = (reader, params) => {
  const { requests, samples } = params as { readonly requests: readonly Fields[]; readonly samples: Samples };
  return textPartsAnswer('application/json', answerAll(reader, requests, { samples }));
};

const json = (text: string) => textAnswer('application/json', text);

function* answerAll(reader: StoreReader, requests: readonly Fields[], options: { readonly samples: Samples }): Generator<string, void, void> {
  let before = '[';
  for (const request of requests) {
    yield before;
    yield* answerOne(reader, request, options);
    before = ', ';
  }
  yield before === '[' ? '[]' : ']';
}

function* answerOne(reader: StoreReader, request: Fields, { samples }: { readonly samples: Samples }): Generator<string, void, void> {
  const { plugin, tag, run, sample } = request;
  const entries: [string, string][] = [
    ['plugin', JSON.stringify(plugin ?? null)],
    ['tag', JSON.stringify(tag ?? null)],
  ];
  if (typeof run === 'string') entries.push(['run', jsonText(run)]);
  if (typeof sample === 'number' && Number.isInteger(sample)) entries.push(['sample', pythonInt(sample)]);
  const error = whatIsWrong(request);
  if (error !== null) return yield jsonObject([...entries, ['error', jsonText(error)]]);
  yield `${jsonObject(entries).slice(0, -1)}, "runToSeries": `;
  yield* jsonObjectParts(seriesOf(reader, request, samples));
  yield '}';
}

function whatIsWrong({ plugin, tag, run, sample }: Fields): string | null {
  if (typeof tag !== 'string') return 'Missing tag';
  if (!PLUGINS.includes(plugin)) return 'Invalid plugin';
  if (plugin !== SCALARS && typeof run !== 'string') return 'Missing run';
  if (plugin === IMAGES && !Number.isInteger(sample)) return 'Missing sample';
  return null;
}

function seriesOf(reader: StoreReader, { plugin, tag, run, sample }: Fields, samples: Samples): Iterable<readonly [string, string]> {
  if (plugin === SCALARS) return scalarSeries(reader, { tag: tag as string, run, samples: samples.scalars });
  const place = { run: run as string, tag: tag as string, plugin: plugin as string };
  const refs = findRefs(reader, place);
  if (refs === null) return [];
  const { steps, wallTimes, values } = refs.columns;
  if (plugin === HISTOGRAMS) {
    const points = readHistograms(reader, refs, evenIndexes(steps.length, samples.histograms)).flatMap(({ step, wallTime, buckets }) => (buckets ? [histogramPoint(step, wallTime, buckets)] : []));
    return [[place.run, `[${points.join(', ')}]`]];
  }
  const item = sample as number;
  const points = Array.from(evenIndexes(steps.length, samples.images))
    .filter((at) => item < pictures.countOf(values[at] ?? 0))
    .map((at) => `{"wallTime": ${jsonFloat(wallTimes[at] ?? 0)}, "step": ${pythonInt(steps[at] ?? 0)}, "imageId": ${jsonText(keyOf(reader, refs, { at, item }))}}`);
  return [[place.run, `[${points.join(', ')}]`]];
}

function histogramPoint(step: number, wallTime: number, buckets: Buckets): string {
  const bins: string[] = [];
  for (let i = 0; i < buckets.length; i += 3) {
    const [min = 0, max = 0, count = 0] = buckets.subarray(i, i + 3);
    bins.push(`{"min": ${jsonFloat(min)}, "max": ${jsonFloat(max)}, "count": ${jsonFloat(count)}}`);
  }
  return `{"wallTime": ${jsonFloat(wallTime)}, "step": ${pythonInt(step)}, "bins": [${bins.join(', ')}]}`;
}

function* scalarSeries(
  reader: StoreReader,
  { tag, run, samples }: { readonly tag: string; readonly run: unknown; readonly samples: number },
): Generator<readonly [string, string], void, void> {
  for (const row of reader.series(SCALARS)) {
    if (row.tag !== tag || (typeof run === 'string' && run !== '' && row.runName !== run)) continue;
    yield [row.runName, toJson(thinTo(reader.readScalars(row.id).columns, samples))];
  }
}

function toJson({ steps, wallTimes, values }: Columns): string {
  const points = Array.from(
    steps,
    (step, i) => `{"wallTime": ${jsonFloat(wallTimes[i] as number)}, "step": ${pythonInt(step)}, "value": ${jsonFloat(values[i] as number)}}`,
  );
  return `[${points.join(', ')}]`;
}

function runTagInfo(reader: StoreReader, plugin: PluginName): string {
  const rows = reader.series(plugin);
  const byRun = groupBy(rows, ({ runName }) => runName);
  const info = jsonObject([...byRun].map(([run, of]) => [run, `[${of.map(({ tag }) => tag).sort().map(jsonText).join(', ')}]`] as const));
  return jsonObject([
    ['runTagInfo', info],
    ['tagDescriptions', tagDescriptions(rows)],
  ]);
}

function imageInfo(reader: StoreReader): string {
  const rows = reader.series(IMAGES);
  const samples = ({ runName, maxItems }: SeriesRow) => [runName, jsonObject([['maxSamplesPerStep', pythonInt(pictures.countOf(maxItems))]])] as const;
  const byTag = groupBy(rows, ({ tag }) => tag);
  return jsonObject([
    ['tagDescriptions', tagDescriptions(rows)],
    ['tagRunSampledInfo', jsonObject([...byTag].map(([tag, of]) => [tag, jsonObject(of.map(samples))] as const))],
  ]);
}

/** One description as it is; several, each under the names of its runs (TensorBoard's `_get_tag_to_description`). */
function tagDescriptions(rows: readonly SeriesRow[]): string {
  const byTag = new Map<string, Set<string>>();
  const runsOf = new Map<string, Set<string>>();
  for (const { tag, runName, description } of rows) {
    if (description === '') continue;
    byTag.set(tag, (byTag.get(tag) ?? new Set()).add(description));
    runsOf.set(description, (runsOf.get(description) ?? new Set()).add(runName));
  }
  return jsonObject([...byTag].map(([tag, descriptions]) => [tag, jsonText(markdownToHtml(combine([...descriptions].sort(), runsOf)))] as const));
}

function combine(descriptions: readonly string[], runsOf: ReadonlyMap<string, ReadonlySet<string>>): string {
  if (descriptions.length === 1) return descriptions[0] as string;
  const parts = descriptions.map((description) => {
    const runs = [...(runsOf.get(description) ?? [])].sort();
    return `## For ${runs.length > 1 ? 'runs' : 'run'}: ${runs.join(', ')}\n${description}`;
  });
  return `# Multiple descriptions\n${parts.join('\n')}`;
}

function groupBy(rows: readonly SeriesRow[], key: (row: SeriesRow) => string): Map<string, SeriesRow[]> {
  const groups = new Map<string, SeriesRow[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group === undefined) groups.set(key(row), [row]);
    else group.push(row);
  }
  return groups;
}
