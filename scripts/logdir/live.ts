/** Trainings that go on while one watches: each call of `advance` writes what the seconds since the last one brought, and flushes. */
import { join } from 'node:path';
import { addStep, openRunFile } from './demo.js';
import type { EventFile } from './event-file.js';
import { seededRandom } from './random.js';
import { Training } from './training.js';

export interface LiveOptions {
  readonly seed: number;
  readonly runs: number;
  /** Steps a second and run. */
  readonly rate: number;
  /** Seconds since the epoch: when they start. */
  readonly now: number;
}

/** Every so many steps the second run is preempted and begins again at a checkpoint some steps back, in a new file. */
const PREEMPTED_EVERY = 600;
const CHECKPOINT_BEHIND = 80;
/** After so many steps a run is done and begins a new one of the next number. */
const STEPS = 6000;

interface LiveRun {
  readonly index: number;
  training: Training;
  folder: string;
  file: EventFile;
  step: number;
  attempt: number;
  preemptedAt: number;
  /** Steps owed by the clock, with their fraction. */
  owed: number;
}

export class LiveRuns {
  readonly #logdir: string;
  readonly #options: LiveOptions;
  readonly #runs: LiveRun[];
  #time: number;
  #begun = 0;

  constructor(logdir: string, options: LiveOptions) {
    this.#logdir = logdir;
    this.#options = options;
    this.#time = options.now;
    this.#runs = Array.from({ length: options.runs }, (_, index) => this.#begin(index, options.now));
  }

  /** Writes the steps between the last call and `now` (seconds since the epoch), and flushes every file, as a writer with a short flush interval does. */
  advance(now: number): void {
    const elapsed = Math.max(0, now - this.#time);
    for (const [i, run] of this.#runs.entries()) {
      run.owed += elapsed * this.#options.rate;
      const steps = Math.floor(run.owed);
      run.owed -= steps;
      for (let k = 1; k <= steps; k++) this.#step(run, this.#time + (elapsed * k) / steps);
      run.file.flush();
      if (run.step < STEPS) continue;
      run.file.close();
      this.#runs[i] = this.#begin(run.index, now);
    }
    this.#time = now;
  }

  close(): void {
    for (const run of this.#runs) run.file.close();
  }

  #begin(index: number, now: number): LiveRun {
    const number = String(++this.#begun).padStart(2, '0');
    const learningRate = [0.1, 0.05, 0.2, 0.02][index % 4]!;
    const hyperparameters = { learningRate, batchSize: 64, steps: STEPS, ...(index % 4 === 2 ? { divergesAt: 2500 } : {}) };
    const seed = seededRandom(this.#options.seed).fork(`live/${number}`).uniform() * 2 ** 31;
    const folder = join(this.#logdir, 'live', `run-${number}`);
    const file = openRunFile(folder, now, 0);
    file.flush();
    return { index, training: new Training(hyperparameters, seed), folder, file, step: 0, attempt: 0, preemptedAt: 0, owed: 0 };
  }

  #step(run: LiveRun, wallTime: number): void {
    if (run.index === 1 && run.step - run.preemptedAt >= PREEMPTED_EVERY) {
      run.file.close();
      run.attempt++;
      run.step -= CHECKPOINT_BEHIND;
      run.preemptedAt = run.step;
      run.file = openRunFile(run.folder, wallTime, run.attempt);
    }
    addStep(run.file, run.training, { step: run.step++, attempt: run.attempt, wallTime, validEvery: 20 });
  }
}
