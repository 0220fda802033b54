import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { eventFile, frame, sessionEvent, simpleValue, summaryEvent } from '../../support/event-writer.js';
import { scalarPoints } from '../../support/index-description.js';
import { lossSteps, point, points, version } from '../../support/loss-points.js';
import { RunningIngest } from '../../support/running-ingest.js';
import { watchLogs } from '../../support/watched-logs.js';

const watched = watchLogs();
const { start, expectFresh } = watched;

describe('a first load', () => {
  test('every point of every run is committed, newest run first, and then it is live', async () => {
    for (const name of ['old', 'middle', 'new']) watched.logs.file(`${name}/a.tfevents`).append(version(), points(1, 2, 3));
    const one = start();
    await one.settle();
    expect(one.turns.map(({ run }) => run)).toEqual(['new', 'middle', 'old']);
    expect(['old', 'middle', 'new'].map((run) => lossSteps(one, run))).toEqual([[1, 2, 3], [1, 2, 3], [1, 2, 3]]);
    expect(one.progress).toMatchObject({ state: 'live', runs: 3, files: 3, records: 12, detail: '' });
    expect(one.progress.bytesRead).toBe(one.progress.bytesTotal);
    expect(one.messages[0]).toMatchObject({ type: 'ready', generation: 'generation', commit: 0 });
  });

  test('files are read in slices, those of different runs in turn', async () => {
    for (const name of ['a', 'b']) watched.logs.file(`${name}/x.tfevents`).append(points(...Array.from({ length: 50 }, (_, at) => at)));
    const one = start({ sliceBytes: 500 });
    await one.settle();
    expect(one.turns.slice(0, 4).map(({ run }) => run).sort()).toEqual(['a', 'a', 'b', 'b']);
    expect(lossSteps(one, 'a')).toEqual(Array.from({ length: 50 }, (_, at) => at));
    await expectFresh(one);
  });

  test('a run of empty files is listed', async () => {
    watched.logs.file('empty/x.tfevents').append(new Uint8Array());
    const one = start();
    await one.settle();
    expect(one.index.runs).toEqual([{ name: 'empty', startTime: null, lastTime: null }]);
    expect(one.progress).toMatchObject({ state: 'live', bytesRead: 0, bytesTotal: 0 });
  });

  test('names that are not UTF-8, and a link back up, are read once', async () => {
    watched.logs.file(Buffer.from('r\xff/x.tfevents\xfe', 'latin1')).append(points(1, 2));
    symlinkSync('..', join(watched.logs.path, 'r-loop'));
    const one = start();
    await one.settle();
    expect(scalarPoints(one.index)).toEqual({ 'r\\xff/loss': [[1, 0.25], [2, 0.5]] });
  });

  test('with a reload interval of 0 it loads once, and again when asked to', async () => {
    const file = watched.logs.file('r/x.tfevents').append(points(1));
    const one = start({ reloadMillis: 0 });
    await one.settle();
    file.append(points(2));
    await one.settle(60_000);
    expect(lossSteps(one)).toEqual([1]);
    one.ingest.tell({ type: 'rescan' });
    await one.settle();
    expect(lossSteps(one)).toEqual([1, 2]);
  });
});

