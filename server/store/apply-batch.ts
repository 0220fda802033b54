/**
 * Writes a batch. Runs inside the writer's transaction, which is rolled back when this throws; nothing is remembered from
 * one batch to the next, so a failed one leaves no trace.
 */
import type { SeriesId } from '../model/names.js';
import type { Batch, FileIdentity, RefusedStage, StagedFile, StagedProblem } from './batch.js';
import type { EncodedChunk } from './chunk-codec.js';
import { joinChunks, type StoredChunk } from './join-chunks.js';
import type { StagedSeries } from './stage.js';
import type { SeriesRow, WriterStatements } from './writer-statements.js';

export interface Applied {
  /** False when there was nothing to write: no commit number is spent. */
  readonly wrote: boolean;
  readonly changed: readonly SeriesId[];
  readonly catalogueChanged: boolean;
  readonly refused: readonly RefusedStage[];
}

export function applyBatch(statements: WriterStatements, batch: Batch): Applied {
  const application = new Application(statements);
  for (const run of batch.resets ?? []) application.forget(run, { keepRun: true });
  for (const run of batch.removed ?? []) application.forget(run, { keepRun: false });
  for (const staged of batch.stages ?? []) application.stage(staged);
  application.writePoints();
  for (const problem of batch.problems ?? []) application.unreadable(problem);
  return application.finish();
}

interface RunState {
  readonly id: number;
  /** Made by this batch: it has no series but those made by this batch, too. */
  readonly fresh: boolean;
  startTime: number | null;
  lastTime: number | null;
  touched: boolean;
}

interface FileState {
  readonly id: number;
  readonly rawName: Uint8Array;
  offset: number;
}

type SeriesState = { -readonly [Key in keyof SeriesRow]: SeriesRow[Key] };

/** Points waiting to be written: slices of one file that arrive in one batch become chunks together. */
interface Waiting {
  readonly series: SeriesState;
  readonly file: FileState;
  readonly pieces: EncodedChunk[];
}

class Application {
  readonly #sql: WriterStatements;
  readonly #runs = new Map<string, RunState>();
  readonly #files = new Map<string, FileState>();
  readonly #series = new Map<string, SeriesState>();
  readonly #waiting = new Map<string, Waiting>();
  readonly #changed = new Set<number>();
  readonly #refused: RefusedStage[] = [];
  #wrote = false;
  #catalogueChanged = false;

  constructor(statements: WriterStatements) {
    this.#sql = statements;
  }

