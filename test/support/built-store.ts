import { encodeChunk, CHUNK_POINTS } from '../../server/store/chunk-codec.js';
import { pluginName, runName, tagName } from '../../server/model/names.js';
import { openReader, type StoreReader } from '../../server/store/reader.js';
import { openWriter, type Batch, type StoreWriter } from '../../server/store/writer.js';
import type { SeriesMetadata, StagedSeries } from '../../server/store/stage.js';

/** Points of one tag in one event file: `[step, value]` or `[step, value, wall time]`; without a time it is `1000 + step`. */
export type Points = readonly (readonly [step: number, value: number, wallTime?: number])[];

export interface FileToWrite {
  readonly run: string;
  /** Default `a.tfevents`. Files of a run count in the order of their names. */
  readonly file?: string;
  readonly tags: Readonly<Record<string, Points>>;
  readonly notes?: Readonly<Record<string, Partial<SeriesMetadata>>>;
  /** Default `scalars`. */
  readonly plugin?: string;
}

/** A real index in a temporary folder, written by the real writer, with the points it is given. Close it. */
export class BuiltStore {
  readonly writer: StoreWriter;
  readonly reader: StoreReader;
  readonly #offsets = new Map<string, number>();
  #turn = 0;

  constructor(files: readonly FileToWrite[] = []) {
    const opened = openWriter({ path: ':memory:', logdir: '/logs', version: 'test', newGeneration: () => 'generation-1' });
    if (opened.kind !== 'opened') throw new Error(opened.reason);
    this.writer = opened.writer;
    for (const file of files) this.write(file);
    this.reader = openReader(this.writer.path);
  }

  get path(): string {
    return this.writer.path;
  }

  /** Adds points to a file, in a commit of its own. */
  write(file: FileToWrite): ReturnType<StoreWriter['commit']> {
    const result = this.writer.commit(this.#batch(file));
    if (result.kind !== 'committed' || result.refused.length > 0) throw new Error(JSON.stringify(result));
    return result;
  }

  close(): void {
    this.reader.close();
    this.writer.close();
  }

  #batch({ run, file = 'a.tfevents', tags, notes = {}, plugin = 'scalars' }: FileToWrite): Batch {
    const key = `${run}/${file}`;
    const fromOffset = this.#offsets.get(key) ?? 0;
    const records = Object.values(tags).reduce((sum, points) => sum + points.length, 0);
    const toOffset = fromOffset + 50 * records;
    this.#offsets.set(key, toOffset);
    const series = Object.entries(tags).map(([tag, points]) => staged({ tag, points, plugin, ...(notes[tag] === undefined ? {} : { notes: notes[tag] }) }));
    const times = Object.values(tags).flatMap((points) => points.map(([step, , wallTime]) => wallTime ?? 1000 + step));
    const raw = new TextEncoder();
    return {
      stages: [
        {
          run: runName(run),
          rawPath: raw.encode(run),
          file: { name: file, rawName: raw.encode(file), dev: 1, ino: key.length, head: key },
          stage: {
            turn: ++this.#turn,
            fromOffset,
            toOffset,
            seeking: false,
            atEnd: true,
            records,
            minWallTime: times.length === 0 ? null : times.reduce((least, time) => Math.min(least, time)),
            series,
            sessionStarts: [],
            problems: [],
          },
        },
      ],
    };
  }
}

function staged({ tag, points, plugin, notes }: { tag: string; points: Points; plugin: string; notes?: Partial<SeriesMetadata> }): StagedSeries {
  const columns = {
    steps: Float64Array.from(points, ([step]) => step),
    wallTimes: Float64Array.from(points, ([step, , wallTime]) => wallTime ?? 1000 + step),
    values: Float64Array.from(points, ([, value]) => value),
  };
  const chunks = [];
  for (let from = 0; from < points.length; from += CHUNK_POINTS) chunks.push(encodeChunk(columns, from, Math.min(points.length, from + CHUNK_POINTS)));
  const metadata: SeriesMetadata = { displayName: '', description: '', content: new Uint8Array(0), ...notes };
  return { tag: tagName(tag), plugin: pluginName(plugin), dataClass: 'scalar', metadata, chunks };
}
