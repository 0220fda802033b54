/** The one write connection of an index. */
import type Database from 'better-sqlite3';
import type { DataClass } from '../model/data-class.js';
import { pluginName, runName, tagName, type TagName } from '../model/names.js';
import { applyBatch } from './apply-batch.js';
import type { Batch, CommitResult, StoredFile, StoredRun } from './batch.js';
import { openIndex, type OpenIndex, type OpenOptions } from './open.js';
import { toStoreFailure } from './sqlite-error.js';
import type { KnownSeries } from './stage.js';
import { prepareWriter, type WriterStatements } from './writer-statements.js';

export type { Batch, CommitResult, FileIdentity, RefusedStage, StagedFile, StagedProblem, StoredFile, StoredRun } from './batch.js';
export type { OpenOptions } from './open.js';

export type OpenedWriter =
  /** `notice`: one sentence when the index was rebuilt, else ''. */
  | { readonly kind: 'opened'; readonly writer: StoreWriter; readonly notice: string }
  /** Another process is writing this index: use another path, `:memory:` for one. */
  | { readonly kind: 'busy'; readonly reason: string }
  /** Not possible here: the folder cannot be written, or the file is not ours. Nothing was changed. */
  | { readonly kind: 'refused'; readonly reason: string };

/**
 * Opens the index at a path for writing, making or rebuilding it where need be. Only one writer at a time can have an index
 * open, over all processes; the system frees the place of one that dies.
 */
export function openWriter(options: OpenOptions): OpenedWriter {
  const opened = openIndex(options);
  return opened.kind === 'opened' ? { kind: 'opened', writer: new StoreWriter(opened.index), notice: opened.notice } : opened;
}

export class StoreWriter {
  /** Where the index is: for readers. A real path, for `:memory:` as well. */
  readonly path: string;
  readonly generation: string;
  readonly #index: OpenIndex;
  readonly #db: Database.Database;
  readonly #sql: WriterStatements;

  constructor(index: OpenIndex) {
    this.path = index.path;
    this.generation = index.generation;
    this.#index = index;
    this.#db = index.db;
    this.#sql = prepareWriter(index.db);
  }

  /** Number of the last commit, 0 before the first. */
  currentCommit(): number {
    return this.#sql.currentCommit.get() as number;
  }

  /** Everything ingestion needs to go on where the index stands. Runs in no particular order, their files in order of name. */
  load(): StoredRun[] {
    const files = new Map<number, StoredFile[]>();
    const rawNames = new Map<number, Uint8Array>();
    const fileRows = this.#db.prepare('select id, run_id, name, raw_name, dev, ino, head, offset, seeking, records from event_file order by run_id, raw_name');
    for (const row of fileRows.iterate() as Iterable<FileRow>) {
      const { id, run_id, name, raw_name, dev, ino, head, offset, seeking, records } = row;
      rawNames.set(id, raw_name);
      listIn(files, run_id).push({ name, rawName: raw_name, dev, ino, head, offset, seeking: seeking !== 0, records });
    }
    const series = new Map<number, { known: Map<TagName, KnownSeries>; origins: Map<TagName, Uint8Array> }>();
    const seriesRows = this.#db.prepare('select run_id, tag, plugin, data_class, origin_file_id from series');
    for (const { run_id, tag, plugin, data_class, origin_file_id } of seriesRows.iterate() as Iterable<KnownRow>) {
      let ofRun = series.get(run_id);
      if (ofRun === undefined) series.set(run_id, (ofRun = { known: new Map(), origins: new Map() }));
      ofRun.known.set(tagName(tag), { plugin: pluginName(plugin), dataClass: data_class });
      ofRun.origins.set(tagName(tag), rawNames.get(origin_file_id) as Uint8Array);
    }
    const runs = this.#db.prepare('select id, name, raw_path from run').all() as { id: number; name: string; raw_path: Buffer }[];
    return runs.map(({ id, name, raw_path }) => ({
      run: runName(name),
      rawPath: raw_path,
      files: files.get(id) ?? [],
      known: series.get(id)?.known ?? new Map<TagName, KnownSeries>(),
      origins: series.get(id)?.origins ?? new Map<TagName, Uint8Array>(),
    }));
  }

  /**
   * Writes a batch in one transaction: all of it or nothing, but for refused stages, which are left out whole. A full disk, a
   * folder that became read-only and the like are an answer, not an exception; the writer stays usable and can try again.
   */
  commit(batch: Batch): CommitResult {
    try {
      this.#sql.begin.run();
      const { wrote, changed, catalogueChanged, refused } = applyBatch(this.#sql, batch);
      const commit = (wrote ? this.#sql.nextCommit.get() : this.#sql.currentCommit.get()) as number;
      this.#sql.commit.run();
      return { kind: 'committed', commit, changed, catalogueChanged, refused };
    } catch (error) {
      this.#rollBack();
      const failure = toStoreFailure(error, this.path);
      if (failure === null) throw error;
      if (failure.damaged) this.#markDamaged();
      return { kind: 'failed', ...failure };
    }
  }

  /**
   * Moves what was committed from the write-ahead log into the index and shortens the log. For idle moments: short when little
   * was written since, and it does not wait for readers. What cannot be moved now is moved later, so failing is harmless.
   */
  checkpoint(): void {
    try {
      this.#db.pragma('wal_checkpoint(PASSIVE)');
    } catch (error) {
      if (toStoreFailure(error, this.path) === null) throw error;
    }
  }

  /** Ends writing. The index stays, unless it was `:memory:`. */
  close(): void {
    this.checkpoint();
    this.#index.close();
  }

  #rollBack(): void {
    try {
      // SQLite has done so itself after some errors
      if (this.#db.inTransaction) this.#sql.rollback.run();
    } catch (error) {
      if (toStoreFailure(error, this.path) === null) throw error;
    }
  }

  /** Has the next start rebuild the index. Best effort: what is damaged may not be writable. */
  #markDamaged(): void {
    try {
      this.#sql.markDamaged.run();
    } catch (error) {
      if (toStoreFailure(error, this.path) === null) throw error;
    }
  }
}

interface FileRow {
  readonly id: number;
  readonly run_id: number;
  readonly name: string;
  readonly raw_name: Buffer;
  readonly dev: number;
  readonly ino: number;
  readonly head: string;
  readonly offset: number;
  readonly seeking: number;
  readonly records: number;
}

interface KnownRow {
  readonly run_id: number;
  readonly tag: string;
  readonly plugin: string;
  readonly data_class: DataClass;
  readonly origin_file_id: number;
}

function listIn<Item>(lists: Map<number, Item[]>, key: number): Item[] {
  let list = lists.get(key);
  if (list === undefined) lists.set(key, (list = []));
  return list;
}
