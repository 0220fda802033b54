/** Images in query threads: TensorBoard's answers (http-api, section 6) and this page's own. */
import { evenIndexes } from '../../model/even.js';
import { pluginName } from '../../model/names.js';
import { jsonFloat, jsonText, pythonInt } from '../../model/python-text.js';
import { jsonAnswer, textAnswer } from '../answers.js';
import { findRefs, keyOf, mediaSteps, noSuchSeries, readBlob } from '../media.js';
import { pictures } from '../pictures.js';
import type { Query } from '../plugin.js';
import { tagsByRun } from '../tags-by-run.js';
import type { ImageStepsAnswer } from './contract.js';

/** `/tags`: also the most pictures of a step. */
export const tagsQuery: Query = (reader) => tagsByRun(reader, pluginName('images'), ({ maxItems }) => [['samples', pythonInt(pictures.countOf(maxItems))]]);

/** `/images`: where picture number `sample` of each step is; steps that have fewer are left out. */
export const listQuery: Query = (reader, params) => {
  const { run, tag, sample, samples } = params as { readonly run: string; readonly tag: string; readonly sample: number; readonly samples: number };
  const refs = findRefs(reader, { run, tag, plugin: 'images' }) ?? noSuchSeries('image', { run, tag });
  const { steps, wallTimes, values } = refs.columns;
  const items = Array.from(evenIndexes(steps.length, samples))
    .filter((at) => sample < pictures.countOf(values[at] ?? 0))
    .map((at) => {
      const query = `blob_key=${keyOf(reader, refs, { at, item: sample })}`;
      return `{"wall_time": ${jsonFloat(wallTimes[at] ?? 0)}, "step": ${pythonInt(steps[at] ?? 0)}, "query": ${jsonText(query)}}`;
    });
  return textAnswer('application/json', `[${items.join(', ')}]`);
};

/** The bytes of one picture. */
export const blobQuery: Query = (reader, params) => {
  const { key, item } = params as { readonly key: string; readonly item?: number };
  return readBlob(reader, item === undefined ? { key, media: pictures } : { key, item, media: pictures });
};

/** Every step of many series (`contract.ts`). */
export const stepsQuery: Query = (reader, params) => {
  const { series } = params as { readonly series: readonly number[] };
  return jsonAnswer({ series: mediaSteps(reader, series, pictures) } satisfies ImageStepsAnswer);
};
