import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { statFile } from '../../../server/logdir/tail.js';
import { eventFile, frame, scalarEvent, sessionEvent, simpleValue, summaryEvent, versionEvent } from '../../support/event-writer.js';
import { GrowingFolder } from '../../support/growing-file.js';
import { scalarPoints } from '../../support/index-description.js';
import { freshIndex, RunningIngest, type RunningOptions } from '../../support/running-ingest.js';

let logs: GrowingFolder;
let running: RunningIngest[];
beforeEach(() => {
  logs = new GrowingFolder();
  running = [];
});
afterEach(async () => {
  for (const one of running) await one.discard();
  logs.remove();
});

function start(options: RunningOptions = {}): RunningIngest {
  const one = new RunningIngest(logs.path, options);
  running.push(one);
  return one;
}

const version = (wallTime = 1000) => frame(versionEvent(wallTime));
const point = (step: number, value = step / 4, { tag = 'loss', wallTime = 1000 + step } = {}) => frame(scalarEvent(tag, step, value, { wallTime }));
/** Points of `loss` at these steps. */
const points = (...steps: readonly number[]) => eventFile(...steps.map((step) => point(step)));

const loss = (one: RunningIngest, run = 'r') => scalarPoints(one.index)[`${run}/loss`]?.map(([step]) => step);

/** The index must be what it would be, had it been built from the files as they are now. */
async function expectFresh(one: RunningIngest): Promise<void> {
  expect(one.index).toEqual(await freshIndex(logs.path));
}

describe('a first load', () => {
  test('every point of every run is committed, newest run first, and then it is live', async () => {
    for (const name of ['old', 'middle', 'new']) logs.file(`${name}/a.tfevents`).append(version(), points(1, 2, 3));
    const one = start();
    await one.settle();
    expect(one.turns.map(({ run }) => run)).toEqual(['new', 'middle', 'old']);
    expect(['old', 'middle', 'new'].map((run) => loss(one, run))).toEqual([[1, 2, 3], [1, 2, 3], [1, 2, 3]]);
    expect(one.progress).toMatchObject({ state: 'live', runs: 3, files: 3, records: 12, detail: '' });
    expect(one.progress.bytesRead).toBe(one.progress.bytesTotal);
    expect(one.messages[0]).toMatchObject({ type: 'ready', generation: 'generation', commit: 0 });
  });

  test('files are read in slices, those of different runs in turn', async () => {
    for (const name of ['a', 'b']) logs.file(`${name}/x.tfevents`).append(points(...Array.from({ length: 50 }, (_, at) => at)));
    const one = start({ sliceBytes: 500 });
    await one.settle();
    expect(one.turns.slice(0, 4).map(({ run }) => run).sort()).toEqual(['a', 'a', 'b', 'b']);
    expect(loss(one, 'a')).toEqual(Array.from({ length: 50 }, (_, at) => at));
    await expectFresh(one);
  });

  test('a run of empty files is listed', async () => {
    logs.file('empty/x.tfevents').append(new Uint8Array());
    const one = start();
    await one.settle();
    expect(one.index.runs).toEqual([{ name: 'empty', startTime: null, lastTime: null }]);
    expect(one.progress).toMatchObject({ state: 'live', bytesRead: 0, bytesTotal: 0 });
  });

  test('names that are not UTF-8, and a link back up, are read once', async () => {
    logs.file(Buffer.from('r\xff/x.tfevents\xfe', 'latin1')).append(points(1, 2));
    symlinkSync('..', join(logs.path, 'r-loop'));
    const one = start();
    await one.settle();
    expect(scalarPoints(one.index)).toEqual({ 'r\\xff/loss': [[1, 0.25], [2, 0.5]] });
  });

  test('with a reload interval of 0 it loads once, and again when asked to', async () => {
    const file = logs.file('r/x.tfevents').append(points(1));
    const one = start({ reloadMillis: 0 });
    await one.settle();
    file.append(points(2));
    await one.settle(60_000);
    expect(loss(one)).toEqual([1]);
    one.ingest.tell({ type: 'rescan' });
    await one.settle();
    expect(loss(one)).toEqual([1, 2]);
  });
});

