/**
 * Builds a real index in a temporary folder out of columns, without event files:
 *
 * ```ts
 * const store = buildStore()
 *   .run('train').scalars('loss', { values: [3, 2, 1] })
 *   .run('eval').file('b.tfevents').start(5, 100).scalars('loss', { steps: [5, 6], values: [1, NaN] });
 * const reader = store.reader();
 * afterEach(() => store.close());
 * ```
 *
 * Everything said is committed when a reader is asked for, or by `commit()`, as one batch.
 */
import { pluginName, runName, tagName } from '../../server/model/names.js';
import type { DataClass } from '../../server/model/data-class.js';
import type { Columns, RefColumns } from '../../server/model/columns.js';
import type { Problem } from '../../server/model/problems.js';
import { CHUNK_POINTS, encodeChunk, type EncodedChunk } from '../../server/store/chunk-codec.js';
import { openReader, type StoreReader } from '../../server/store/reader.js';
import type { SessionStart, Stage, StagedSeries } from '../../server/store/stage.js';
import { openWriter, type Batch, type CommitResult, type StagedFile, type StoreWriter } from '../../server/store/writer.js';

/** Columns of equal length. Left out: steps 0, 1, 2 …; wall times a second apart from 1,700,000,000 on (with steps, at their pace); values the steps. */
export interface PointsSpec {
  readonly steps?: ArrayLike<number>;
  readonly wallTimes?: ArrayLike<number>;
  readonly values?: ArrayLike<number>;
}

/** Offsets 1000 apart, lengths 100, indexes 0 when left out. `values` are numbers of items, 1 when left out. */
export interface RefsSpec extends PointsSpec {
  readonly offsets?: ArrayLike<number>;
  readonly lengths?: ArrayLike<number>;
  readonly indexes?: ArrayLike<number>;
}

export interface SeriesSpec {
  /** Default `scalars`, and `images` for references. */
  readonly plugin?: string;
  /** Default `scalar`, and `blob-sequence` for references. */
  readonly dataClass?: DataClass;
  readonly displayName?: string;
  readonly description?: string;
  readonly content?: Uint8Array;
}

export const START_TIME = 1_700_000_000;
/** Bytes by which each stage moves its file's offset. */
const SLICE = 1000;

/** A store at a temporary path, or at `path`. */
export function buildStore(options: { readonly path?: string; readonly logdir?: string } = {}): StoreBuilder {
  const { path = ':memory:', logdir = '/logs' } = options;
  let generations = 0;
  const opened = openWriter({ path, logdir, version: '0.0.0', newGeneration: () => `generation-${++generations}` });
  if (opened.kind !== 'opened') throw new Error(opened.reason);
  return new StoreBuilder(opened.writer);
}

export class StoreBuilder {
  readonly writer: StoreWriter;
  #run = 'run';
  #file = 'a.tfevents';
  #pending: StagedFile[] = [];
  readonly #offsets = new Map<string, number>();
  readonly #readers: StoreReader[] = [];
  #turns = 0;

  constructor(writer: StoreWriter) {
    this.writer = writer;
  }

  /** What follows belongs to this run, and to its file `a.tfevents` unless `file` says otherwise. */
  run(name: string): this {
    this.#run = name;
    this.#file = 'a.tfevents';
    return this;
  }

  /** What follows belongs to this event file of the run. */
  file(name: string): this {
    this.#file = name;
    return this;
  }

  /** Points of a scalar series, appended to the current file. */
  scalars(tag: string, points: PointsSpec, series: SeriesSpec = {}): this {
    const { plugin = 'scalars', dataClass = 'scalar' } = series;
    return this.#append(tag, chunksOf(toColumns(points)), { ...series, plugin, dataClass });
  }

  /** References to values in the current file. */
  refs(tag: string, points: RefsSpec, series: SeriesSpec = {}): this {
    const { plugin = 'images', dataClass = 'blob-sequence' } = series;
    return this.#append(tag, chunksOf(toRefColumns(points)), { ...series, plugin, dataClass });
  }

  /** A series that has metadata and no values, as hparams summaries are. */
  metadata(tag: string, series: SeriesSpec): this {
    return this.#append(tag, [], { plugin: 'hparams', dataClass: 'tensor', ...series });
  }

