/** The demo log folder: what a person's own folder looks like after some days of work on a small image classifier. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { EventFile } from './event-file.js';
import { histogramEvent, imageEvent, textEvent } from './events.js';
import { encodePng } from './png.js';
import { seededRandom } from './random.js';
import { Training, trainTags, validTags, type Hyperparameters } from './training.js';

const DAY = 86_400;
const tags = [...trainTags, ...validTags];

export interface DemoOptions {
  readonly seed: number;
  /** Seconds since the epoch at which the newest of these runs ended. */
  readonly now: number;
  /** Shrinks every run, for tests: 1 writes the long run with its 200,000 steps. Default 1. */
  readonly scale?: number;
}

/** Writes the demo's finished runs below `logdir`. Same options, same bytes. */
export function writeDemo(logdir: string, { seed, now, scale = 1 }: DemoOptions): void {
  const steps = (full: number): number => Math.max(20, Math.round(full * scale));
  const write = (run: string, hyperparameters: Hyperparameters, options: Partial<RunOptions> = {}): void => {
    const number = seededRandom(seed).fork(run).uniform() * 2 ** 31;
    writeRun(join(logdir, run), new Training(hyperparameters, number), { start: now - DAY, secondsPerStep: 0.5, rich: false, ...options });
  };
  write('baseline', { learningRate: 0.1, batchSize: 64, steps: steps(3000) }, { start: now - 6 * DAY, rich: true });
  write('wide', { learningRate: 0.1, batchSize: 128, steps: steps(3000) }, { start: now - 5 * DAY, rich: true });
  write('diverging', { learningRate: 3, batchSize: 64, steps: steps(1500), divergesAt: steps(700) }, { start: now - 4.5 * DAY });
  const long = steps(200_000);
  write('long', { learningRate: 0.05, batchSize: 32, steps: long }, { start: now - 4 * DAY, secondsPerStep: (1.5 * DAY) / long });
  const preempted = steps(2400);
  const attempts = [
    { from: 0, to: Math.round(preempted * 0.6) },
    { from: Math.round(preempted * 0.5), to: preempted },
  ];
  write('restarted', { learningRate: 0.1, batchSize: 64, steps: preempted }, { start: now - 2 * DAY, attempts });
  for (const [i, learningRate] of [0.01, 0.03, 0.1, 0.3].entries()) {
    for (const [j, batchSize] of [32, 256].entries()) {
      const run = `sweep/lr=${learningRate}/batch=${batchSize}`;
      write(run, { learningRate, batchSize, steps: steps(1000) }, { start: now - DAY + (i * 2 + j) * 3600 });
    }
  }
}

interface RunOptions {
  /** Seconds since the epoch. */
  readonly start: number;
  readonly secondsPerStep: number;
  /** Also texts, images and histograms. */
  readonly rich: boolean;
  /** Starts of the job: each writes steps `from` up to, not including, `to` into a file of its own. Default: one, all steps. */
  readonly attempts?: readonly { readonly from: number; readonly to: number }[];
}

function writeRun(folder: string, training: Training, { start, secondsPerStep, rich, attempts }: RunOptions): void {
  const { steps } = training.hyperparameters;
  let time = start;
  for (const [attempt, { from, to }] of (attempts ?? [{ from: 0, to: steps }]).entries()) {
    // A preempted job waits a while for its next machine.
    time += attempt * 1800;
    const file = openRunFile(folder, time, attempt);
    if (rich) file.addEvent(textEvent('hyperparameters', { wallTime: time, step: 0 }, table(training.hyperparameters)));
    const random = seededRandom(Math.round(start) + attempt);
    for (let step = from; step < to; step++) {
      time += secondsPerStep * (0.9 + 0.2 * random.uniform());
      addStep(file, training, { step, attempt, wallTime: time, validEvery: Math.max(1, Math.round(steps / 60)) });
      if (rich && step % Math.max(1, Math.round(steps / 30)) === 0) addRich(file, training, step, time + 3e-4);
    }
    file.close();
  }
}

/** A new event file of a run; `attempt` numbers the job's starts. Names sort in the order of their starts. */
export function openRunFile(folder: string, wallTime: number, attempt: number): EventFile {
  mkdirSync(folder, { recursive: true });
  return new EventFile(join(folder, `events.out.tfevents.${Math.floor(wallTime)}.gpu-box.${2100 + attempt}.0`), tags, wallTime);
}

/** One step of training, and every `validEvery` steps a pass over the validation set. */
export function addStep(
  file: EventFile,
  training: Training,
  { step, attempt, wallTime, validEvery }: { step: number; attempt: number; wallTime: number; validEvery: number },
): void {
  for (const [tag, value] of training.train(step, attempt).entries()) file.addScalar(tag, step, wallTime + tag * 2e-5, value);
  if (step % validEvery !== 0) return;
  for (const [tag, value] of training.valid(step, attempt).entries()) {
    file.addScalar(trainTags.length + tag, step, wallTime + 2e-4 + tag * 2e-5, value);
  }
}

function addRich(file: EventFile, training: Training, step: number, wallTime: number): void {
  for (const layer of [0, 1, 2]) file.addEvent(histogramEvent(`weights/conv${layer + 1}`, { wallTime, step }, training.weights(step, layer)));
  const picture = training.confusion(step);
  file.addEvent(imageEvent('confusion_matrix', { wallTime, step }, { ...picture, png: encodePng(picture) }));
}

const table = ({ learningRate, batchSize, steps }: Hyperparameters): string =>
  `| hyperparameter | value |\n|---|---|\n| learning rate | ${learningRate} |\n| batch size | ${batchSize} |\n| steps | ${steps} |\n`;
