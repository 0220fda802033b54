/** TensorBoard's answers about scalars, made in query threads (http-api, section 3). */
import { failure } from '../../errors.js';
import { thinTo } from '../../model/downsample.js';
import { pluginName, runName, tagName } from '../../model/names.js';
import { jsonFloat, jsonObjectParts, pythonFloat, pythonInt, pythonRepr } from '../../model/python-text.js';
import type { Columns } from '../../model/columns.js';
import { textAnswer, textPartsAnswer } from '../answers.js';
import type { StoreReader } from '../../store/reader.js';
import type { Query } from '../plugin.js';
import { tagsByRun } from '../tags-by-run.js';

const SCALARS = pluginName('scalars');

/** `/tags`: by run, by tag, the display name and the description as safe HTML. */
export const tagsQuery: Query = (reader) => tagsByRun(reader, SCALARS);

/** `/scalars`: `[wall_time, step, value]` of one series, thinned to `samples` (0 = all). */
export const dataQuery: Query = (reader, params) => {
  const { run, tag, csv, samples } = params as { readonly run: string; readonly tag: string; readonly csv: boolean; readonly samples: number };
  const columns = readSamples(reader, { run, tag, samples });
  if (columns === null) throw failure('not-found', `No scalar data for run=${pythonRepr(run)}, tag=${pythonRepr(tag)}`);
  return csv ? textAnswer('text/csv; charset=utf-8', toCsv(columns)) : json(toJson(columns));
};

/** `/scalars_multirun`: one tag of several runs; runs that lack it are left out, and without `runs` it is all that have it. */
export const multirunQuery: Query = (reader, params) => {
  const { tag, runs, samples } = params as { readonly tag: string; readonly runs: readonly string[]; readonly samples: number };
  const wanted = new Set(runs);
  function* entries(): Generator<readonly [string, string], void, void> {
    for (const row of reader.series(SCALARS)) {
      if (row.tag !== tag || (wanted.size > 0 && !wanted.has(row.runName))) continue;
      yield [row.runName, toJson(thinTo(reader.readScalars(row.id).columns, samples))];
    }
  }
  return textPartsAnswer('application/json', jsonObjectParts(entries()));
};

const json = (text: string) => textAnswer('application/json', text);

function readSamples(reader: StoreReader, { run, tag, samples }: { readonly run: string; readonly tag: string; readonly samples: number }): Columns | null {
  const series = reader.findSeries(runName(run), tagName(tag));
  if (series === null || series.plugin !== SCALARS) return null;
  return thinTo(reader.readScalars(series.id).columns, samples);
}

function toJson({ steps, wallTimes, values }: Columns): string {
  const rows = Array.from(steps, (step, i) => `[${jsonFloat(wallTimes[i] as number)}, ${pythonInt(step)}, ${jsonFloat(values[i] as number)}]`);
  return `[${rows.join(', ')}]`;
}

function toCsv({ steps, wallTimes, values }: Columns): string {
  const rows = Array.from(steps, (step, i) => `${pythonFloat(wallTimes[i] as number)},${pythonInt(step)},${pythonFloat(values[i] as number)}\r\n`);
  return `Wall time,Step,Value\r\n${rows.join('')}`;
}
