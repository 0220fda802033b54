import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pluginName, runName, tagName } from '../../../server/model/names.js';
import { openIndex } from '../../../server/store/open.js';
import { StoreWriter } from '../../../server/store/writer.js';
import { buildStore, START_TIME, type StoreBuilder } from '../../support/store-builder.js';
import { leaveIndex, opened, valuesAt } from '../../support/opened-index.js';

let folder: string;
let stores: StoreBuilder[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'store-test-'));
  stores = [];
});

afterEach(() => {
  for (const store of stores) store.close();
  rmSync(folder, { recursive: true, force: true });
});

function build(): StoreBuilder {
  const store = buildStore();
  stores.push(store);
  return store;
}

describe('committing', () => {
  it('numbers commits from 1, and spends no number on nothing', () => {
    const { writer } = build();
    expect(writer.currentCommit()).toBe(0);
    expect(writer.commit({})).toMatchObject({ kind: 'committed', commit: 0, changed: [], catalogueChanged: false });
    const store = build();
    expect(store.scalars('loss', { values: [1] }).commit()).toMatchObject({ commit: 1 });
    expect(store.scalars('loss', { values: [2] }).commit()).toMatchObject({ commit: 2 });
    expect(store.writer.currentCommit()).toBe(2);
  });

  it('says which series got points, and whether runs or series appeared', () => {
    const store = build();
    const first = store.scalars('a', { values: [1] }).scalars('b', { values: [1] }).commit();
    expect(first).toMatchObject({ catalogueChanged: true });
    const [a, b] = store.reader().series();
    expect(first).toMatchObject({ changed: [a?.id, b?.id] });
    const later = { steps: [1], values: [2] };
    expect(store.scalars('b', later).commit()).toMatchObject({ changed: [b?.id], catalogueChanged: false });
    expect(store.scalars('c', later).commit()).toMatchObject({ catalogueChanged: true });
    expect(store.run('other').scalars('a', later).commit()).toMatchObject({ catalogueChanged: true });
  });

  it('lists the runs anew when one turns out to have begun earlier', () => {
    const store = build().scalars('a', { steps: [5] });
    store.commit();
    expect(store.file('b.tfevents').scalars('a', { steps: [6] }).commit()).toMatchObject({ catalogueChanged: false });
    expect(store.stage({ minWallTime: START_TIME - 10 }).commit()).toMatchObject({ catalogueChanged: true });
    expect(store.reader().runs()).toMatchObject([{ startTime: START_TIME - 10, lastTime: START_TIME + 6 }]);
  });

  it('refuses a stage that does not begin where the index stands, and writes the others', () => {
    const store = build().scalars('a', { values: [1] });
    const again = store.takeStages();
    store.commit({ stages: again });
    const result = store.run('other').scalars('b', { values: [7] }).commit({ stages: again });
    expect(result).toMatchObject({ kind: 'committed', refused: [{ turn: 1, reason: 'offset' }] });
    const reader = store.reader();
    expect(reader.series().map(({ tag, count }) => [tag, count])).toEqual([['b', 1], ['a', 1]]);
  });

  it('refuses a stage that takes a series for another data class', () => {
    const store = build().scalars('a', { values: [1] });
    store.commit();
    const result = store.file('b.tfevents').refs('a', { values: [1] }).commit();
    expect(result).toMatchObject({ kind: 'committed', changed: [], refused: [{ reason: 'known' }] });
    expect(store.reader().files().map((file) => file.name)).toEqual(['a.tfevents']);
  });

  it('keeps the first metadata of a series', () => {
    const store = build().scalars('a', { values: [1] }, { displayName: 'first', description: 'one', content: Uint8Array.of(1, 2) });
    store.commit();
    store.scalars('a', { steps: [1] }, { displayName: 'second', plugin: 'other' });
    const reader = store.reader();
    const [row] = reader.series();
    expect(row).toMatchObject({ displayName: 'first', description: 'one', plugin: 'scalars', count: 2 });
    expect([...reader.content(row?.id as never)]).toEqual([1, 2]);
  });

  it('keeps a series that has metadata only', () => {
    const reader = build().metadata('_hparams_/x', { content: Uint8Array.of(9) }).reader();
    expect(reader.series()).toMatchObject([{ tag: '_hparams_/x', count: 0, lastStep: 0, lastTime: 0, lastValue: NaN }]);
  });

  it('keeps the last value of NaN, infinity and steps past 2^53 as they are', () => {
    const store = build()
      .scalars('nan', { steps: [2 ** 62], values: [NaN] })
      .scalars('infinite', { steps: [-(2 ** 53)], values: [-Infinity] });
    expect(store.reader().series()).toMatchObject([
      { tag: 'infinite', lastStep: -(2 ** 53), lastValue: -Infinity },
      { tag: 'nan', lastStep: 2 ** 62, lastValue: NaN },
    ]);
  });

  it('takes first and last of a series in the order of the files, however they grow', () => {
    const store = build();
    store.file('b').scalars('a', { steps: [10, 11], values: [1, 2] }).commit();
    store.file('a').scalars('a', { steps: [0, 1], values: [8, 9] }).commit();
    expect(store.reader().series()).toMatchObject([{ firstStep: 0, lastStep: 11, lastValue: 2, count: 4 }]);
    store.file('a').scalars('a', { steps: [2], values: [10] }).commit();
    store.file('c').scalars('a', { steps: [12], values: [3] }).commit();
    expect(store.reader().series()).toMatchObject([{ firstStep: 0, lastStep: 12, lastValue: 3, count: 6 }]);
  });

  it('forgets a run that is reset, and reads it from the start in the same commit', () => {
    const store = build().scalars('gone', { values: [1] }).problem({}).start(3, 5).run('stays').scalars('x', { values: [4] });
    store.commit();
    const before = store.reader().runs();
    const result = store.run('run').scalars('new', { values: [1, 2] }).takeStages();
    const fresh = result.map((staged) => ({ ...staged, stage: { ...staged.stage, fromOffset: 0 } }));
    expect(store.commit({ resets: [runName('run'), runName('unknown')], stages: fresh })).toMatchObject({ catalogueChanged: true, refused: [] });
    const reader = store.reader();
    expect(reader.series().map(({ tag }) => tag)).toEqual(['new', 'x']);
    expect(reader.problemCount()).toBe(0);
    expect(reader.totals()).toMatchObject({ runs: 2, files: 2, points: 3 });
    expect(reader.runs().map(({ id }) => id).sort()).toEqual(before.map(({ id }) => id).sort());
  });

  it('removes a run with all it brought, and never gives its ids away again', () => {
    const store = build().scalars('a', { values: [1] }).problem({});
    const old = store.reader().series()[0];
    store.commit({ removed: [runName('run')] });
    expect(store.reader().totals()).toEqual({ runs: 0, files: 0, series: 0, points: 0, bytes: 0, records: 0 });
    expect(store.reader().problems()).toEqual([]);
    const again = store.scalars('a', { values: [1] }).reader().series()[0];
    expect(again?.id).not.toBe(old?.id);
    expect(again?.run).not.toBe(old?.run);
  });

  it('sums up problems of a file by kind, with the first occurrence', () => {
    const store = build().problem({ firstOffset: 500, detail: 'later', count: 2 });
    store.commit();
    store.problem({ firstOffset: 100, detail: 'earlier', count: 3, bytes: 7 }).problem({ kind: 'wall-time' });
    const reader = store.reader();
    expect(reader.problems()).toEqual([
      { run: 'run', file: 'a.tfevents', kind: 'data-checksum', count: 5, bytes: 17, firstOffset: 100, detail: 'earlier' },
      { run: 'run', file: 'a.tfevents', kind: 'wall-time', count: 1, bytes: 10, firstOffset: 24, detail: 'record checksum mismatch' },
    ]);
    expect(reader.problemCount()).toBe(2);
    expect(reader.runs()[0]?.problems).toBe(2);
  });

  it('keeps what cannot be read at present until it is read or taken back, without making a run of it', () => {
    const store = build().scalars('a', { values: [1] });
    const problem = { kind: 'unreadable-file', count: 1, bytes: 0, firstOffset: 0, detail: 'permission denied' } as const;
    const [run, folder] = [runName('run'), runName('secret')];
    store.commit({ problems: [{ run, file: { name: 'a.tfevents' }, problem }, { run: folder, file: null, problem }] });
    store.commit({ problems: [{ run: folder, file: null, problem: { ...problem, detail: 'still denied' } }] });
    expect(store.reader().problems()).toMatchObject([
      { run: 'run', file: 'a.tfevents', detail: 'permission denied' },
      { run: 'secret', file: '', detail: 'still denied' },
    ]);
    expect(store.reader().runs().map(({ name }) => name)).toEqual(['run']);
    store.scalars('a', { steps: [1] }).commit({ problems: [{ run: folder, file: null, problem: { ...problem, count: 0 } }] });
    expect(store.reader().problems()).toEqual([]);
  });

  it('gives back to ingestion what it knows', () => {
    const store = build();
    store.file('b').scalars('a', { values: [1] }).metadata('h', {}).commit();
    store.file('a').scalars('a', { values: [1] }).stage({ seeking: true, records: 4 }).commit();
    expect(store.writer.load()).toEqual([
      {
        run: 'run',
        rawPath: Buffer.from('run'),
        files: [
          { name: 'a', rawName: Buffer.from('a'), dev: 1, ino: 1, head: '', offset: 2000, seeking: true, records: 5 },
          { name: 'b', rawName: Buffer.from('b'), dev: 1, ino: 1, head: '', offset: 2000, seeking: false, records: 1 },
        ],
        known: new Map([
          [tagName('a'), { plugin: pluginName('scalars'), dataClass: 'scalar' }],
          [tagName('h'), { plugin: pluginName('hparams'), dataClass: 'tensor' }],
        ]),
        origins: new Map([
          [tagName('a'), Buffer.from('a')],
          [tagName('h'), Buffer.from('b')],
        ]),
      },
    ]);
  });

  it('keeps names that are not UTF-8, and numbers of inodes past 2^53', () => {
    const path = join(folder, 'index.db');
    const { writer } = opened(path);
    const rawName = Uint8Array.of(0x74, 0xff, 0xfe);
    const ino = 2 ** 63 + 4096;
    const [template] = build().scalars('a', { values: [1] }).takeStages();
    if (template === undefined) throw new Error('no stage');
    writer.commit({ stages: [{ ...template, rawPath: rawName, file: { name: 't\\xff\\xfe', rawName, dev: 2 ** 40, ino, head: 'abc' } }] });
    expect(writer.load()).toMatchObject([{ rawPath: Buffer.from(rawName), files: [{ rawName: Buffer.from(rawName), dev: 2 ** 40, ino, head: 'abc' }] }]);
    writer.close();
  });
});

