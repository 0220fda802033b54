/** Every statement that writes, and those that a commit reads by. Prepared once. */
import type Database from 'better-sqlite3';
import { preparer } from './prepared.js';

export interface SeriesRow {
  readonly id: number;
  /** First of the run's files, in the order of names, that holds the tag. */
  readonly origin_file_id: number;
  readonly data_class: string;
  readonly count: number;
  readonly first_file_id: number | null;
  readonly first_step: number | null;
  readonly first_wall_time: number | null;
  readonly last_file_id: number | null;
  readonly last_step: number | null;
  readonly last_wall_time: number | null;
  readonly last_value: number | null;
  readonly max_items: number;
}

export type WriterStatements = ReturnType<typeof prepareWriter>;

export function prepareWriter(db: Database.Database) {
  const prepare = preparer(db);
  return {
    begin: prepare('begin immediate'),
    commit: prepare('commit'),
    rollback: prepare('rollback'),

    nextCommit: prepare<[], number>('update meta set commit_number = commit_number + 1 returning commit_number').pluck(),
    currentCommit: prepare<[], number>('select commit_number from meta').pluck(),
    markDamaged: prepare('update meta set damaged = 1'),

    findRun: prepare<[string], { id: number; start_time: number | null; last_time: number | null }>('select id, start_time, last_time from run where name = ?'),
    addRun: prepare<[string, Uint8Array]>('insert into run (name, raw_path) values (?, ?)'),
    updateRun: prepare<[number | null, number | null, number]>('update run set start_time = ?, last_time = ? where id = ?'),

    findFile: prepare<[number, Uint8Array], { id: number; offset: number }>('select id, offset from event_file where run_id = ? and raw_name = ?'),
    fileRawName: prepare<[number], Buffer>('select raw_name from event_file where id = ?').pluck(),
    addFile: prepare<[number, string, Uint8Array, number, number, string]>(
      'insert into event_file (run_id, name, raw_name, dev, ino, head, offset, seeking, records) values (?, ?, ?, ?, ?, ?, 0, 0, 0)',
    ),
    advanceFile: prepare<[number, number, string, number, number, number, number]>(
      'update event_file set dev = ?, ino = ?, head = ?, offset = ?, seeking = ?, records = records + ? where id = ?',
    ),

    findSeries: prepare<[number, string], SeriesRow>(
      `select id, origin_file_id, data_class, count, first_file_id, first_step, first_wall_time, last_file_id, last_step, last_wall_time, last_value, max_items
       from series where run_id = ? and tag = ?`,
    ),
    moveOrigin: prepare<[number, number]>('update series set origin_file_id = ? where id = ?'),
    addSeries: prepare<[number, number, string, string, string, string, string, Uint8Array]>(
      `insert into series (run_id, origin_file_id, tag, plugin, data_class, count, max_items, display_name, description, content)
       values (?, ?, ?, ?, ?, 0, 0, ?, ?, ?)`,
    ),
    updateSeries: prepare<
      [number, number | null, number | null, number | null, number | null, number | null, number | null, number | null, number, number]
    >(
      `update series set count = ?, first_file_id = ?, first_step = ?, first_wall_time = ?, last_file_id = ?, last_step = ?,
       last_wall_time = ?, last_value = ?, max_items = ? where id = ?`,
    ),

    lastChunks: prepare<[number, number], { id: number; seq: number; count: number }>(
      'select id, seq, count from chunk where series_id = ? and file_id = ? order by seq desc limit 2',
    ),
    chunkBytes: prepare<[number], Buffer>('select bytes from chunk where id = ?').pluck(),
    dropChunksFrom: prepare<[number, number, number]>('delete from chunk where series_id = ? and file_id = ? and seq >= ?'),
    addChunk: prepare(
      `insert into chunk (series_id, file_id, seq, count, first_step, last_step, min_step, max_step, monotone, first_wall_time, last_wall_time,
       min_wall_time, max_wall_time, last_value, min_value, max_value, non_finite, bytes)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),

    addSessionStart: prepare<[number, number, number, number, number]>(
      'insert into session_start (run_id, file_id, step, wall_time, offset) values (?, ?, ?, ?, ?)',
    ),

    addProblem: prepare<[number, number, string, number, number, number, string]>(
      `insert into problem (run_id, file_id, kind, count, bytes, first_offset, detail) values (?, ?, ?, ?, ?, ?, ?)
       on conflict (run_id, file_id, kind) do update set count = count + excluded.count, bytes = bytes + excluded.bytes,
       detail = iif(excluded.first_offset < first_offset, excluded.detail, detail), first_offset = min(first_offset, excluded.first_offset)`,
    ),
    dropUnreadable: prepare<[string, string]>('delete from unreadable where run = ? and file = ?'),
    dropUnreadableOfRun: prepare<[string]>('delete from unreadable where run = ?'),
    addUnreadable: prepare<[string, string, string, number, number, number, string]>(
      'insert into unreadable (run, file, kind, count, bytes, first_offset, detail) values (?, ?, ?, ?, ?, ?, ?)',
    ),

    dropChunksOfRun: prepare<[number]>('delete from chunk where series_id in (select id from series where run_id = ?)'),
    dropSeriesOfRun: prepare<[number]>('delete from series where run_id = ?'),
    dropSessionStartsOfRun: prepare<[number]>('delete from session_start where run_id = ?'),
    dropProblemsOfRun: prepare<[number]>('delete from problem where run_id = ?'),
    dropFilesOfRun: prepare<[number]>('delete from event_file where run_id = ?'),
    dropRun: prepare<[number]>('delete from run where id = ?'),
  };
}
