import { describe, expect, test } from 'vitest';
import { knownTo, newFile, newRun, nextFile, resetRun, type RunState } from '../../../server/ingest/run-state.js';
import { Schedule } from '../../../server/ingest/schedule.js';
import { pluginName, runName, tagName } from '../../../server/model/names.js';

interface Sized {
  readonly size?: number;
  readonly written?: number;
}

/** A run with files of these sizes and times; with one of 100 bytes when none are given. */
function run(name: string, ...sizes: readonly Sized[]): RunState {
  const files = sizes.length > 0 ? sizes : [{}];
  const state = newRun(runName(name), Buffer.from(name));
  state.files = files.map(({ size = 100, written = 0 }, at) =>
    newFile({ name: `${at}.tfevents`, rawName: Buffer.from(`${at}.tfevents`), path: Buffer.from('/'), stat: { dev: 1, ino: at, size, mtimeMillis: written } }),
  );
  return state;
}

/** Reads the file that is next, as far as it goes. */
function read(state: RunState, bytes = Infinity): void {
  const file = nextFile(state);
  if (file === null) return;
  file.offset = file.exhaustedTo = Math.min(file.stat?.size ?? 0, file.offset + bytes);
  file.stored = true;
  state.served = nextFile(state) === null ? 0 : state.served + 1;
}

const order = (schedule: Schedule): string[] => {
  const names: string[] = [];
  for (let next = schedule.next(); next !== null; next = schedule.next()) names.push(next.run);
  return names;
};

describe('Schedule', () => {
  test('the newest run comes first, whatever the order in which runs were found', () => {
    const schedule = new Schedule();
    const runs = Array.from({ length: 200 }, (_, at) => run(`r${at}`, { written: (at * 73) % 200 }));
    for (const one of runs) schedule.offer(one);
    const written = order(schedule).map((name) => runs.find((one) => one.run === name)?.files[0]?.stat?.mtimeMillis);
    expect(written).toEqual(Array.from({ length: 200 }, (_, at) => 199 - at));
  });

  test('a run’s newest file decides, and names decide among equals', () => {
    const schedule = new Schedule();
    for (const one of [run('b'), run('a'), run('c', { written: 1 }, { written: 9 })]) schedule.offer(one);
    expect(order(schedule)).toEqual(['c', 'a', 'b']);
  });

  test('large runs take turns, and one that only grew a little does not wait for them', () => {
    const schedule = new Schedule();
    const [large, larger, live] = [run('large', { size: 300, written: 2 }), run('larger', { size: 400, written: 1 }), run('live', { size: 10, written: 0 })];
    for (const one of [large, larger]) schedule.offer(one);
    const taken: string[] = [];
    for (let turn = 0; turn < 6; turn++) {
      if (turn === 3) schedule.offer(live);
      const next = schedule.next();
      if (next === null) break;
      taken.push(next.run);
      read(next, 100);
      schedule.offer(next);
    }
    expect(taken).toEqual(['large', 'larger', 'large', 'live', 'larger', 'large']);
  });

  test('a run that waits already, is being read, has nothing to read or is gone is not given out', () => {
    const schedule = new Schedule();
    const [twice, reading, exhausted, gone] = [run('twice'), run('reading'), run('exhausted'), run('gone')];
    reading.reading = true;
    read(exhausted);
    for (const one of [twice, twice, reading, exhausted, gone]) schedule.offer(one);
    schedule.remove(gone);
    expect(schedule.empty).toBe(false);
    expect(order(schedule)).toEqual(['twice']);
    expect(schedule.empty).toBe(true);
  });
});

describe('nextFile', () => {
  test('a later file is read once the earlier ones are exhausted as far as is known', () => {
    const state = run('r', { size: 150 }, { size: 50 });
    const names: (string | undefined)[] = [];
    for (let turn = 0; turn < 4; turn++) {
      names.push(nextFile(state)?.name);
      read(state, 100);
    }
    expect(names).toEqual(['0.tfevents', '0.tfevents', '1.tfevents', undefined]);
    const [first] = state.files;
    if (first !== undefined) first.stat = { dev: 1, ino: 0, size: 160, mtimeMillis: 1 };
    expect(nextFile(state)?.name).toBe('0.tfevents');
  });

  test('an empty file is next once, so that its run is listed; a blocked one never is', () => {
    const state = run('r', { size: 0 }, { size: 10 });
    expect(nextFile(state)?.name).toBe('0.tfevents');
    const [first] = state.files;
    if (first !== undefined) first.blocked = 'permission denied';
    expect(nextFile(state)?.name).toBe('1.tfevents');
  });

  test('after a reset everything is read again', () => {
    const state = run('r', {}, {});
    read(state);
    read(state);
    expect(nextFile(state)).toBeNull();
    resetRun(state);
    expect(nextFile(state)?.offset).toBe(0);
  });
});

test('what a later file said first does not count for an earlier one', () => {
  const state = run('r', {}, {});
  const [first, second] = state.files;
  if (first === undefined || second === undefined) throw new Error('two files');
  for (const [tag, file] of [['a', first], ['b', second]] as const) {
    state.known.set(tagName(tag), { plugin: pluginName('scalars'), dataClass: 'scalar' });
    state.origins.set(tagName(tag), { file: file.rawName, metadata: '' });
  }
  expect([...knownTo(state, first).keys()]).toEqual(['a']);
  expect([...knownTo(state, second).keys()]).toEqual(['a', 'b']);
});