describe('growth', () => {
  test('a file cut anywhere, as it may be found while it is written, gives what the whole file gives', async () => {
    const whole = eventFile(version(), points(1, 2), frame(summaryEvent({ step: 3, wallTime: 1003 }, simpleValue('loss', 1), simpleValue('acc', 2))));
    const file = logs.file('r/x.tfevents').append(new Uint8Array());
    const one = start();
    for (let cut = 0; cut <= whole.length; cut++) {
      file.rewrite(whole.subarray(0, cut));
      one.ingest.tell({ type: 'rescan' });
      await one.settle();
    }
    expect(scalarPoints(one.index)).toEqual({ 'r/acc': [[3, 2]], 'r/loss': [[1, 0.25], [2, 0.5], [3, 1]] });
    await expectFresh(one);
  });

  test('without any hint a file that was written to lately is read within half a second and a commit', async () => {
    const file = logs.file('r/x.tfevents').append(points(1));
    const one = start();
    await one.settle();
    file.append(points(2));
    await one.settle(600);
    expect(loss(one)).toEqual([1, 2]);
  });

  test('with a hint it is read at once', async () => {
    const file = logs.file('r/x.tfevents').append(points(1));
    const one = start();
    await one.settle(400);
    file.append(points(2));
    one.hint(String(file.path));
    await one.settle(0);
    expect(loss(one)).toEqual([1, 2]);
    expect(one.messages.findLast(({ type }) => type === 'committed')).toMatchObject({ commit: 2, changed: [expect.any(Number)], catalogueChanged: false });
  });

  test('commits of a busy run are gathered', async () => {
    const file = logs.file('r/x.tfevents').append(points(0));
    const one = start();
    await one.settle();
    const before = one.reader.commit();
    for (let step = 1; step <= 50; step++) {
      file.append(points(step));
      one.hint(String(file.path));
      await one.settle(10);
    }
    await one.settle();
    expect(loss(one)?.length).toBe(51);
    expect(one.reader.commit() - before).toBeLessThanOrEqual(6);
  });

  test('a new run is seen by its folder, within a second', async () => {
    logs.file('r/x.tfevents').append(points(1));
    const one = start();
    await one.settle(600);
    logs.file('s/y.tfevents').append(points(5));
    await one.settle(1000);
    expect(loss(one, 's')).toEqual([5]);
  });

  test('a folder that appears later is waited for', async () => {
    logs.remove();
    const one = start();
    await one.settle();
    expect(one.progress).toMatchObject({ state: 'waiting', detail: `No such folder: ${logs.path}. It is loaded as soon as it appears.` });
    logs.file('r/x.tfevents').append(points(1));
    await one.settle(6000);
    expect(loss(one)).toEqual([1]);
    expect(one.progress.state).toBe('live');
  });

  test('two files of a run growing at once are both read, and count in the order of their names', async () => {
    const [a, b] = [logs.file('r/a.tfevents'), logs.file('r/b.tfevents')];
    const one = start();
    b.append(version(2000), point(10));
    await one.settle(6000);
    for (let step = 0; step < 4; step++) {
      a.append(point(step));
      if (step % 2 === 0) b.append(point(11 + step));
      await one.settle(600);
    }
    expect(loss(one)).toEqual([0, 1, 2, 3, 10, 11, 13]);
    await expectFresh(one);
  });

  test('a restart in a later file marks what it replaces, live as afresh', async () => {
    logs.file('r/a.tfevents').append(version(), points(0, 1, 2, 3));
    const one = start();
    await one.settle();
    logs.file('r/b.tfevents').append(version(2000), frame(sessionEvent({ step: 2, wallTime: 2000 })), point(2, 9, { wallTime: 2002 }));
    await one.settle(6000);
    expect(scalarPoints(one.index)['r/loss']).toEqual([[0, 0], [1, 0.25], [2, 0.5, 'superseded'], [3, 0.75, 'superseded'], [2, 9]]);
    await expectFresh(one);
  });
});

