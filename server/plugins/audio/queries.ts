/** Audio in query threads: TensorBoard's answers (http-api, section 7) and this page's own. */
import { evenIndexes } from '../../model/even.js';
import { audioType } from '../../model/media-type.js';
import { pluginName } from '../../model/names.js';
import { jsonFloat, jsonText, pythonInt } from '../../model/python-text.js';
import { AudioPluginData } from '../../tfevents/proto.js';
import { stringsOf } from '../../tfevents/tensor.js';
import type { StoreReader } from '../../store/reader.js';
import { jsonAnswer, textAnswer } from '../answers.js';
import { findRefs, keyOf, mediaSteps, noSuchSeries, readBlob, type Media } from '../media.js';
import type { Query } from '../plugin.js';
import { tagsByRun } from '../tags-by-run.js';
import type { AudioStepsAnswer } from './contract.js';

/** `AudioPluginData.encoding`: WAV. */
const WAV = 11;

/** Audio series: k clips, or k × 2 strings of a clip and its label. */
const clips: Media = {
  plugin: 'audio',
  blobsOf(body) {
    if (body.kind === 'audio') return [body.bytes];
    const strings = body.kind === 'tensor' ? stringsOf(body.tensor) : null;
    if (!strings) return [];
    return strings.shape.length === 2 ? strings.values.filter((_, i) => i % 2 === 0) : strings.values;
  },
  countOf: (items) => items,
  typeOf: audioType,
};

/** `/tags`: also the most clips of a step. */
export const tagsQuery: Query = (reader) => tagsByRun(reader, pluginName('audio'), ({ maxItems }) => [['samples', pythonInt(maxItems)]]);

/** `/audio`: where clip number `sample` of each step is; steps that have fewer are left out. */
export const listQuery: Query = (reader, params) => {
  const { run, tag, sample, samples } = params as { readonly run: string; readonly tag: string; readonly sample: number; readonly samples: number };
  const refs = findRefs(reader, { run, tag, plugin: 'audio' }) ?? noSuchSeries('audio', { run, tag });
  const type = declaredType(reader, { run, tag });
  const { steps, wallTimes, values } = refs.columns;
  const items = Array.from(evenIndexes(steps.length, samples))
    .filter((at) => sample < (values[at] ?? 0))
    .map((at) => {
      const query = `blob_key=${keyOf(reader, refs, { at, item: sample })}&content_type=${encodeURIComponent(type)}`;
      const time = `"wall_time": ${jsonFloat(wallTimes[at] ?? 0)}, "label": "", "step": ${pythonInt(steps[at] ?? 0)}`;
      return `{${time}, "contentType": ${jsonText(type)}, "query": ${jsonText(query)}}`;
    });
  return textAnswer('application/json', `[${items.join(', ')}]`);
};

/** What the metadata says a clip is; values written the old way are WAV by TensorBoard's own conversion. */
function declaredType(reader: StoreReader, { run, tag }: { readonly run: string; readonly tag: string }): string {
  const row = reader.series(pluginName('audio')).find((series) => series.runName === run && series.tag === tag);
  const content = row ? reader.content(row.id) : new Uint8Array(0);
  if (content.length === 0) return 'audio/wav';
  try {
    return AudioPluginData.decode(content).encoding === WAV ? 'audio/wav' : 'application/octet-stream';
  } catch {
    return 'application/octet-stream';
  }
}

/** The bytes of one clip. */
export const blobQuery: Query = (reader, params) => {
  const { key, item } = params as { readonly key: string; readonly item?: number };
  return readBlob(reader, item === undefined ? { key, media: clips } : { key, item, media: clips });
};

/** Every step of many series (`contract.ts`). */
export const stepsQuery: Query = (reader, params) => {
  const { series } = params as { readonly series: readonly number[] };
  return jsonAnswer({ series: mediaSteps(reader, series, clips) } satisfies AudioStepsAnswer);
};
