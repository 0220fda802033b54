import { describe, expect, test } from 'vitest';
import { discoverRuns } from '../../../server/logdir/discover.js';
import { statFile } from '../../../server/logdir/tail.js';
import { runName } from '../../../server/model/names.js';
import { frame, simpleValue, summaryEvent } from '../../support/event-writer.js';
import { lossSteps, points } from '../../support/loss-points.js';
import { RunningIngest } from '../../support/running-ingest.js';
import { watchLogs } from '../../support/watched-logs.js';

const watched = watchLogs();
const { start, expectFresh } = watched;

describe('files that do not only grow', () => {
  test.each([
    ['cut short', () => watched.logs.file('r/x.tfevents').truncate(points(1, 2).length)],
    ['cut to nothing', () => watched.logs.file('r/x.tfevents').truncate(0)],
    ['written anew, shorter', () => watched.logs.file('r/x.tfevents').rewrite(points(7))],
    ['written anew, longer', () => watched.logs.file('r/x.tfevents').rewrite(points(7, 8, 9, 10, 11, 12))],
    ['written anew, just as long', () => watched.logs.file('r/x.tfevents').rewrite(points(7, 8, 9, 10))],
    ['replaced by another', () => watched.logs.file('r/x.tfevents').replace(points(7, 8, 9, 10, 11))],
    ['replaced by a copy that is longer', () => watched.logs.file('r/x.tfevents').replace(points(1, 2, 3, 4, 5))],
  ])('%s: the index is what it would be if built afresh', async (_name, change) => {
    watched.logs.file('r/x.tfevents').append(points(1, 2, 3, 4));
    watched.logs.file('r/y.tfevents').append(points(20));
    watched.logs.file('other/x.tfevents').append(points(1));
    const one = start();
    await one.settle();
    change();
    await one.settle(600);
    await expectFresh(one);
    expect(lossSteps(one, 'other')).toEqual([1]);
  });

  test('a file copied anew by rsync, only longer, is not read again', async () => {
    const file = watched.logs.file('r/x.tfevents').append(points(1, 2, 3));
    const one = start();
    await one.settle();
    file.replace(points(1, 2, 3, 4));
    await one.settle(600);
    expect(lossSteps(one)).toEqual([1, 2, 3, 4]);
    expect(one.turns.map(({ offset }) => offset)).toEqual([0, points(1, 2, 3).length]);
  });

  test('one of several files is removed: its points go, the others stay', async () => {
    watched.logs.file('r/a.tfevents').append(points(1, 2));
    watched.logs.file('r/b.tfevents').append(points(3));
    const one = start();
    await one.settle();
    watched.logs.file('r/a.tfevents').remove();
    await one.settle(1600);
    expect(lossSteps(one)).toEqual([3]);
    await expectFresh(one);
  });

  test('a run is removed, renamed, and made again', async () => {
    watched.logs.file('r/a.tfevents').append(points(1, 2));
    watched.logs.file('s/a.tfevents').append(points(1));
    const one = start();
    await one.settle();
    watched.logs.remove('r');
    await one.settle(6000);
    expect(one.index.runs.map(({ name }) => name)).toEqual(['s']);
    watched.logs.file('r/a.tfevents').append(points(5));
    await one.settle(6000);
    expect(lossSteps(one)).toEqual([5]);
    await expectFresh(one);
  });

  test('a file that goes while it is being read leaves nothing behind', async () => {
    const file = watched.logs.file('r/x.tfevents').append(points(1, 2));
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
    const file = watched.logs.file('r/x.tfevents').append(points(1, 2, 3));
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
    expect(lossSteps(one)).toEqual([7, 8, 9, 10, 11]);
  });

  test('an earlier file that says something else about a series than a later one did decides, as it would afresh', async () => {
    const value = (displayName: string) => frame(summaryEvent({ step: 1, wallTime: 1001 }, simpleValue('loss', 1, { plugin: 'scalars', displayName })));
    watched.logs.file('r/b.tfevents').append(value('later'));
    const one = start();
    await one.settle();
    watched.logs.file('r/a.tfevents').append(value('earlier'));
    await one.settle(6000);
    expect(one.index.series['r/loss']).toMatchObject({ displayName: 'earlier', count: 2 });
    await expectFresh(one);
  });

  test('so it does when the later one was read before a restart', async () => {
    const value = (displayName: string) => frame(summaryEvent({ step: 1, wallTime: 1001 }, simpleValue('loss', 1, { plugin: 'scalars', displayName })));
    watched.logs.file('r/b.tfevents').append(value('later'));
    const before = new RunningIngest(watched.logs.path);
    await before.settle();
    await before.stop();
    watched.logs.file('r/a.tfevents').append(value('earlier'));
    const after = start({ indexFolder: before.indexFolder });
    await after.settle();
    expect(after.index.series['r/loss']).toMatchObject({ displayName: 'earlier', count: 2 });
    await expectFresh(after);
  });
});