  /** A `SessionLog` START in the current file. */
  start(step: number, wallTime: number): this {
    return this.stage({ minWallTime: wallTime, sessionStarts: [{ step, wallTime, offset: this.#offsetOf() } satisfies SessionStart] });
  }

  problem(problem: Partial<Problem>): this {
    return this.stage({ problems: [{ kind: 'data-checksum', count: 1, bytes: 10, firstOffset: 24, detail: 'record checksum mismatch', ...problem }] });
  }

  /** Any stage for the current file; what is left out is empty, and it moves the file on by 1,000 bytes. */
  stage(stage: Partial<Stage>): this {
    const fromOffset = this.#offsetOf();
    const toOffset = stage.toOffset ?? fromOffset + SLICE;
    const whole: Stage = {
      turn: ++this.#turns,
      fromOffset,
      toOffset,
      seeking: false,
      atEnd: true,
      records: 1,
      minWallTime: null,
      series: [],
      sessionStarts: [],
      problems: [],
      ...stage,
    };
    this.#offsets.set(`${this.#run}/${this.#file}`, toOffset);
    const rawName = Buffer.from(this.#file);
    const file = { name: this.#file, rawName, dev: 1, ino: 1, head: '' };
    const rawPath = this.#run === '.' ? new Uint8Array(0) : Buffer.from(this.#run);
    this.#pending.push({ run: runName(this.#run), rawPath, file, stage: whole });
    return this;
  }

  /** Commits what was said so far, with what `batch` says besides. A reset starts the run's files at offset 0 again. */
  commit(batch: Batch = {}): CommitResult {
    for (const run of [...(batch.resets ?? []), ...(batch.removed ?? [])]) {
      for (const key of this.#offsets.keys()) if (key.startsWith(`${run}/`)) this.#offsets.delete(key);
    }
    const stages = [...this.#pending, ...(batch.stages ?? [])];
    this.#pending = [];
    return this.writer.commit({ ...batch, stages });
  }

  /** The stages said since the last commit, taken away: to be committed otherwise. */
  takeStages(): StagedFile[] {
    const stages = this.#pending;
    this.#pending = [];
    return stages;
  }

  /** A reader that sees all that was said; closed with the store. */
  reader(): StoreReader {
    if (this.#pending.length > 0) {
      const result = this.commit();
      if (result.kind === 'failed' || result.refused.length > 0) throw new Error(JSON.stringify(result));
    }
    const reader = openReader(this.writer.path);
    this.#readers.push(reader);
    return reader;
  }

  close(): void {
    for (const reader of this.#readers) reader.close();
    this.writer.close();
  }

  #offsetOf(): number {
    return this.#offsets.get(`${this.#run}/${this.#file}`) ?? 0;
  }

  #append(tag: string, chunks: readonly EncodedChunk[], series: SeriesSpec & { readonly plugin: string; readonly dataClass: DataClass }): this {
    const { plugin, dataClass, displayName = '', description = '', content = new Uint8Array(0) } = series;
    const staged: StagedSeries = {
      tag: tagName(tag),
      plugin: pluginName(plugin),
      dataClass,
      metadata: { displayName, description, content },
      chunks,
    };
    const minWallTime = chunks.length === 0 ? null : Math.min(...chunks.map(({ header }) => header.minWallTime));
    return this.stage({ series: [staged], minWallTime, records: chunks.reduce((sum, { header }) => sum + header.count, 0) });
  }
}

/** The columns a spec stands for. */
export function toColumns({ steps, wallTimes, values }: PointsSpec): Columns {
  const count = steps?.length ?? values?.length ?? wallTimes?.length ?? 0;
  const allSteps = Float64Array.from(steps ?? { length: count }, (step: number | undefined, i) => step ?? i);
  const times = wallTimes === undefined ? allSteps.map((step) => START_TIME + step) : Float64Array.from(wallTimes);
  return { steps: allSteps, wallTimes: times, values: values === undefined ? allSteps.slice() : Float64Array.from(values) };
}

function toRefColumns({ offsets, lengths, indexes, values, ...points }: RefsSpec): RefColumns {
  const count = points.steps?.length ?? values?.length ?? points.wallTimes?.length ?? offsets?.length ?? 0;
  const filled = (column: ArrayLike<number> | undefined, at: (i: number) => number): Float64Array =>
    column === undefined ? Float64Array.from({ length: count }, (_, i) => at(i)) : Float64Array.from(column);
  return {
    ...toColumns({ ...points, values: filled(values, () => 1) }),
    offsets: filled(offsets, (i) => 1000 * i),
    lengths: filled(lengths, () => 100),
    indexes: filled(indexes, () => 0),
  };
}

function chunksOf(columns: Columns | RefColumns): EncodedChunk[] {
  const chunks: EncodedChunk[] = [];
  const count = columns.steps.length;
  for (let from = 0; from < count; from += CHUNK_POINTS) chunks.push(encodeChunk(columns, from, Math.min(count, from + CHUNK_POINTS)));
  return chunks;
}