describe('files that do not only grow', () => {
  test.each([
    ['cut short', () => logs.file('r/x.tfevents').truncate(points(1, 2).length)],
    ['cut to nothing', () => logs.file('r/x.tfevents').truncate(0)],
    ['written anew, shorter', () => logs.file('r/x.tfevents').rewrite(points(7))],
    ['written anew, longer', () => logs.file('r/x.tfevents').rewrite(points(7, 8, 9, 10, 11, 12))],
    ['written anew, just as long', () => logs.file('r/x.tfevents').rewrite(points(7, 8, 9, 10))],
    ['replaced by another', () => logs.file('r/x.tfevents').replace(points(7, 8, 9, 10, 11))],
    ['replaced by a copy that is longer', () => logs.file('r/x.tfevents').replace(points(1, 2, 3, 4, 5))],
  ])('%s: the index is what it would be if built afresh', async (_name, change) => {
    logs.file('r/x.tfevents').append(points(1, 2, 3, 4));
    logs.file('r/y.tfevents').append(points(20));
    logs.file('other/x.tfevents').append(points(1));
    const one = start();
    await one.settle();
    change();
    await one.settle(600);
    await expectFresh(one);
    expect(loss(one, 'other')).toEqual([1]);
  });

  test('a file copied anew by rsync, only longer, is not read again', async () => {
    const file = logs.file('r/x.tfevents').append(points(1, 2, 3));
    const one = start();
    await one.settle();
    file.replace(points(1, 2, 3, 4));
    await one.settle(600);
    expect(loss(one)).toEqual([1, 2, 3, 4]);
    expect(one.turns.map(({ offset }) => offset)).toEqual([0, points(1, 2, 3).length]);
  });

  test('one of several files is removed: its points go, the others stay', async () => {
    logs.file('r/a.tfevents').append(points(1, 2));
    logs.file('r/b.tfevents').append(points(3));
    const one = start();
    await one.settle();
    logs.file('r/a.tfevents').remove();
    await one.settle(1600);
    expect(loss(one)).toEqual([3]);
    await expectFresh(one);
  });

  test('a run is removed, renamed, and made again', async () => {
    logs.file('r/a.tfevents').append(points(1, 2));
    logs.file('s/a.tfevents').append(points(1));
    const one = start();
    await one.settle();
    logs.remove('r');
    await one.settle(6000);
    expect(one.index.runs.map(({ name }) => name)).toEqual(['s']);
    logs.file('r/a.tfevents').append(points(5));
    await one.settle(6000);
    expect(loss(one)).toEqual([5]);
    await expectFresh(one);
  });

  test('a file that goes while it is being read leaves nothing behind', async () => {
    const file = logs.file('r/x.tfevents').append(points(1, 2));
    const one = start({
      read: (turn, read) => {
        const answer = read(turn);
        file.remove();
        return answer;
      },
    });
    await one.settle(6000);
    expect(one.index).toMatchObject({ runs: [], problems: [], series: {} });
  });

  test('a file that is written anew while it is being read is read again', async () => {
    const file = logs.file('r/x.tfevents').append(points(1, 2, 3));
    let changed = false;
    const one = start({
      sliceBytes: points(1).length,
      read: (turn, read) => {
        const answer = read(turn);
        if (!changed && turn.offset > 0) {
          file.rewrite(points(7, 8, 9, 10, 11));
          changed = true;
        }
        return answer;
      },
    });
    await one.settle(600);
    expect(loss(one)).toEqual([7, 8, 9, 10, 11]);
  });

  test('an earlier file that says something else about a series than a later one did decides, as it would afresh', async () => {
    const value = (displayName: string) => frame(summaryEvent({ step: 1, wallTime: 1001 }, simpleValue('loss', 1, { plugin: 'scalars', displayName })));
    logs.file('r/b.tfevents').append(value('later'));
    const one = start();
    await one.settle();
    logs.file('r/a.tfevents').append(value('earlier'));
    await one.settle(6000);
    expect(one.index.series['r/loss']).toMatchObject({ displayName: 'earlier', count: 2 });
    await expectFresh(one);
  });
});

