import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildStore } from '../../support/store-builder.js';
import { leaveIndex, open, opened, valuesAt } from '../../support/opened-index.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'store-test-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('opening an index', () => {
  it('makes the folders on the way, and says nothing of it', () => {
    const { writer, notice } = opened(join(folder, 'a', 'b', 'index.db'));
    expect(notice).toBe('');
    writer.close();
  });

  it('goes on with the same generation and the same points', () => {
    const path = join(folder, 'index.db');
    const generation = leaveIndex(path);
    const { writer, notice } = opened(path);
    expect([writer.generation, notice, writer.currentCommit()]).toEqual([generation, '', 1]);
    expect(valuesAt(path)).toEqual([3, 2, 1]);
    writer.close();
  });

  it('keeps a private index in a temporary folder that goes with it', () => {
    const { writer } = opened(':memory:');
    expect(existsSync(writer.path)).toBe(true);
    writer.close();
    expect(existsSync(writer.path)).toBe(false);
  });

  it.each([
    ['is about another log folder', (path: string) => edit(path, "update meta set logdir = '/elsewhere'"), 'another log folder (/elsewhere)'],
    ['has a schema of the future', (path: string) => edit(path, 'pragma user_version = 99'), 'schema 99'],
    ['was left before its first transaction', (path: string) => edit(path, 'pragma user_version = 0'), 'unfinished'],
    ['was marked as damaged', (path: string) => edit(path, 'update meta set damaged = 1'), 'damaged'],
    ['has lost a table', (path: string) => edit(path, 'drop table meta'), 'damaged'],
    ['was cut short', (path: string) => truncateSync(path, 8192 * 3), 'damaged'],
    ['has a page of noise', (path: string) => overwrite(path, 8192 * 2), 'damaged'],
    ['has a damaged list of tables', (path: string) => overwrite(path, 110), 'damaged'],
  ])('rebuilds one that %s, and says so in one sentence', (_, damage, words) => {
    const path = join(folder, 'index.db');
    const generation = leaveIndex(path);
    damage(path);
    const { writer, notice } = opened(path);
    expect(notice).toContain(words);
    expect(notice).toContain(path);
    expect(writer.generation).not.toBe(generation);
    expect(writer.load()).toEqual([]);
    writer.close();
    expect(opened(path).notice).toBe('');
  });

  it('takes an empty file for a new index', () => {
    const path = join(folder, 'index.db');
    writeFileSync(path, '');
    const { writer, notice } = opened(path);
    expect(notice).toBe('');
    writer.close();
  });

  it.each([
    ['text', (path: string) => writeFileSync(path, 'my thesis\n'.repeat(50))],
    ['a few bytes', (path: string) => writeFileSync(path, 'x')],
    ["someone's database", (path: string) => edit(path, 'create table mine (a)')],
  ])('refuses a path that holds %s, and leaves it as it is', (_, make) => {
    const path = join(folder, 'precious');
    make(path);
    const before = readFileSync(path);
    const result = open(path);
    expect(result).toMatchObject({ kind: 'refused' });
    expect(result.kind === 'refused' && result.reason).toContain(path);
    expect(readFileSync(path)).toEqual(before);
  });

  it('replaces what is no index where the place is its own', () => {
    const path = join(folder, 'index.db');
    writeFileSync(path, Buffer.alloc(5000));
    const { writer, notice } = opened(path, { owned: true });
    expect(notice).toContain('no database');
    writer.close();
  });

  it('refuses a folder at the path, and a path below a file', () => {
    expect(open(folder)).toMatchObject({ kind: 'refused' });
    writeFileSync(join(folder, 'file'), 'x');
    expect(open(join(folder, 'file', 'index.db'))).toMatchObject({ kind: 'refused' });
  });

  // root writes everywhere
  it.skipIf(process.getuid?.() === 0)('refuses a folder it cannot write', () => {
    chmodSync(folder, 0o500);
    expect(open(join(folder, 'index.db'))).toMatchObject({ kind: 'refused' });
    chmodSync(folder, 0o700);
  });
});

describe('a second writer', () => {
  it('is told that the index is busy, and can open it once the first is closed', () => {
    const path = join(folder, 'index.db');
    const first = opened(path);
    const second = open(path);
    expect(second).toMatchObject({ kind: 'busy' });
    expect(second.kind === 'busy' && second.reason).toContain(path);
    first.writer.close();
    opened(path).writer.close();
  });

  it('is let in as soon as a process that held the index is killed', async () => {
    const path = join(folder, 'index.db');
    leaveIndex(path);
    const require = createRequire(import.meta.url);
    const script = `const db = new (require(${JSON.stringify(require.resolve('better-sqlite3'))}))(${JSON.stringify(`${path}.lock`)});
      db.exec('begin exclusive'); console.log('held'); setInterval(() => {}, 1000);`;
    const holder = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(holder.stdout, 'data');
    expect(open(path)).toMatchObject({ kind: 'busy' });
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    const { writer, notice } = opened(path);
    expect(notice).toBe('');
    expect(valuesAt(path)).toEqual([3, 2, 1]);
    writer.close();
  });
});

it('moves what was committed out of the log when asked to', () => {
  const path = join(folder, 'index.db');
  const store = buildStore({ path });
  store.run('r').scalars('loss', { values: Float64Array.from({ length: 20_000 }, (_, i) => Math.sin(i)) }).commit();
  const before = statSync(path).size;
  store.writer.checkpoint();
  expect(statSync(path).size).toBeGreaterThan(before);
  store.close();
  expect(existsSync(`${path}-wal`)).toBe(false);
});

function edit(path: string, sql: string): void {
  const db = new Database(path);
  db.exec(sql);
  db.close();
}

function overwrite(path: string, at: number): void {
  const bytes = readFileSync(path);
  for (let i = 0; i < 2000 && at + i < bytes.length; i += 1) bytes[at + i] = (i * 131 + 7) % 256;
  writeFileSync(path, bytes);
}
