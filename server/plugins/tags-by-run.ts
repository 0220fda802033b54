/** TensorBoard's `/tags` answers: by run, by tag, what is to be said of each. Runs without such series are absent. */
import type { PluginName } from '../model/names.js';
import { jsonObject, jsonText } from '../model/python-text.js';
import type { Answer } from '../query/protocol.js';
import type { SeriesRow, StoreReader } from '../store/reader.js';
import { textAnswer } from './answers.js';
import { markdownToHtml } from './markdown.js';

/** `more`: further fields of a tag's object, as JSON. */
export function tagsByRun(reader: StoreReader, plugin: PluginName, more: (row: SeriesRow) => readonly (readonly [string, string])[] = () => []): Answer {
  const byRun = new Map<string, [string, string][]>();
  for (const row of reader.series(plugin)) {
    const notes = jsonObject([
      ['displayName', jsonText(row.displayName)],
      ['description', jsonText(markdownToHtml(row.description))],
      ...more(row),
    ]);
    const tags = byRun.get(row.runName);
    if (tags === undefined) byRun.set(row.runName, [[row.tag, notes]]);
    else tags.push([row.tag, notes]);
  }
  return textAnswer('application/json', jsonObject([...byRun].map(([run, tags]) => [run, jsonObject(tags)] as const)));
}
