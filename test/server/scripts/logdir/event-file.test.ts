import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { EventFile } from '../../../../scripts/logdir/event-file.js';
import { textEvent } from '../../../../scripts/logdir/events.js';
import { readEvents, readScalars } from './read-events.js';

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'ridgeline-scripts-'))));
afterEach(() => rmSync(folder, { recursive: true }));

test('every record is intact and says what was written, steps of every varint length among them', () => {
  const path = join(folder, 'a.tfevents');
  const file = new EventFile(path, ['loss', 'très/long/' + 'x'.repeat(80)], 1_700_000_000.5);
  const steps = [0, 1, 127, 128, 16_383, 16_384, 2 ** 31, 2 ** 32 + 5, Number.MAX_SAFE_INTEGER];
  for (const step of steps) {
    file.addScalar(0, step, 1_700_000_001.25, step / 4);
    file.addScalar(1, step, 1_700_000_001.5, NaN);
  }
  file.close();
  const scalars = readScalars(path);
  expect(scalars.get('loss')).toEqual(steps.map((step) => [step, Math.fround(step / 4)]));
  expect(scalars.get('très/long/' + 'x'.repeat(80))).toEqual(steps.map((step) => [step, NaN]));
  const [version, first] = readEvents(path);
  expect(version).toMatchObject({ wallTime: 1_700_000_000.5, fileVersion: 'brain.Event:2' });
  expect(first).toMatchObject({ wallTime: 1_700_000_001.25 });
  expect(file.records).toBe(1 + 2 * steps.length);
  expect(file.bytes).toBe(statSync(path).size);
});

test('nothing is on disk before a flush, everything after it', () => {
  const path = join(folder, 'b.tfevents');
  const file = new EventFile(path, ['loss'], 1);
  file.addScalar(0, 1, 2, 3);
  expect(readFileSync(path)).toHaveLength(0);
  file.flush();
  expect(readScalars(path).get('loss')).toEqual([[1, 3]]);
  file.addScalar(0, 2, 3, 4);
  file.close();
  expect(readScalars(path).get('loss')).toEqual([
    [1, 3],
    [2, 4],
  ]);
});

test('scalars and other events keep their order when the buffer overflows between them', () => {
  const path = join(folder, 'c.tfevents');
  const file = new EventFile(path, ['loss'], 1);
  for (let step = 0; step < 40; step++) {
    file.addScalar(0, step, 2, step);
    file.addEvent(textEvent('note', { wallTime: 2, step }, 'x'.repeat(200_000)));
  }
  file.close();
  const steps = readEvents(path).slice(1);
  expect(steps.map(({ step }) => Number(step ?? 0))).toEqual(Array.from({ length: 80 }, (_, i) => Math.floor(i / 2)));
});
