/** Lists that grow with the logs: runs, series and problems (`server/contract.ts` says what each field means). */
import type { DescriptionAnswer, ProblemInfo, RunsAnswer, SeriesAnswer } from '../contract.js';
import { failure } from '../errors.js';
import { toJsonNumber } from '../model/json-number.js';
import { pluginName, seriesId } from '../model/names.js';
import type { Query } from '../plugins/plugin.js';
import type { StoreReader } from '../store/reader.js';
import { jsonAnswer } from '../plugins/answers.js';
import { markdownToHtml } from '../plugins/markdown.js';

export const catalogueQueries: Readonly<Record<string, Query>> = {
  runs: (reader) => jsonAnswer(listRuns(reader)),
  series: (reader, params) => jsonAnswer(listSeries(reader, (params as { readonly plugin?: string }).plugin)),
  description: (reader, params) => {
    const row = reader.seriesById(seriesId((params as { readonly id: number }).id));
    if (row === null) throw failure('not-found', 'There is no such series.');
    return jsonAnswer({ html: markdownToHtml(row.description) } satisfies DescriptionAnswer);
  },
  problems: (reader) => jsonAnswer({ problems: listProblems(reader) }),
};

function listRuns(reader: StoreReader): RunsAnswer {
  const runs = reader.runs().map(({ id, name, startTime, lastTime, problems }) => ({ id, name, startTime, lastTime, problems }));
  return { generation: reader.generation, commit: reader.commit(), runs };
}

function listSeries(reader: StoreReader, plugin: string | undefined): SeriesAnswer {
  const rows = reader.series(plugin === undefined ? undefined : pluginName(plugin));
  const tags = new Numbering();
  const plugins = new Numbering();
  const notes: Record<string, { displayName: string; description: string }> = {};
  const tag = rows.map((row) => tags.of(row.tag));
  const pluginOf = rows.map((row) => plugins.of(row.plugin));
  for (const { id, displayName, description } of rows) if (displayName !== '' || description !== '') notes[id] = { displayName, description };
  return {
    generation: reader.generation,
    commit: reader.commit(),
    tags: tags.names,
    plugins: plugins.names,
    id: rows.map((row) => row.id),
    run: rows.map((row) => row.run),
    tag,
    plugin: pluginOf,
    count: rows.map((row) => row.count),
    lastStep: rows.map((row) => row.lastStep),
    lastTime: rows.map((row) => row.lastTime),
    lastValue: rows.map((row) => toJsonNumber(row.lastValue)),
    notes,
  };
}

/** Newest run first; within a run in file order. */
function listProblems(reader: StoreReader): ProblemInfo[] {
  const started = new Map(reader.runs().map(({ name, startTime }) => [name, startTime ?? 0]));
  return reader
    .problems()
    .map(({ run, file, kind, count, bytes, firstOffset, detail }) => ({ run, file, kind, count, bytes, firstOffset, detail }))
    .sort((a, b) => (started.get(b.run) ?? 0) - (started.get(a.run) ?? 0));
}

/** Gives each distinct name the next number. */
class Numbering {
  readonly names: string[] = [];
  readonly #numbers = new Map<string, number>();

  of(name: string): number {
    let number = this.#numbers.get(name);
    if (number === undefined) {
      number = this.names.length;
      this.names.push(name);
      this.#numbers.set(name, number);
    }
    return number;
  }
}