describe('when writing is not possible', () => {
  it('says that the disk is full, keeps all that was there, and goes on when there is room', () => {
    const path = join(folder, 'index.db');
    leaveIndex(path);
    const result = openIndex({ path, logdir: '/logs', version: '', newGeneration: () => '' });
    if (result.kind !== 'opened') throw new Error(result.reason);
    const { db } = result.index;
    const writer = new StoreWriter(result.index);
    // SQLite's own limit stands in for a disk without room
    db.pragma(`max_page_count = ${(db.pragma('page_count', { simple: true }) as number) + 2}`);
    const noise = Float64Array.from({ length: 4096 }, (_, i) => Math.sin(i) * 1e9);
    const store = build().run('r').scalars('noise', { values: noise, wallTimes: noise });
    const stages = store.takeStages().map((staged) => ({ ...staged, file: { ...staged.file, name: 'z', rawName: Buffer.from('z') } }));
    const failed = writer.commit({ stages });
    expect(failed).toMatchObject({ kind: 'failed', damaged: false });
    expect(failed.kind === 'failed' && failed.reason).toContain('full');
    expect(valuesAt(path)).toEqual([3, 2, 1]);
    db.pragma('max_page_count = 1000000');
    expect(writer.commit({ stages })).toMatchObject({ kind: 'committed', commit: 2 });
    writer.close();
  });

  it('says that another program writes to the index, and goes on afterwards', () => {
    const path = join(folder, 'index.db');
    const { writer } = opened(path);
    const other = new Database(path, { timeout: 0 });
    other.exec('begin immediate');
    expect(writer.commit({ removed: [runName('x')] })).toMatchObject({ kind: 'failed', damaged: false });
    other.exec('rollback');
    other.close();
    expect(writer.commit({ removed: [runName('x')] })).toMatchObject({ kind: 'committed' });
    writer.close();
  });
});
