import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LiveRuns } from '../../../../scripts/logdir/live.js';
import { eventFiles, readScalars } from './read-events.js';

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'ridgeline-scripts-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const steps = (file: string): number[] => readScalars(join(folder, file)).get('loss/train')?.map(([step]) => step) ?? [];

test('each advance leaves the steps of the time since the last one on disk, fractions kept', () => {
  const live = new LiveRuns(folder, { seed: 1, runs: 3, rate: 2.5, now: 1000 });
  expect(eventFiles(folder)).toHaveLength(3);
  live.advance(1001);
  for (const file of eventFiles(folder)) expect(steps(file)).toEqual([0, 1]);
  live.advance(1002);
  for (const file of eventFiles(folder)) expect(steps(file)).toEqual([0, 1, 2, 3, 4]);
  live.advance(1002);
  for (const file of eventFiles(folder)) expect(steps(file)).toHaveLength(5);
  live.close();
});

test('the second run is preempted now and then and goes on below, in a new file', () => {
  const live = new LiveRuns(folder, { seed: 1, runs: 2, rate: 100, now: 1000 });
  live.advance(1010);
  live.close();
  const files = eventFiles(folder).filter((file) => file.includes('run-02'));
  expect(files).toHaveLength(2);
  expect(steps(files[0]!).at(-1)).toBe(599);
  expect(steps(files[1]!)[0]).toBe(520);
});

test('a run that is done makes room for a new one', () => {
  const live = new LiveRuns(folder, { seed: 1, runs: 1, rate: 1000, now: 1000 });
  live.advance(1006);
  live.advance(1007);
  live.close();
  const files = eventFiles(folder);
  expect(files.map((file) => file.split('/')[1])).toEqual(['run-01', 'run-02']);
  expect(steps(files[0]!)).toHaveLength(6000);
  expect(steps(files[1]!)).toHaveLength(1000);
});
