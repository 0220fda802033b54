import Database from 'better-sqlite3';
import { afterAll, describe, expect, it } from 'vitest';
import { prepareReader } from '../../../server/store/reader-statements.js';
import { prepareWriter } from '../../../server/store/writer-statements.js';
import { buildStore } from '../../support/store-builder.js';

const store = buildStore();
const db = new Database(store.writer.path);

afterAll(() => {
  db.close();
  store.close();
});

/** What SQLite will do for a statement, a line for each table. */
function plan(statement: { readonly source: string }): string[] {
  const parameters = new Array<number>(statement.source.split('?').length - 1).fill(1);
  const rows = db.prepare(`explain query plan ${statement.source}`).all(...parameters) as { detail: string }[];
  return rows.map(({ detail }) => detail);
}

describe('every statement', () => {
  const statements = { ...prepareReader(db), ...prepareWriter(db) };
  const told = Object.entries(statements).filter(([name]) => !['begin', 'end', 'commit', 'rollback'].includes(name));

  it.each(told)('%s never looks through all chunks or sorts them, and finds one series, run or file by an index', (_, statement) => {
    const lines = plan(statement);
    expect(lines.filter((line) => /SCAN (chunk|session_start)/.test(line))).toEqual([]);
    if (/where .* = \?/.test(statement.source) && !statement.source.includes('s.plugin = ?')) expect(lines.filter((line) => line.startsWith('SCAN'))).toEqual([]);
    if (!/from (problem|run order)|unreadable/.test(statement.source)) expect(lines.filter((line) => line.includes('TEMP B-TREE'))).toEqual([]);
  });
});
