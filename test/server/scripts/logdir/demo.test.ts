import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeDemo } from '../../../../scripts/logdir/demo.js';
import { decodePng } from '../../../../scripts/bench/screenshot.js';
import { eventFiles, readEvents, readScalars } from './read-events.js';

const now = 1_760_000_000;
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ridgeline-scripts-'));
  writeDemo(folder, { seed: 1, now, scale: 0.05 });
});
afterAll(() => rmSync(folder, { recursive: true }));

const filesOf = (run: string): string[] => eventFiles(join(folder, run)).map((file) => join(folder, run, file));

test('all wall times lie before now and grow within a file', () => {
  for (const file of filesOf('.')) {
    const times = readEvents(file).map(({ wallTime }) => wallTime ?? 0);
    expect(Math.max(...times.slice(-5))).toBeLessThan(now);
    expect([...times].sort((a, b) => a - b)).toEqual(times);
  }
});

test('the diverging run runs away, the others do not', () => {
  const lastLoss = (run: string) => readScalars(filesOf(run)[0]!).get('loss/train')!.at(-1)![1];
  expect(lastLoss('diverging')).toBeGreaterThan(100);
  for (const run of ['baseline', 'wide', 'long']) expect(lastLoss(run)).toBeLessThan(1);
});

test('the preempted run has two files, and the second begins below the end of the first', () => {
  const [first = '', second = ''] = filesOf('restarted');
  const steps = (file: string) => readScalars(file).get('loss/train')!.map(([step]) => step);
  expect(filesOf('restarted')).toHaveLength(2);
  expect(steps(second)[0]).toBeGreaterThan(0);
  expect(steps(second)[0]).toBeLessThan(steps(first).at(-1)!);
  expect(steps(second).at(-1)).toBeGreaterThan(steps(first).at(-1)!);
});

test('runs are nested, and the baseline has texts, images and histograms', () => {
  expect(eventFiles(folder).some((file) => file.startsWith('sweep/lr=0.3/batch=256/'))).toBe(true);
  const values = filesOf('baseline').flatMap(readEvents).flatMap(({ summary }) => summary?.value ?? []);
  const text = values.find(({ tag }) => tag === 'hyperparameters/text_summary')!;
  expect(text.metadata?.pluginData?.pluginName).toBe('text');
  expect(Buffer.from(text.tensor!.stringVal![0]!).toString()).toContain('| learning rate | 0.1 |');
  const image = values.find(({ tag }) => tag === 'confusion_matrix')!.image!;
  const picture = decodePng(image.encodedImageString!);
  expect([picture.width, picture.height]).toEqual([image.width, image.height]);
  const histogram = values.find(({ tag }) => tag === 'weights/conv1')!.histo!;
  expect(histogram.bucketLimit).toHaveLength(histogram.bucket!.length);
  expect(histogram.bucket!.reduce((a, b) => a + b, 0)).toBe(histogram.num);
});