describe('what cannot be read', () => {
  test('is said, and taken back when it can be read after all', async () => {
    logs.file('r/x.tfevents').append(points(1));
    let denied = true;
    const one = start({ disk: { stat: (path) => (denied && String(path).includes('/r/') ? { kind: 'unreadable', detail: 'permission denied (EACCES)' } : statFile(path)) } });
    await one.settle();
    expect(one.index.problems).toEqual([
      { run: 'r', file: 'x.tfevents', kind: 'unreadable-file', count: 1, bytes: 0, firstOffset: 0, detail: 'permission denied (EACCES)' },
    ]);
    denied = false;
    await one.settle(6000);
    expect(one.index.problems).toEqual([]);
    expect(loss(one)).toEqual([1]);
  });

  test('a file at which a reader died twice is left alone until it changes; others are read', async () => {
    const file = logs.file('r/x.tfevents').append(points(1));
    logs.file('s/x.tfevents').append(points(1));
    let deadly = true;
    const one = start({ read: (turn, read) => (deadly && turn.run === 'r' ? { kind: 'died', detail: 'out of memory' } : read(turn)) });
    await one.settle(12_000);
    expect(one.turns.filter(({ run }) => run === 'r').length).toBe(2);
    expect(one.index.problems).toMatchObject([{ run: 'r', file: 'x.tfevents', kind: 'reader-died', bytes: file.size }]);
    expect(loss(one, 's')).toEqual([1]);
    expect(one.progress.state).toBe('live');
    deadly = false;
    file.append(points(2));
    await one.settle(600);
    expect(loss(one)).toEqual([1, 2]);
    expect(one.index.problems).toEqual([]);
  });

  test('a reader that dies once costs nothing', async () => {
    logs.file('r/x.tfevents').append(points(1, 2));
    let died = false;
    const one = start({
      read: (turn, read) => {
        if (died) return read(turn);
        died = true;
        return { kind: 'died', detail: 'killed' };
      },
    });
    await one.settle();
    expect(loss(one)).toEqual([1, 2]);
    expect(one.index.problems).toEqual([]);
  });

  test('a run in a folder that cannot be listed for a while stays', async () => {
    logs.file('group/r/x.tfevents').append(points(1));
    let hidden = false;
    const { discoverRuns } = await import('../../../server/logdir/discover.js');
    const one = start({
      disk: {
        *discover(logdir) {
          const found = yield* discoverRuns(logdir);
          return hidden ? { ...found, runs: [], unreadable: [{ run: 'group' as never, rawPath: Buffer.from('group'), detail: 'folder cannot be read' }] } : found;
        },
      },
    });
    await one.settle();
    hidden = true;
    await one.settle(6000);
    expect(loss(one, 'group/r')).toEqual([1]);
    expect(one.index.problems).toMatchObject([{ run: 'group', file: '', kind: 'unreadable-file' }]);
    hidden = false;
    await one.settle(6000);
    expect(one.index.problems).toEqual([]);
  });
});

describe('an index that cannot be written', () => {
  test('is tried again, loses nothing, and says so', async () => {
    const file = logs.file('r/x.tfevents').append(points(1));
    let full = true;
    const one = start({
      writer: (writer) => ({
        path: writer.path,
        generation: writer.generation,
        load: () => writer.load(),
        currentCommit: () => writer.currentCommit(),
        commit: (batch) => (full ? { kind: 'failed', reason: 'The disk that holds the index is full: /index', damaged: false } : writer.commit(batch)),
        checkpoint: () => writer.checkpoint(),
        close: () => writer.close(),
      }),
    });
    await one.settle();
    expect(one.progress).toMatchObject({ state: 'stuck', detail: expect.stringContaining('The disk that holds the index is full') as string });
    file.append(points(2));
    await one.settle(20_000);
    full = false;
    await one.settle(40_000);
    expect(loss(one)).toEqual([1, 2]);
    expect(one.progress.state).toBe('live');
  });
});

describe('starting again', () => {
  test('goes on where it stopped and reads nothing twice', async () => {
    const file = logs.file('r/x.tfevents').append(version(), points(1, 2));
    logs.file('s/x.tfevents').append(points(1));
    const first = new RunningIngest(logs.path);
    await first.settle();
    const { generation } = first.reader;
    await first.stop();
    file.append(points(3));
    const again = start({ indexFolder: first.indexFolder });
    await again.settle();
    expect(again.reader.generation).toBe(generation);
    expect(again.turns.map(({ run, offset }) => [run, offset])).toEqual([['r', eventFile(version(), points(1, 2)).length]]);
    expect(loss(again)).toEqual([1, 2, 3]);
    await expectFresh(again);
  });

  test('notices what was removed, written anew or cut meanwhile', async () => {
    for (const name of ['gone', 'anew', 'cut', 'same']) logs.file(`${name}/x.tfevents`).append(points(1, 2, 3));
    const first = new RunningIngest(logs.path);
    await first.settle();
    await first.stop();
    logs.remove('gone');
    logs.file('anew/x.tfevents').rewrite(points(7, 8, 9));
    logs.file('cut/x.tfevents').truncate(points(1).length);
    const again = start({ indexFolder: first.indexFolder });
    await again.settle();
    expect(scalarPoints(again.index)).toMatchObject({ 'anew/loss': [[7, 1.75], [8, 2], [9, 2.25]], 'cut/loss': [[1, 0.25]] });
    expect(again.turns.map(({ run }) => run)).not.toContain('same');
    await expectFresh(again);
  });

  test('what was read and not yet committed is committed on stop', async () => {
    logs.file('r/x.tfevents').append(points(1, 2));
    const first = new RunningIngest(logs.path);
    await first.ingest.idle();
    await first.stop();
    expect(first.messages.at(-1)).toEqual({ type: 'stopped' });
    const again = start({ indexFolder: first.indexFolder });
    expect(loss(again)).toEqual([1, 2]);
    await again.settle();
    expect(again.turns).toEqual([]);
  });
});
