/**
 * A read-only connection to an index. Synchronous, never waits for the writer, and sees each commit whole. Everything here may
 * throw `StoreDamaged` or SQLite's error when the file is damaged.
 */
import Database from 'better-sqlite3';
import { emptyColumns, type Columns, type RefColumns } from '../model/columns.js';
import type { DataClass } from '../model/data-class.js';
import { fileId, pluginName, runId, runName, seriesId, tagName } from '../model/names.js';
import type { FileId, PluginName, RunId, RunName, SeriesId, TagName } from '../model/names.js';
import type { ProblemKind } from '../model/problems.js';
import { newRefColumns } from './chunk-codec.js';
import { readPoints, type ReadOptions, type ReadPoints } from './read-points.js';
import { prepareReader, type FileTuple, type ReaderStatements, type SeriesTuple } from './reader-statements.js';

export type { PointRange, ReadOptions, ReadPoints } from './read-points.js';

export interface RunRow {
  readonly id: RunId;
  readonly name: RunName;
  /** Smallest wall time of all its events, seconds; null before the first. */
  readonly startTime: number | null;
  /** Largest wall time of all its points, seconds; null without points. */
  readonly lastTime: number | null;
  /** Kinds of problems of its files, counted a file. */
  readonly problems: number;
}

export interface SeriesRow {
  readonly id: SeriesId;
  readonly run: RunId;
  readonly runName: RunName;
  readonly tag: TagName;
  readonly plugin: PluginName;
  readonly dataClass: DataClass;
  /** '' when none was written. */
  readonly displayName: string;
  /** Markdown as written, '' when none was. */
  readonly description: string;
  /** Points written, superseded ones included. */
  readonly count: number;
  /** Of the first point in file order; 0 without points. */
  readonly firstStep: number;
  readonly firstTime: number;
  /** Of the last point in file order; 0 without points. */
  readonly lastStep: number;
  readonly lastTime: number;
  /** Last value, or number of items of the last value when not scalar; NaN without points. */
  readonly lastValue: number;
  /** Most items of any value; 0 for scalars. */
  readonly maxItems: number;
}

export interface FileRow {
  readonly id: FileId;
  readonly run: RunName;
  /** Path of the run's folder relative to the log folder, as bytes. */
  readonly rawPath: Uint8Array;
  readonly name: string;
  readonly rawName: Uint8Array;
  readonly dev: number;
  readonly ino: number;
  readonly head: string;
  /** How far it has been read, bytes. */
  readonly offset: number;
  readonly seeking: boolean;
  readonly records: number;
}

export interface ProblemRow {
  readonly run: RunName;
  /** Display form of the file's name; '' for the folder itself. */
  readonly file: string;
  readonly kind: ProblemKind;
  readonly count: number;
  readonly bytes: number;
  readonly firstOffset: number;
  readonly detail: string;
}

export interface Totals {
  readonly runs: number;
  readonly files: number;
  readonly series: number;
  readonly points: number;
  /** Bytes of event files read. */
  readonly bytes: number;
  readonly records: number;
}

/** Where each value of a tensor or blob-sequence series stands. */
export interface ReadRefs extends ReadPoints<RefColumns> {
  /** `FileId` of each point's event file. */
  readonly files: Float64Array;
}

/** Opens an index that a writer has made. Throws SQLite's error when there is none. */
export function openReader(path: string): StoreReader {
  return new StoreReader(path);
}

export class StoreReader {
  /** Id of this index; another one means that every id in here is new. */
  readonly generation: string;
  /** Real path of the log folder that this is the index of. */
  readonly logdir: string;
  readonly #db: Database.Database;
  readonly #sql: ReaderStatements;

  constructor(path: string) {
    this.#db = new Database(path, { readonly: true, fileMustExist: true });
    this.#db.pragma('cache_size = -2048');
    this.#db.pragma('mmap_size = 0');
    this.#sql = prepareReader(this.#db);
    this.generation = this.#sql.generation.get() as string;
    this.logdir = this.#sql.logdir.get() as string;
  }

