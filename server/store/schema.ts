/**
 * The tables, as numbered migrations: `user_version` says how many have run. A migration is never changed once released;
 * a change is a new one at the end. One that needs the event files to be read anew says `'reread'` instead of SQL: the
 * index is then rebuilt, which loses nothing.
 *
 * No foreign keys are declared: commits delete what hangs together themselves, and checking would cost two look-ups a chunk.
 * Steps and wall times are REAL, as they are in columns; a NaN becomes NULL on its way in.
 */
import type Database from 'better-sqlite3';

/** `PRAGMA application_id` of our files: 'Rdgl'. It stands at byte 68 of the file (https://www.sqlite.org/fileformat.html). */
export const APPLICATION_ID = 0x5264676c;

/**
 * Bytes a page. Measured with 10 M points in 4,096-point chunks, 32 KB each: 4 KB pages 0.24 s of CPU, 8 KB 0.18 s, 16 KB
 * 0.16 s, 32 KB 0.13 s, while live commits write a page for every series they touch, so small ones are better there.
 */
export const PAGE_BYTES = 8192;

interface Migration {
  readonly reason: string;
  readonly sql: string | 'reread';
}

const migrations: readonly Migration[] = [
  {
    reason: 'the first tables',
    sql: `
      create table meta (
        id integer primary key check (id = 1),
        generation text not null,
        application_version text not null,
        -- real path of the log folder
        logdir text not null,
        commit_number integer not null,
        -- 1 once something in here turned out to be damaged: rebuilt at the next start
        damaged integer not null
      ) strict;

      -- autoincrement: the id of something that is gone never names something else
      create table run (
        id integer primary key autoincrement,
        name text not null unique,
        -- bytes of the path relative to the log folder; names need not be UTF-8
        raw_path blob not null,
        -- smallest wall time of all events
        start_time real,
        -- largest wall time of all points
        last_time real
      ) strict;

      create table event_file (
        id integer primary key autoincrement,
        run_id integer not null,
        name text not null,
        raw_name blob not null,
        -- doubles, as the file system's 64-bit numbers arrive in JavaScript
        dev real not null,
        ino real not null,
        head text not null,
        -- where reading goes on
        offset integer not null,
        seeking integer not null,
        records integer not null
      ) strict;
      -- in the order in which a run's files are read
      create unique index event_file_of_run on event_file (run_id, raw_name);

      create table series (
        id integer primary key autoincrement,
        run_id integer not null,
        -- first of the run's files, in the order of names, that holds the tag
        origin_file_id integer not null,
        tag text not null,
        plugin text not null,
        data_class text not null,
        count integer not null,
        -- first and last point in the order of the files, superseded ones included
        first_file_id integer,
        first_step real,
        first_wall_time real,
        last_file_id integer,
        last_step real,
        last_wall_time real,
        last_value real,
        -- tensors and blob sequences: most items of any value
        max_items real not null,
        display_name text not null,
        description text not null,
        content blob not null
      ) strict;
      create unique index series_by_name on series (run_id, tag);
      -- how many series each plugin has, and which
      create index series_of_plugin on series (plugin);

      -- An ordinary table with an index beside it: WITHOUT ROWID is slower by half when the open chunks are rewritten.
      create table chunk (
        id integer primary key,
        series_id integer not null,
        file_id integer not null,
        seq integer not null,
        count integer not null,
        first_step real not null,
        last_step real not null,
        min_step real not null,
        max_step real not null,
        monotone integer not null,
        first_wall_time real not null,
        last_wall_time real not null,
        min_wall_time real not null,
        max_wall_time real not null,
        last_value real,
        min_value real,
        max_value real,
        non_finite integer not null,
        -- last, so that statistics are read without the points
        bytes blob not null
      ) strict;
      create unique index chunk_of_series on chunk (series_id, file_id, seq);

      create table session_start (
        id integer primary key,
        run_id integer not null,
        file_id integer not null,
        step real not null,
        wall_time real not null,
        offset integer not null
      ) strict;
      create index session_start_of_run on session_start (run_id, file_id, offset);

      -- found in what was read
      create table problem (
        id integer primary key,
        run_id integer not null,
        file_id integer not null,
        kind text not null,
        count integer not null,
        bytes integer not null,
        first_offset integer not null,
        detail text not null
      ) strict;
      create unique index problem_of_file on problem (run_id, file_id, kind);

      -- what cannot be read at present: by name, as it need not be in the index
      create table unreadable (
        id integer primary key,
        run text not null,
        file text not null,
        kind text not null,
        count integer not null,
        bytes integer not null,
        first_offset integer not null,
        detail text not null
      ) strict;
      create unique index unreadable_by_name on unreadable (run, file);
    `,
  },
];

/** The newest schema this program knows. */
export const SCHEMA_VERSION = migrations.length;

/** Whether an index of schema `version` can be brought up to date without reading the event files anew. */
export const canMigrate = (version: number): boolean =>
  version >= 1 && version <= SCHEMA_VERSION && migrations.slice(version).every(({ sql }) => sql !== 'reread');

/** Runs every migration after `version`, in one transaction. 0 is an empty database. */
export function migrate(db: Database.Database, version: number): void {
  if (version === SCHEMA_VERSION) return;
  db.transaction(() => {
    for (const { sql } of migrations.slice(version)) if (sql !== 'reread') db.exec(sql);
    db.pragma(`user_version = ${SCHEMA_VERSION}`);
  })();
}