  /** Deletes everything a run brought; the run's own row stays when it is to be read again. */
  forget(name: string, { keepRun }: { readonly keepRun: boolean }): void {
    const found = this.#sql.findRun.get(name);
    if (this.#sql.dropUnreadableOfRun.run(name).changes > 0) this.#wrote = true;
    if (found === undefined) return;
    this.#wrote = true;
    this.#catalogueChanged = true;
    this.#sql.dropChunksOfRun.run(found.id);
    this.#sql.dropSeriesOfRun.run(found.id);
    this.#sql.dropSessionStartsOfRun.run(found.id);
    this.#sql.dropProblemsOfRun.run(found.id);
    this.#sql.dropFilesOfRun.run(found.id);
    if (keepRun) this.#sql.updateRun.run(null, null, found.id);
    else this.#sql.dropRun.run(found.id);
  }

  stage({ run: runName, rawPath, file: identity, stage }: StagedFile): void {
    const refuse = (reason: RefusedStage['reason'], detail: string): void => void this.#refused.push({ turn: stage.turn, reason, detail });
    const found = this.#sql.findRun.get(runName);
    const stored = found === undefined ? undefined : this.#sql.findFile.get(found.id, identity.rawName);
    const offset = stored?.offset ?? 0;
    if (offset !== stage.fromOffset) return refuse('offset', `slice begins at ${stage.fromOffset}, the index stands at ${offset}`);
    for (const staged of stage.series) {
      const known = found === undefined ? undefined : this.#findSeries({ id: found.id, fresh: this.#runs.get(runName)?.fresh === true }, staged.tag);
      if (known !== undefined && known.data_class !== staged.dataClass) {
        return refuse('known', `slice has ${staged.dataClass} values of ${staged.tag}, the index ${known.data_class}`);
      }
    }

    this.#wrote = true;
    const run = this.#run(runName, rawPath);
    const file = this.#file(run, identity);
    for (const staged of stage.series) this.#stageSeries(staged, run, { file });
    for (const start of stage.sessionStarts) this.#sql.addSessionStart.run(run.id, file.id, start.step, start.wallTime, start.offset);
    this.#sql.dropUnreadable.run(runName, identity.name);
    this.#sql.dropUnreadable.run(runName, '');
    for (const { kind, count, bytes, firstOffset, detail } of stage.problems) {
      this.#sql.addProblem.run(run.id, file.id, kind, count, bytes, firstOffset, detail);
    }
    const { minWallTime } = stage;
    if (minWallTime !== null && (run.startTime === null || minWallTime < run.startTime)) {
      run.startTime = minWallTime;
      run.touched = true;
      // runs are listed by start time
      this.#catalogueChanged = true;
    }
    file.offset = stage.toOffset;
    this.#sql.advanceFile.run(identity.dev, identity.ino, identity.head, stage.toOffset, stage.seeking ? 1 : 0, stage.records, file.id);
  }

  unreadable({ run, file, problem }: StagedProblem): void {
    this.#wrote = true;
    const { kind, count, bytes, firstOffset, detail } = problem;
    const name = file?.name ?? '';
    this.#sql.dropUnreadable.run(run, name);
    if (count > 0) this.#sql.addUnreadable.run(run, name, kind, count, bytes, firstOffset, detail);
  }

  /** Turns what waits into chunks, and brings the series rows up to date. */
  writePoints(): void {
    for (const { series, file, pieces } of this.#waiting.values()) {
      this.#writeChunks(series, file, { pieces });
      this.#summarise(series, file, { pieces });
      this.#changed.add(series.id);
    }
    for (const series of this.#series.values()) {
      if (!this.#changed.has(series.id)) continue;
      this.#sql.updateSeries.run(
        series.count,
        series.first_file_id,
        series.first_step,
        series.first_wall_time,
        series.last_file_id,
        series.last_step,
        series.last_wall_time,
        series.last_value,
        series.max_items,
        series.id,
      );
    }
  }

  finish(): Applied {
    for (const run of this.#runs.values()) if (run.touched) this.#sql.updateRun.run(run.startTime, run.lastTime, run.id);
    return { wrote: this.#wrote, changed: [...this.#changed] as SeriesId[], catalogueChanged: this.#catalogueChanged, refused: this.#refused };
  }

  #run(name: string, rawPath: Uint8Array): RunState {
    let run = this.#runs.get(name);
    if (run === undefined) {
      const found = this.#sql.findRun.get(name);
      if (found === undefined) {
        this.#catalogueChanged = true;
        run = { id: Number(this.#sql.addRun.run(name, rawPath).lastInsertRowid), fresh: true, startTime: null, lastTime: null, touched: false };
      } else {
        run = { id: found.id, fresh: false, startTime: found.start_time, lastTime: found.last_time, touched: false };
      }
      this.#runs.set(name, run);
    }
    return run;
  }

  #file(run: RunState, { name, rawName, dev, ino, head }: FileIdentity): FileState {
    const key = `${run.id}/${Buffer.from(rawName).toString('latin1')}`;
    let file = this.#files.get(key);
    if (file === undefined) {
      const found = this.#sql.findFile.get(run.id, rawName) ?? {
        id: Number(this.#sql.addFile.run(run.id, name, rawName, dev, ino, head).lastInsertRowid),
        offset: 0,
      };
      file = { ...found, rawName };
      this.#files.set(key, file);
    }
    return file;
  }

  #findSeries({ id, fresh }: Pick<RunState, 'id' | 'fresh'>, tag: string): SeriesState | undefined {
    const key = `${id}/${tag}`;
    let series = this.#series.get(key);
    if (series === undefined && !fresh) {
      series = this.#sql.findSeries.get(id, tag);
      if (series !== undefined) this.#series.set(key, series);
    }
    return series;
  }

  #stageSeries(staged: StagedSeries, run: RunState, { file }: { readonly file: FileState }): void {
    const series = this.#findSeries(run, staged.tag) ?? this.#addSeries(staged, run, { file });
    if (series.origin_file_id !== file.id && this.#order(file, series.origin_file_id) < 0) {
      series.origin_file_id = file.id;
      this.#sql.moveOrigin.run(file.id, series.id);
    }
    if (staged.chunks.length === 0) return;
    const key = `${series.id}/${file.id}`;
    const waiting = this.#waiting.get(key);
    if (waiting === undefined) this.#waiting.set(key, { series, file, pieces: [...staged.chunks] });
    else waiting.pieces.push(...staged.chunks);
    for (const { header } of staged.chunks) {
      if (run.lastTime !== null && header.maxWallTime <= run.lastTime) continue;
      run.lastTime = header.maxWallTime;
      run.touched = true;
    }
  }

  #addSeries({ tag, plugin, dataClass, metadata }: StagedSeries, run: RunState, { file }: { readonly file: FileState }): SeriesState {
    this.#catalogueChanged = true;
    const { displayName, description, content } = metadata ?? { displayName: '', description: '', content: new Uint8Array(0) };
    const { lastInsertRowid } = this.#sql.addSeries.run(run.id, file.id, tag, plugin, dataClass, displayName, description, content);
    const series: SeriesState = {
      id: Number(lastInsertRowid),
      origin_file_id: file.id,
      data_class: dataClass,
      count: 0,
      first_file_id: null,
      first_step: null,
      first_wall_time: null,
      last_file_id: null,
      last_step: null,
      last_wall_time: null,
      last_value: null,
      max_items: 0,
    };
    this.#series.set(`${run.id}/${tag}`, series);
    return series;
  }

