/** Text in query threads: TensorBoard's rendered answer (http-api, section 8) and this page's own. */
import { withValues, type ValueReader } from '../../blobs.js';
import { pluginName, seriesId } from '../../model/names.js';
import { evenIndexes } from '../../model/even.js';
import { jsonFloat, jsonObject, jsonText, pythonInt } from '../../model/python-text.js';
import type { ReadRefs, SeriesRow, StoreReader } from '../../store/reader.js';
import { stringsOf } from '../../tfevents/tensor.js';
import { jsonAnswer, textAnswer } from '../answers.js';
import { stepsWithin } from '../histogram-series.js';
import { markdownToHtml, safeHtml } from '../markdown.js';
import { findRefs } from '../media.js';
import type { Query } from '../plugin.js';
import type { TextSteps, TextStepsAnswer, TextStepsRequest, TextTensor } from './contract.js';

const TEXT = pluginName('text');
const DEFAULT_LIMIT = 100;
/** Bytes of one tensor that are answered, and what a string counts besides its own: ten million empty ones are long, too. */
const MOST_TENSOR_BYTES = 1024 * 1024;
const BYTES_PER_STRING = 32;
/** Bytes of text in one answer, and those read to find them. */
const MOST_ANSWER_BYTES = 2 * 1024 * 1024;
const MOST_SEARCHED_BYTES = 64 * 1024 * 1024;
const decoder = new TextDecoder();

/** `/tags`: by run, a list of tags. */
export const tagsQuery: Query = (reader) => {
  const byRun = new Map<string, string[]>();
  for (const { runName, tag } of reader.series(TEXT)) byRun.set(runName, [...(byRun.get(runName) ?? []), jsonText(tag)]);
  return textAnswer('application/json', jsonObject([...byRun].map(([run, tags]) => [run, `[${tags.join(', ')}]`] as const)));
};

/** `/text`: every step as HTML, an unknown series as an empty list. */
export const dataQuery: Query = (reader, params) => {
  const { run, tag, markdown, samples } = params as { readonly run: string; readonly tag: string; readonly markdown: boolean; readonly samples: number };
  const refs = findRefs(reader, { run, tag, plugin: TEXT });
  if (refs === null) return textAnswer('application/json', '[]');
  const { steps, wallTimes } = refs.columns;
  const items = withValues(reader, (values) =>
    Array.from(evenIndexes(steps.length, samples)).flatMap((at) => {
      const tensor = readTensor(values, refs, at);
      if (!tensor) return [];
      const html = tensorToHtml(tensor, markdown ? markdownToHtml : safeHtml);
      return [`{"wall_time": ${jsonFloat(wallTimes[at] ?? 0)}, "step": ${pythonInt(steps[at] ?? 0)}, "text": ${jsonText(html)}}`];
    }),
  );
  return textAnswer('application/json', `[${items.join(', ')}]`);
};

/** One document as it is, vectors and matrices as tables, of higher ranks the first plane under a warning (TensorBoard's `text_plugin.py`). */
export function tensorToHtml({ shape, strings, sliced }: Pick<TextTensor, 'shape' | 'strings' | 'sliced'>, render: (text: string) => string): string {
  if (shape.length === 0) return render(strings[0] ?? '');
  const columns = shape.length === 1 ? 1 : (shape[1] ?? 1);
  const rows: string[] = [];
  for (let i = 0; i < strings.length; i += columns) {
    const cells = strings.slice(i, i + columns).map((text) => `<td>${render(text)}</td>`);
    rows.push(`<tr>\n${cells.join('\n')}\n</tr>`);
  }
  const table = `<table>\n<tbody>\n${rows.join('\n')}\n</tbody>\n</table>`;
  return sliced ? `${render('**Warning:** This text summary contained data of dimensionality greater than 2; only the first 2-D slice is shown.')}\n${table}` : table;
}

/** A list of one string, as PyTorch writes every text, is no table to this page. */
const isDocument = ({ strings, sliced }: TextTensor): boolean => strings.length === 1 && !sliced;

/** Texts of many series for the page (`contract.ts`). */
export const stepsQuery: Query = (reader, params) => {
  const request = params as TextStepsRequest;
  const series = request.series.flatMap((id) => {
    const row = reader.seriesById(seriesId(id));
    return row?.plugin === TEXT ? [stepsOf(reader, row, request)] : [];
  });
  return jsonAnswer({ series } satisfies TextStepsAnswer);
};

function stepsOf(reader: StoreReader, row: SeriesRow, { steps, limit = DEFAULT_LIMIT, search, render }: TextStepsRequest): TextSteps {
  const refs = reader.readRefs(row.id);
  const ordered = stepsWithin(refs.columns, -Infinity, Infinity);
  const wanted = steps && new Set(steps);
  const needle = search?.toLowerCase() ?? '';
  const found: { at: number; tensor: TextTensor }[] = [];
  let [looked, answered, searched] = [0, 0, 0];
  withValues(reader, (values) => {
    for (const at of ordered.toReversed()) {
      if (found.length >= limit || answered >= MOST_ANSWER_BYTES || searched >= MOST_SEARCHED_BYTES) return;
      looked++;
      if (wanted && !wanted.has(refs.columns.steps[at] ?? 0)) continue;
      const tensor = readTensor(values, refs, at);
      searched += refs.columns.lengths[at] ?? 0;
      if (!tensor || !(needle === '' || tensor.strings.some((text) => text.toLowerCase().includes(needle)))) continue;
      found.push({ at, tensor });
      answered += tensor.strings.reduce((sum, text) => sum + text.length + BYTES_PER_STRING, 0);
    }
  });
  return {
    series: row.id,
    allSteps: ordered.map((at) => refs.columns.steps[at] ?? 0),
    looked,
    steps: found.map(({ at }) => refs.columns.steps[at] ?? 0),
    wallTimes: found.map(({ at }) => refs.columns.wallTimes[at] ?? 0),
    texts: found.map(({ tensor }) => tensor),
    html: render ? found.map(({ tensor }) => tensorToHtml(isDocument(tensor) ? { ...tensor, shape: [] } : tensor, markdownToHtml)) : [],
  };
}

function readTensor(values: ValueReader, { columns, files }: ReadRefs, at: number): TextTensor | null {
  const [file = 0, offset = 0, length = 0, index = 0] = [files[at], columns.offsets[at], columns.lengths[at], columns.indexes[at]];
  const body = values.read({ file, offset, length, index })?.body;
  const tensor = body?.kind === 'tensor' ? stringsOf(body.tensor) : null;
  if (!tensor) return null;
  const sliced = tensor.shape.length > 2;
  const shape = sliced ? tensor.shape.slice(-2) : tensor.shape;
  const plane = tensor.values.slice(0, shape.reduce((product, size) => product * size, 1));
  const strings: string[] = [];
  let room = MOST_TENSOR_BYTES;
  for (const bytes of plane) {
    if (room <= 0) break;
    strings.push(decoder.decode(bytes.subarray(0, room)));
    room -= bytes.length + BYTES_PER_STRING;
  }
  // The last string may have fitted to the byte, and its 32 not.
  const cut = room < -BYTES_PER_STRING || strings.length < plane.length;
  return { shape, strings, sliced, cut: cut ? plane.reduce((sum, bytes) => sum + bytes.length, 0) : null };
}
