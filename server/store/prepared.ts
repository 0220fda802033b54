import type Database from 'better-sqlite3';

/** A prepared statement, as far as it is used here. */
export interface Prepared<Parameters extends unknown[] = unknown[], Row = unknown> {
  /** The SQL. */
  readonly source: string;
  run(...parameters: Parameters): Database.RunResult;
  get(...parameters: Parameters): Row | undefined;
  all(...parameters: Parameters): Row[];
  iterate(...parameters: Parameters): IterableIterator<Row>;
  /** Rows are their first column. */
  pluck(): this;
  /** Rows are arrays. */
  raw(): this;
}

/** `db.prepare`, typed by the parameters and the row. */
export const preparer =
  (db: Database.Database) =>
  <Parameters extends unknown[] = unknown[], Row = unknown>(sql: string): Prepared<Parameters, Row> =>
    db.prepare(sql) as Prepared<Parameters, Row>;
