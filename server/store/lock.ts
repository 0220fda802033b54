/**
 * One writer an index. The lock is a second, empty SQLite database beside the index in which a transaction is held open
 * for as long as the writer lives; the kernel lets go of it when the process ends, however it ends. (Locking the index
 * itself would lock its readers out.)
 */
import Database from 'better-sqlite3';
import { sqliteCode } from './sqlite-error.js';

export interface IndexLock {
  /** Lets the next writer in. The empty file stays: removing it would let two writers lock two files of the same name. */
  release(): void;
}

/** Null when another writer holds it. Throws SQLite's error when the file cannot be made or locked at all. */
export function holdLock(index: string): IndexLock | null {
  const db = new Database(`${index}.lock`, { timeout: 0 });
  try {
    db.exec('begin exclusive');
  } catch (error) {
    db.close();
    if (sqliteCode(error) === 'SQLITE_BUSY') return null;
    throw error;
  }
  return { release: () => void db.close() };
}
