/**
 * A make-believe training of a small image classifier: pure, so that the demo writes days of it at once and `--live` plays it
 * at the pace of a clock. What is drawn at a step depends on the seed and the step only: a training restarted from a checkpoint
 * goes the same way again, a little apart.
 */
import type { Histogram } from './events.js';
import type { Picture } from './png.js';
import { seededRandom } from './random.js';

export interface Hyperparameters {
  readonly learningRate: number;
  readonly batchSize: number;
  /** Steps of the whole training; the schedule ends there. */
  readonly steps: number;
  /** Step at which the loss begins to run away, never by default. */
  readonly divergesAt?: number;
}

/** Scalar tags, in the order of `Measured.scalars`. */
export const trainTags = ['loss/train', 'accuracy/train', 'optim/learning_rate', 'optim/grad_norm', 'speed/images_per_s'] as const;
export const validTags = ['loss/val', 'accuracy/val'] as const;

export class Training {
  readonly hyperparameters: Hyperparameters;
  readonly #seed: number;
  readonly #floor: number;

  constructor(hyperparameters: Hyperparameters, seed: number) {
    this.hyperparameters = hyperparameters;
    this.#seed = seed;
    this.#floor = 0.05 + 0.1 * seededRandom(seed).uniform();
  }

  /** One value for each of `trainTags`. `attempt` numbers the starts of a job that was preempted; each draws noise of its own. */
  train(step: number, attempt = 0): number[] {
    const random = this.#random(step, attempt);
    const { batchSize, divergesAt = Infinity } = this.hyperparameters;
    const noise = 1 + (0.9 / Math.sqrt(batchSize)) * random.normal();
    const loss = this.#runaway(this.#loss(step) * noise, step);
    const gradient = step >= divergesAt ? loss * loss : (0.3 + 1.5 * loss) * Math.abs(1 + 0.4 * random.normal());
    const accuracy = Number.isFinite(loss) ? clamp(this.#accuracy(step) + 0.03 * random.normal()) : 0.1;
    const speed = batchSize * 12 * (random.uniform() < 0.01 ? 0.4 : 1) * (1 + 0.03 * random.normal());
    return [loss, accuracy, this.learningRate(step), gradient, speed];
  }

  /** One value for each of `validTags`; past two thirds of the training the loss on unseen images creeps up again. */
  valid(step: number, attempt = 0): number[] {
    const random = this.#random(step, attempt + 1000);
    const overfit = 0.25 * Math.max(0, step / this.hyperparameters.steps - 0.66);
    const loss = this.#runaway(this.#loss(step) * 1.08 + overfit + 0.01 * random.normal(), step);
    return [loss, Number.isFinite(loss) ? clamp(this.#accuracy(step) - 0.03 - 0.1 * overfit + 0.004 * random.normal()) : 0.1];
  }

  /** Linear warm-up over the first 5 %, then half a cosine down to nothing. */
  learningRate(step: number): number {
    const { learningRate, steps } = this.hyperparameters;
    const warmup = steps * 0.05;
    if (step < warmup) return (learningRate * (step + 1)) / warmup;
    return (learningRate / 2) * (1 + Math.cos((Math.PI * (step - warmup)) / (steps - warmup)));
  }

  /** Weights of a layer: a bell that widens as training goes on. */
  weights(step: number, layer: number): Histogram {
    const width = 0.04 * (1 + layer) * (1 + (2 * step) / this.hyperparameters.steps);
    const random = this.#random(step, 2000 + layer);
    const limits = Array.from({ length: 31 }, (_, i) => width * (-3 + 0.2 * i));
    const counts = limits.map((limit) => Math.max(0, Math.round(400 * Math.exp(-0.5 * (limit / width - 0.1) ** 2) * (1 + 0.05 * random.normal()))));
    const num = counts.reduce((a, b) => a + b, 0);
    const sum = counts.reduce((total, count, i) => total + count * (limits[i]! - 0.1 * width), 0);
    return { min: -3.2 * width, max: 3 * width, num, sum, sumSquares: num * width * width, limits, counts };
  }

  /** The confusion matrix of ten classes, 10 × 10 fields of 12 pixels: the diagonal brightens as accuracy grows. */
  confusion(step: number): Picture {
    const side = 120;
    const rgb = new Uint8Array(side * side * 3);
    const random = this.#random(step, 3000);
    const accuracy = this.#accuracy(step);
    for (let row = 0; row < 10; row++) {
      for (let column = 0; column < 10; column++) {
        const share = row === column ? accuracy : (1 - accuracy) * random.uniform() * 0.5;
        paint(rgb, side, { x: column * 12, y: row * 12, share });
      }
    }
    return { width: side, height: side, rgb };
  }

  #loss(step: number): number {
    const { steps, learningRate } = this.hyperparameters;
    // The best rate is 0.1; further away on either side it goes slower.
    const pace = steps * 0.08 * (1 + Math.abs(Math.log10(learningRate / 0.1)));
    return this.#floor + 2.25 * Math.exp(-step / pace) * 0.7 + 0.68 / (1 + step / pace);
  }

  #accuracy(step: number): number {
    return clamp(1 - 0.9 * Math.tanh(this.#loss(step) / 2.3));
  }

  /** Doubles every few steps past the point of divergence, then overflows to infinity and stays NaN. */
  #runaway(loss: number, step: number): number {
    const { divergesAt = Infinity } = this.hyperparameters;
    if (step < divergesAt) return loss;
    const grown = loss * 2 ** ((step - divergesAt) / 4);
    if (grown < 3e38) return grown;
    return grown < 1e40 ? Infinity : NaN;
  }

  #random(step: number, stream: number) {
    return seededRandom(this.#seed).fork(`${stream}/${step}`);
  }
}

const clamp = (share: number): number => Math.min(1, Math.max(0, share));

/** A field of the matrix, from night blue to yellow. */
function paint(rgb: Uint8Array, side: number, { x, y, share }: { x: number; y: number; share: number }): void {
  for (let dy = 0; dy < 11; dy++) {
    for (let dx = 0; dx < 11; dx++) rgb.set([40 + 213 * share, 20 + 211 * share, 84 - 47 * share], ((y + dy) * side + x + dx) * 3);
  }
}
