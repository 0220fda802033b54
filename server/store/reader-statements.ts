/** Every statement that reads. Prepared once; each is served by an index or by a table that is small. */
import type Database from 'better-sqlite3';
import { preparer } from './prepared.js';

/** `HEAD_COLUMNS` of one chunk, in their order. */
export type HeadRow = [
  id: number,
  fileId: number,
  count: number,
  firstStep: number,
  lastStep: number,
  minStep: number,
  maxStep: number,
  monotone: number,
  firstWallTime: number,
  minWallTime: number,
  maxWallTime: number,
];

/** `SERIES_COLUMNS` of one series, in their order. */
export type SeriesTuple = [
  id: number,
  runId: number,
  runName: string,
  tag: string,
  plugin: string,
  dataClass: string,
  displayName: string,
  description: string,
  count: number,
  firstStep: number | null,
  firstWallTime: number | null,
  lastStep: number | null,
  lastWallTime: number | null,
  lastValue: number | null,
  maxItems: number,
];

const SERIES_COLUMNS = `s.id, s.run_id, r.name, s.tag, s.plugin, s.data_class, s.display_name, s.description, s.count, s.first_step,
  s.first_wall_time, s.last_step, s.last_wall_time, s.last_value, s.max_items`;
const FILE_COLUMNS = 'f.id, r.name as run, r.raw_path as rawPath, f.name, f.raw_name as rawName, f.dev, f.ino, f.head, f.offset, f.seeking, f.records';

export interface FileTuple {
  readonly id: number;
  readonly run: string;
  readonly rawPath: Buffer;
  readonly name: string;
  readonly rawName: Buffer;
  readonly dev: number;
  readonly ino: number;
  readonly head: string;
  readonly offset: number;
  readonly seeking: number;
  readonly records: number;
}

export interface RunTuple {
  readonly id: number;
  readonly name: string;
  readonly startTime: number | null;
  readonly lastTime: number | null;
  readonly problems: number;
}

export interface ProblemTuple {
  readonly run: string;
  readonly file: string;
  readonly kind: string;
  readonly count: number;
  readonly bytes: number;
  readonly firstOffset: number;
  readonly detail: string;
}

export type ReaderStatements = ReturnType<typeof prepareReader>;

export function prepareReader(db: Database.Database) {
  const prepare = preparer(db);
  return {
    begin: prepare('begin'),
    end: prepare('commit'),

    generation: prepare<[], string>('select generation from meta').pluck(),
    logdir: prepare<[], string>('select logdir from meta').pluck(),
    commit: prepare<[], number>('select commit_number from meta').pluck(),

    runs: prepare<[], RunTuple>(
      `select id, name, start_time as startTime, last_time as lastTime,
         (select count(*) from problem where run_id = run.id) + (select count(*) from unreadable where run = run.name) as problems
       from run order by start_time is null, start_time, name`,
    ),

    // runs by their names' index, then each one's series by theirs: nothing is sorted
    series: prepare<[], SeriesTuple>(`select ${SERIES_COLUMNS} from run r cross join series s on s.run_id = r.id order by r.name, s.tag`).raw(),
    seriesOfPlugin: prepare<[string], SeriesTuple>(`select ${SERIES_COLUMNS} from run r cross join series s on s.run_id = r.id where s.plugin = ? order by r.name, s.tag`)
      .raw(),
    seriesById: prepare<[number], SeriesTuple>(`select ${SERIES_COLUMNS} from series s join run r on r.id = s.run_id where s.id = ?`).raw(),
    seriesByName: prepare<[string, string], SeriesTuple>(`select ${SERIES_COLUMNS} from run r join series s on s.run_id = r.id where r.name = ? and s.tag = ?`)
      .raw(),
    content: prepare<[number], Buffer>('select content from series where id = ?').pluck(),
    pluginCounts: prepare<[], [string, number]>('select plugin, count(*) from series group by plugin').raw(),

    placeOfSeries: prepare<[number], [runId: number, dataClass: string]>('select run_id, data_class from series where id = ?').raw(),
    filesInOrder: prepare<[number], number>('select id from event_file where run_id = ? order by raw_name').pluck(),
    sessionStarts: prepare<[number], [fileId: number, step: number, wallTime: number]>(
        'select file_id, step, wall_time from session_start where run_id = ? order by file_id, offset',
      )
      .raw(),
    heads: prepare<[number], HeadRow>(
        `select id, file_id, count, first_step, last_step, min_step, max_step, monotone, first_wall_time, min_wall_time, max_wall_time
         from chunk where series_id = ? order by file_id, seq`,
      )
      .raw(),
    plainExtremes: prepare<[], [id: number, min: number | null, max: number | null]>(
        `select s.id, min(c.min_value), max(c.max_value) from series s cross join chunk c on c.series_id = s.id
         where s.data_class = 'scalar' and (select count(*) from event_file f where f.run_id = s.run_id) = 1
         group by s.id having count(*) = 1 and min(c.monotone) = 1`,
      )
      .raw(),
    bytes: prepare<[number], Buffer>('select bytes from chunk where id = ?').pluck(),

    files: prepare<[], FileTuple>(`select ${FILE_COLUMNS} from run r cross join event_file f on f.run_id = r.id order by r.name, f.raw_name`),
    filesOfRun: prepare<[string], FileTuple>(
      `select ${FILE_COLUMNS} from run r join event_file f on f.run_id = r.id where r.name = ? order by f.raw_name`,
    ),
    fileById: prepare<[number], FileTuple>(`select ${FILE_COLUMNS} from event_file f join run r on r.id = f.run_id where f.id = ?`),

    problems: prepare<[], ProblemTuple>(
      `select r.name as run, f.name as file, p.kind, p.count, p.bytes, p.first_offset as firstOffset, p.detail, f.raw_name as place
         from problem p join run r on r.id = p.run_id join event_file f on f.id = p.file_id
       union all
       select run, file, kind, count, bytes, first_offset, detail, cast(file as blob) from unreadable
       order by run, place, kind`,
    ),
    problemCount: prepare<[], number>('select (select count(*) from problem) + (select count(*) from unreadable)').pluck(),

    totals: prepare<[], { runs: number; files: number; series: number; points: number; bytes: number; records: number }>(
      `select (select count(*) from run) as runs, count(*) as files, coalesce(sum(offset), 0) as bytes, coalesce(sum(records), 0) as records,
         (select count(*) from series) as series, (select coalesce(sum(count), 0) from series) as points
       from event_file`,
    ),
  };
}
