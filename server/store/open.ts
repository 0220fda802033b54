/**
 * Opens the index for its one writer: makes it, brings it up to date, or rebuilds it when it cannot be used as it is.
 * The event files are the truth, so rebuilding loses time and nothing else; a file that is not ours is never touched.
 */
import { closeSync, mkdirSync, mkdtempSync, openSync, readSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { holdLock, type IndexLock } from './lock.js';
import { APPLICATION_ID, canMigrate, migrate, PAGE_BYTES, SCHEMA_VERSION } from './schema.js';
import { sqliteCode, toStoreFailure } from './sqlite-error.js';

export interface OpenOptions {
  /** Path of the index, or `:memory:`: a file in a private temporary folder that goes when the writer closes. (Several threads read it, which SQLite's own :memory: cannot do.) */
  readonly path: string;
  /** Real path of the log folder the index is about. */
  readonly logdir: string;
  /** Version of this program, kept for the curious. */
  readonly version: string;
  /** True when the path is in this program's own cache folder: what lies there may be replaced even if it no longer looks like an index. */
  readonly owned?: boolean;
  /** Makes the id of a new generation. */
  readonly newGeneration: () => string;
}

export interface OpenIndex {
  readonly db: Database.Database;
  /** Where it really is; not `:memory:`. */
  readonly path: string;
  readonly generation: string;
  /** Closes the connection, lets the next writer in, removes what was temporary. */
  close(): void;
}

export type OpenResult =
  /** `notice`: one sentence when the index was rebuilt, else ''. */
  | { readonly kind: 'opened'; readonly index: OpenIndex; readonly notice: string }
  /** Another process is writing this index: use another path, `:memory:` for one. */
  | { readonly kind: 'busy'; readonly reason: string }
  /** Not possible here: the folder cannot be written, or the file is not ours. Nothing was changed. */
  | { readonly kind: 'refused'; readonly reason: string };

const SQLITE_HEADER = 'SQLite format 3\0';
/** An index up to this size is checked whole at opening, in about 10 ms. */
const CHECKED_BYTES = 8 * 2 ** 20;
/** Nobody else of ours writes, so a foreign program must be at it; the commit is then tried again later. */
const BUSY_MILLIS = 250;

export function openIndex(options: OpenOptions): OpenResult {
  const temporary = options.path === ':memory:' ? mkdtempSync(join(tmpdir(), 'ridgeline-')) : null;
  const path = temporary === null ? options.path : join(temporary, 'index.db');
  let lock: IndexLock | null = null;
  const leave = (): void => {
    lock?.release();
    if (temporary !== null) rmSync(temporary, { recursive: true, force: true });
  };
  try {
    mkdirSync(dirname(path), { recursive: true });
    lock = holdLock(path);
    if (lock === null) return { kind: 'busy', reason: `Another server is writing the index ${path}` };
    const { db, generation, notice } = openLocked(path, { ...options, temporary: temporary !== null });
    const close = (): void => {
      db.close();
      leave();
    };
    return { kind: 'opened', notice, index: { db, path, generation, close } };
  } catch (error) {
    leave();
    if (error instanceof NotOurs) return { kind: 'refused', reason: error.message };
    const failure = toStoreFailure(error, path);
    if (failure !== null) return { kind: 'refused', reason: failure.reason };
    if (isFileError(error)) return { kind: 'refused', reason: `The index cannot be made (${error.message}): ${path}` };
    throw error;
  }
}

class NotOurs extends Error {}

/** With the lock held nobody else of ours has the file open, so it may be looked at and replaced. */
function openLocked(path: string, options: OpenOptions & { temporary: boolean }): { db: Database.Database; generation: string; notice: string } {
  const whose = whoseFile(path);
  if (whose === 'foreign' && options.owned !== true) {
    throw new NotOurs(`This file is not an index of this program, so it is left alone; move it away or choose another path with --index: ${path}`);
  }
  let notice = whose === 'foreign' ? `The index was no database and is being rebuilt: ${path}` : '';
  if (whose === 'ours') {
    const found = openExisting(path, options);
    if (found.kind === 'usable') return { db: found.db, generation: found.generation, notice: '' };
    notice = `${found.why}, so it is being rebuilt: ${path}`;
  }
  if (whose !== 'nobody') for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(path + suffix, { force: true });
  return { ...create(path, options), notice };
}

/** `nobody`: there is nothing, or an empty file. */
function whoseFile(path: string): 'nobody' | 'ours' | 'foreign' {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined || (stat.isFile() && stat.size === 0)) return 'nobody';
  if (!stat.isFile()) return 'foreign';
  let db: Database.Database | null = null;
  try {
    // read-only, so that closing does not tidy up after another program
    db = new Database(path, { readonly: true });
    return db.pragma('application_id', { simple: true }) === APPLICATION_ID ? 'ours' : 'foreign';
  } catch (error) {
    if (sqliteCode(error) === 'SQLITE_NOTADB') return 'foreign';
    // a file cut short does not even let SQLite say whose it is
    if (sqliteCode(error) === 'SQLITE_CORRUPT') return hasOurHeader(path) ? 'ours' : 'foreign';
    throw error;
  } finally {
    db?.close();
  }
}

