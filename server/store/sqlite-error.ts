/** What SQLite can throw that is nobody's mistake: a full disk, a read-only folder, a damaged file. */
import Database from 'better-sqlite3';
import { StoreDamaged } from './damaged.js';

/** SQLite's own name of an error it threw ('SQLITE_FULL'; extended codes are cut to their first part), '' for any other error. */
export function sqliteCode(error: unknown): string {
  if (!(error instanceof Database.SqliteError)) return '';
  return error.code.split('_').slice(0, 2).join('_');
}

/** A failure that is the machine's and not the program's. */
export interface StoreFailure {
  /** One sentence for the user, with SQLite's words. */
  readonly reason: string;
  /** True when the index itself is broken and must be rebuilt; trying again will not help. */
  readonly damaged: boolean;
}

/** Null when the error is none of these: a bug, to be thrown on. */
export function toStoreFailure(error: unknown, index: string): StoreFailure | null {
  if (error instanceof StoreDamaged) return { reason: `The index is damaged (${error.message}): ${index}`, damaged: true };
  const words = error instanceof Error ? error.message : String(error);
  switch (sqliteCode(error)) {
    case 'SQLITE_FULL':
      return { reason: `The disk that holds the index is full: ${index}`, damaged: false };
    case 'SQLITE_READONLY':
    case 'SQLITE_PERM':
    case 'SQLITE_AUTH':
      return { reason: `The index cannot be written (${words}): ${index}`, damaged: false };
    case 'SQLITE_CANTOPEN':
      return { reason: `The index cannot be opened (${words}): ${index}`, damaged: false };
    case 'SQLITE_IOERR':
      return { reason: `Reading or writing the index failed (${words}): ${index}`, damaged: false };
    case 'SQLITE_BUSY':
    case 'SQLITE_LOCKED':
      return { reason: `Another program is writing to the index: ${index}`, damaged: false };
    case 'SQLITE_CORRUPT':
    case 'SQLITE_NOTADB':
      return { reason: `The index is damaged (${words}): ${index}`, damaged: true };
    default:
      return null;
  }
}