  /** Everything `work` reads is of one and the same commit. Must not await: a snapshot held open keeps the log from being shortened. */
  snapshot<Result>(work: () => Result): Result {
    if (this.#db.inTransaction) return work();
    this.#sql.begin.run();
    try {
      return work();
    } finally {
      this.#sql.end.run();
    }
  }

  /** Number of the last commit, 0 before the first. */
  commit(): number {
    return this.#sql.commit.get() as number;
  }

  /** By (start time, name): a new run never changes the place of an old one. Runs without events come last. */
  runs(): RunRow[] {
    return this.#sql.runs.all().map((row) => ({ ...row, id: runId(row.id), name: runName(row.name) }));
  }

  /** All series, or one plugin's, by (run name, tag). */
  series(plugin?: PluginName): SeriesRow[] {
    return (plugin === undefined ? this.#sql.series.all() : this.#sql.seriesOfPlugin.all(plugin)).map(toSeriesRow);
  }

  seriesById(id: SeriesId): SeriesRow | null {
    const row = this.#sql.seriesById.get(id);
    return row === undefined ? null : toSeriesRow(row);
  }

  findSeries(run: RunName, tag: TagName): SeriesRow | null {
    const row = this.#sql.seriesByName.get(run, tag);
    return row === undefined ? null : toSeriesRow(row);
  }

  /** `SummaryMetadata.plugin_data.content` of the series' first metadata; empty when none was written or the series is unknown. */
  content(id: SeriesId): Uint8Array {
    return this.#sql.content.get(id) ?? new Uint8Array(0);
  }

  /** How many series each plugin has. */
  pluginCounts(): Map<PluginName, number> {
    return new Map(this.#sql.pluginCounts.all().map(([plugin, count]) => [pluginName(plugin), count]));
  }

  /** Points of a scalar series; none when it is unknown (it may just have gone). Throws a RangeError for a series of another class. */
  readScalars(id: SeriesId, options: ReadOptions = {}): ReadPoints<Columns> {
    return this.snapshot(() => {
      const place = this.#sql.placeOfSeries.get(id);
      if (place === undefined) return { columns: emptyColumns(), superseded: null, restarts: [] };
      const [run, dataClass] = place;
      if (dataClass !== 'scalar') throw new RangeError(`series ${id} holds ${dataClass} values, not scalars`);
      const { columns, superseded, restarts } = readPoints(this.#sql, { id, runId: run, references: false }, options);
      return { columns, superseded, restarts };
    });
  }

  /**
   * Least and greatest finite value of scalar series whose statistics say it without a look at their points, NaN without a finite one:
   * those of one chunk that nothing can have superseded. For all others read the points.
   */
  plainExtremes(): Map<SeriesId, { readonly min: number; readonly max: number }> {
    return new Map(this.#sql.plainExtremes.all().map(([id, min, max]) => [seriesId(id), { min: min ?? NaN, max: max ?? NaN }]));
  }

  /** Where the values of a tensor or blob-sequence series stand; none when it is unknown. Throws a RangeError for a scalar series. */
  readRefs(id: SeriesId, options: ReadOptions = {}): ReadRefs {
    return this.snapshot(() => {
      const place = this.#sql.placeOfSeries.get(id);
      if (place === undefined) return { columns: newRefColumns(0), superseded: null, restarts: [], files: new Float64Array(0) };
      const [run, dataClass] = place;
      if (dataClass === 'scalar') throw new RangeError(`series ${id} holds scalars, not references`);
      const { columns, superseded, restarts, files } = readPoints(this.#sql, { id, runId: run, references: true }, options);
      return { columns: columns as RefColumns, superseded, restarts, files: files as Float64Array };
    });
  }

  /** Event files of all runs, or of one, by (run name, file name). */
  files(run?: RunName): FileRow[] {
    return (run === undefined ? this.#sql.files.all() : this.#sql.filesOfRun.all(run)).map(toFileRow);
  }

  fileById(id: FileId): FileRow | null {
    const row = this.#sql.fileById.get(id);
    return row === undefined ? null : toFileRow(row);
  }

  /** By (run name, file name). */
  problems(): ProblemRow[] {
    return this.#sql.problems.all().map(({ run, file, kind, count, bytes, firstOffset, detail }) => ({
      run: runName(run),
      file,
      kind: kind as ProblemKind,
      count,
      bytes,
      firstOffset,
      detail,
    }));
  }

  /** Length of `problems()`. */
  problemCount(): number {
    return this.#sql.problemCount.get() as number;
  }

  totals(): Totals {
    return this.#sql.totals.get() as Totals;
  }

  close(): void {
    this.#db.close();
  }
}

function toSeriesRow(row: SeriesTuple): SeriesRow {
  const [id, run, name, tag, plugin, dataClass, displayName, description, count, firstStep, firstTime, lastStep, lastTime, lastValue, maxItems] = row;
  return {
    id: seriesId(id),
    run: runId(run),
    runName: runName(name),
    tag: tagName(tag),
    plugin: pluginName(plugin),
    dataClass: dataClass as DataClass,
    displayName,
    description,
    count,
    firstStep: firstStep ?? 0,
    firstTime: firstTime ?? 0,
    lastStep: lastStep ?? 0,
    lastTime: lastTime ?? 0,
    // NaN went in as NULL
    lastValue: lastValue ?? NaN,
    maxItems,
  };
}

function toFileRow({ id, run, seeking, ...row }: FileTuple): FileRow {
  return { ...row, id: fileId(id), run: runName(run), seeking: seeking !== 0 };
}