  #writeChunks(series: SeriesState, file: FileState, { pieces }: { readonly pieces: readonly EncodedChunk[] }): void {
    const [last, beforeLast] = series.count === 0 ? [] : this.#sql.lastChunks.all(series.id, file.id);
    const stored = (row: { id: number; seq: number; count: number } | undefined): StoredChunk | null =>
      row === undefined ? null : { seq: row.seq, count: row.count, bytes: () => this.#sql.chunkBytes.get(row.id) as Buffer };
    const joined = joinChunks(pieces, { last: stored(last), beforeLast: () => stored(beforeLast) });
    if (last !== undefined && joined.firstSeq <= last.seq) this.#sql.dropChunksFrom.run(series.id, file.id, joined.firstSeq);
    for (const [at, { header: h, bytes }] of joined.chunks.entries()) {
      this.#sql.addChunk.run(
        series.id,
        file.id,
        joined.firstSeq + at,
        h.count,
        h.firstStep,
        h.lastStep,
        h.minStep,
        h.maxStep,
        h.monotone ? 1 : 0,
        h.firstWallTime,
        h.lastWallTime,
        h.minWallTime,
        h.maxWallTime,
        h.lastValue,
        h.minValue,
        h.maxValue,
        h.nonFinite,
        bytes,
      );
    }
  }

  /** First and last are those in the order of the files, whatever the order in which the files grew. */
  #summarise(series: SeriesState, file: FileState, { pieces }: { readonly pieces: readonly EncodedChunk[] }): void {
    const first = (pieces[0] as EncodedChunk).header;
    const last = (pieces.at(-1) as EncodedChunk).header;
    if (series.first_file_id === null || (series.first_file_id !== file.id && this.#order(file, series.first_file_id) < 0)) {
      series.first_file_id = file.id;
      series.first_step = first.firstStep;
      series.first_wall_time = first.firstWallTime;
    }
    if (series.last_file_id === null || series.last_file_id === file.id || this.#order(file, series.last_file_id) > 0) {
      series.last_file_id = file.id;
      series.last_step = last.lastStep;
      series.last_wall_time = last.lastWallTime;
      series.last_value = last.lastValue;
    }
    for (const { header } of pieces) {
      series.count += header.count;
      // values of a reference are numbers of items
      if (series.data_class !== 'scalar' && header.maxValue > series.max_items) series.max_items = header.maxValue;
    }
  }

  #order(file: FileState, other: number): number {
    return Buffer.compare(file.rawName, this.#sql.fileRawName.get(other) as Buffer);
  }
}