/**
 * Only for a file that SQLite cannot read: closing it here would drop the locks that this process' other connections have on it
 * (https://www.sqlite.org/howtocorrupt.html, section 2.2).
 */
function hasOurHeader(path: string): boolean {
  const file = openSync(path, 'r');
  try {
    const head = Buffer.alloc(100);
    return readSync(file, head, 0, 100, 0) === 100 && head.toString('latin1', 0, 16) === SQLITE_HEADER && head.readUInt32BE(68) === APPLICATION_ID;
  } finally {
    closeSync(file);
  }
}

type Existing = { readonly kind: 'usable'; readonly db: Database.Database; readonly generation: string } | { readonly kind: 'unusable'; readonly why: string };

function openExisting(path: string, { logdir, version: application }: OpenOptions): Existing {
  let db: Database.Database | null = null;
  try {
    db = new Database(path, { timeout: BUSY_MILLIS });
    tune(db, { temporary: false });
    const why = whyUnusable(db, logdir);
    if (why !== '') {
      db.close();
      return { kind: 'unusable', why };
    }
    migrate(db, db.pragma('user_version', { simple: true }) as number);
    db.prepare('update meta set application_version = ? where application_version <> ?').run(application, application);
    // what could be read last time says nothing about now
    db.exec('delete from unreadable');
    const generation = db.prepare('select generation from meta').pluck().get() as string;
    return { kind: 'usable', db, generation };
  } catch (error) {
    db?.close();
    // SQLITE_ERROR: a table that is not there
    if (toStoreFailure(error, path)?.damaged !== true && sqliteCode(error) !== 'SQLITE_ERROR') throw error;
    return { kind: 'unusable', why: 'The index was damaged' };
  }
}

/** '' when the index can be used, else why not: the beginning of a sentence. */
function whyUnusable(db: Database.Database, logdir: string): string {
  const version = db.pragma('user_version', { simple: true }) as number;
  // 0: made, and then the process died before its first transaction
  if (version === 0) return 'The index was unfinished';
  if (!canMigrate(version)) return `The index has schema ${version} and this program knows ${SCHEMA_VERSION}`;
  const meta = db.prepare('select logdir, damaged from meta').get() as { logdir: string; damaged: number } | undefined;
  if (meta === undefined) return 'The index was unfinished';
  if (meta.damaged !== 0) return 'The index was damaged';
  if (meta.logdir !== logdir) return `The index was about another log folder (${meta.logdir})`;
  const bytes = (db.pragma('page_count', { simple: true }) as number) * PAGE_BYTES;
  if (bytes <= CHECKED_BYTES && db.pragma('quick_check(1)', { simple: true }) !== 'ok') return 'The index was damaged';
  return '';
}

function create(path: string, { logdir, version, newGeneration, temporary }: OpenOptions & { temporary: boolean }): { db: Database.Database; generation: string } {
  const db = new Database(path, { timeout: BUSY_MILLIS });
  try {
    db.pragma(`page_size = ${PAGE_BYTES}`);
    // before WAL, so that it stands in the file itself from the first moment
    db.pragma(`application_id = ${APPLICATION_ID}`);
    tune(db, { temporary });
    const generation = newGeneration();
    db.transaction(() => {
      migrate(db, 0);
      db.prepare('insert into meta (id, generation, application_version, logdir, commit_number, damaged) values (1, ?, ?, ?, 0, 0)').run(generation, version, logdir);
    })();
    return { db, generation };
  } catch (error) {
    db.close();
    throw error;
  }
}

function tune(db: Database.Database, { temporary }: { temporary: boolean }): void {
  db.pragma('journal_mode = WAL');
  // NORMAL: a power cut may take the last commits, never part of one; they are then read again
  db.pragma(`synchronous = ${temporary ? 'OFF' : 'NORMAL'}`);
  // 32 MB of log before it goes into the file: 10 M points in 0.23 s; with 4 MB 0.31 s
  db.pragma('wal_autocheckpoint = 4096');
  db.pragma(`journal_size_limit = ${8 * 2 ** 20}`);
  db.pragma('cache_size = -8192');
  db.pragma('mmap_size = 0');
  db.pragma('temp_store = MEMORY');
}

function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && 'syscall' in error;
}