describe('growth', () => {
  test('a file cut anywhere, as it may be found while it is written, gives what the whole file gives', async () => {
    const whole = eventFile(version(), points(1, 2), frame(summaryEvent({ step: 3, wallTime: 1003 }, simpleValue('loss', 1), simpleValue('acc', 2))));
    const file = watched.logs.file('r/x.tfevents').append(new Uint8Array());
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
    const file = watched.logs.file('r/x.tfevents').append(points(1));
    const one = start();
    await one.settle();
    file.append(points(2));
    await one.settle(600);
    expect(lossSteps(one)).toEqual([1, 2]);
  });

  test('with a hint it is read at once', async () => {
    const file = watched.logs.file('r/x.tfevents').append(points(1));
    const one = start();
    await one.settle(400);
    file.append(points(2));
    one.hint(String(file.path));
    await one.settle(0);
    expect(lossSteps(one)).toEqual([1, 2]);
    expect(one.messages.findLast(({ type }) => type === 'committed')).toMatchObject({ commit: 2, changed: [expect.any(Number)], catalogueChanged: false });
  });

  test('commits of a busy run are gathered', async () => {
    const file = watched.logs.file('r/x.tfevents').append(points(0));
    const one = start();
    await one.settle();
    const before = one.reader.commit();
    for (let step = 1; step <= 50; step++) {
      file.append(points(step));
      one.hint(String(file.path));
      await one.settle(10);
    }
    await one.settle();
    expect(lossSteps(one)?.length).toBe(51);
    expect(one.reader.commit() - before).toBeLessThanOrEqual(6);
  });

  test('a new run is seen by its folder, within a second', async () => {
    watched.logs.file('r/x.tfevents').append(points(1));
    const one = start();
    await one.settle(600);
    watched.logs.file('s/y.tfevents').append(points(5));
    await one.settle(1000);
    expect(lossSteps(one, 's')).toEqual([5]);
  });

  test('a folder that appears later is waited for', async () => {
    watched.logs.remove();
    const one = start();
    await one.settle();
    expect(one.progress).toMatchObject({ state: 'waiting', detail: `No such folder: ${watched.logs.path}. It is loaded as soon as it appears.` });
    watched.logs.file('r/x.tfevents').append(points(1));
    await one.settle(6000);
    expect(lossSteps(one)).toEqual([1]);
    expect(one.progress.state).toBe('live');
  });

  test('two files of a run growing at once are both read, and count in the order of their names', async () => {
    const [a, b] = [watched.logs.file('r/a.tfevents'), watched.logs.file('r/b.tfevents')];
    const one = start();
    b.append(version(2000), point(10));
    await one.settle(6000);
    for (let step = 0; step < 4; step++) {
      a.append(point(step));
      if (step % 2 === 0) b.append(point(11 + step));
      await one.settle(600);
    }
    expect(lossSteps(one)).toEqual([0, 1, 2, 3, 10, 11, 13]);
    await expectFresh(one);
  });

  test('a restart in a later file marks what it replaces, live as afresh', async () => {
    watched.logs.file('r/a.tfevents').append(version(), points(0, 1, 2, 3));
    const one = start();
    await one.settle();
    watched.logs.file('r/b.tfevents').append(version(2000), frame(sessionEvent({ step: 2, wallTime: 2000 })), point(2, 9, { wallTime: 2002 }));
    await one.settle(6000);
    expect(scalarPoints(one.index)['r/loss']).toEqual([[0, 0], [1, 0.25], [2, 0.5, 'superseded'], [3, 0.75, 'superseded'], [2, 9]]);
    await expectFresh(one);
  });
});

describe('an index that cannot be written', () => {
  test('is tried again, loses nothing, and says so', async () => {
    const file = watched.logs.file('r/x.tfevents').append(points(1));
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
    expect(lossSteps(one)).toEqual([1, 2]);
    expect(one.progress.state).toBe('live');
  });
});

describe('starting again', () => {
  test('goes on where it stopped and reads nothing twice', async () => {
    const file = watched.logs.file('r/x.tfevents').append(version(), points(1, 2));
    watched.logs.file('s/x.tfevents').append(points(1));
    const first = new RunningIngest(watched.logs.path);
    await first.settle();
    const { generation } = first.reader;
    await first.stop();
    file.append(points(3));
    const again = start({ indexFolder: first.indexFolder });
    await again.settle();
    expect(again.reader.generation).toBe(generation);
    expect(again.turns.map(({ run, offset }) => [run, offset])).toEqual([['r', eventFile(version(), points(1, 2)).length]]);
    expect(lossSteps(again)).toEqual([1, 2, 3]);
    await expectFresh(again);
  });

  test('part of a record at the end of a file is no reason for a commit, when starting or growing', async () => {
    const file = watched.logs.file('r/x.tfevents').append(points(1), points(2).subarray(0, 20));
    const first = new RunningIngest(watched.logs.path);
    await first.settle();
    file.append(points(2).subarray(20, 30));
    await first.settle(1000);
    expect(first.reader.commit()).toBe(1);
    await first.stop();
    const again = start({ indexFolder: first.indexFolder });
    await again.settle(1000);
    expect(again.reader.commit()).toBe(1);
    file.append(points(2).subarray(30));
    await again.settle(600);
    expect(lossSteps(again)).toEqual([1, 2]);
  });

  test('notices what was removed, written anew or cut meanwhile', async () => {
    for (const name of ['gone', 'anew', 'cut', 'same']) watched.logs.file(`${name}/x.tfevents`).append(points(1, 2, 3));
    const first = new RunningIngest(watched.logs.path);
    await first.settle();
    await first.stop();
    watched.logs.remove('gone');
    watched.logs.file('anew/x.tfevents').rewrite(points(7, 8, 9));
    watched.logs.file('cut/x.tfevents').truncate(points(1).length);
    const again = start({ indexFolder: first.indexFolder });
    await again.settle();
    expect(scalarPoints(again.index)).toMatchObject({ 'anew/loss': [[7, 1.75], [8, 2], [9, 2.25]], 'cut/loss': [[1, 0.25]] });
    expect(again.turns.map(({ run }) => run)).not.toContain('same');
    await expectFresh(again);
  });

  test('what was read and not yet committed is committed on stop', async () => {
    watched.logs.file('r/x.tfevents').append(points(1, 2));
    const first = new RunningIngest(watched.logs.path);
    await first.ingest.idle();
    await first.stop();
    expect(first.messages.at(-1)).toEqual({ type: 'stopped' });
    const again = start({ indexFolder: first.indexFolder });
    expect(lossSteps(again)).toEqual([1, 2]);
    await again.settle();
    expect(again.turns).toEqual([]);
  });
});