describe('what cannot be read', () => {
  test('is said, and taken back when it can be read after all', async () => {
    watched.logs.file('r/x.tfevents').append(points(1));
    let denied = true;
    const one = start({ disk: { stat: (path) => (denied && String(path).includes('/r/') ? { kind: 'unreadable', detail: 'permission denied (EACCES)' } : statFile(path)) } });
    await one.settle();
    expect(one.index.problems).toEqual([
      { run: 'r', file: 'x.tfevents', kind: 'unreadable-file', count: 1, bytes: 0, firstOffset: 0, detail: 'permission denied (EACCES)' },
    ]);
    denied = false;
    await one.settle(6000);
    expect(one.index.problems).toEqual([]);
    expect(lossSteps(one)).toEqual([1]);
  });

  test('a file at which a reader died twice is left alone until it changes; others are read', async () => {
    const file = watched.logs.file('r/x.tfevents').append(points(1));
    watched.logs.file('s/x.tfevents').append(points(1));
    let deadly = true;
    const one = start({ read: (turn, read) => (deadly && turn.run === 'r' ? { kind: 'died', detail: 'out of memory' } : read(turn)) });
    await one.settle(12_000);
    expect(one.turns.filter(({ run }) => run === 'r').length).toBe(2);
    expect(one.index.problems).toMatchObject([{ run: 'r', file: 'x.tfevents', kind: 'reader-died', bytes: file.size }]);
    expect(lossSteps(one, 's')).toEqual([1]);
    expect(one.progress.state).toBe('live');
    deadly = false;
    file.append(points(2));
    await one.settle(600);
    expect(lossSteps(one)).toEqual([1, 2]);
    expect(one.index.problems).toEqual([]);
  });

  test('a reader that dies once costs nothing', async () => {
    watched.logs.file('r/x.tfevents').append(points(1, 2));
    let died = false;
    const one = start({
      read: (turn, read) => {
        if (died) return read(turn);
        died = true;
        return { kind: 'died', detail: 'killed' };
      },
    });
    await one.settle();
    expect(lossSteps(one)).toEqual([1, 2]);
    expect(one.index.problems).toEqual([]);
  });

  test('a run in a folder that cannot be listed for a while stays', async () => {
    watched.logs.file('group/r/x.tfevents').append(points(1));
    let hidden = false;
    const one = start({
      disk: {
        *discover(logdir) {
          const found = yield* discoverRuns(logdir);
          return hidden ? { ...found, runs: [], unreadable: [{ run: runName('group'), rawPath: Buffer.from('group'), detail: 'folder cannot be read' }] } : found;
        },
      },
    });
    await one.settle();
    hidden = true;
    await one.settle(6000);
    expect(lossSteps(one, 'group/r')).toEqual([1]);
    expect(one.index.problems).toMatchObject([{ run: 'group', file: '', kind: 'unreadable-file' }]);
    hidden = false;
    await one.settle(6000);
    expect(one.index.problems).toEqual([]);
  });
});
