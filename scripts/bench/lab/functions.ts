/** Functions with a known minimum, to be found with few evaluations. `optuna_regrets.py` has the same. */
import type { Configuration, SearchSpace } from '../../../server/lab/space.js';

export interface TestFunction {
  readonly name: 'branin' | 'hartmann6' | 'one-input';
  readonly space: SearchSpace;
  readonly minimum: number;
  /** Some functions differ by seed, so that no grid is lucky. */
  value(at: Configuration, seed: number): number;
}

const real = (name: string, low: number, high: number) => ({ name, type: 'float' as const, low, high, log: false });

const branin: TestFunction = {
  name: 'branin',
  space: { parameters: [real('x', -5, 10), real('y', 0, 15)] },
  minimum: 0.39788735772973816,
  value(at) {
    const [x, y] = [Number(at['x']), Number(at['y'])];
    return (y - (5.1 / (4 * Math.PI ** 2)) * x ** 2 + (5 / Math.PI) * x - 6) ** 2 + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10;
  },
};

const ALPHA = [1, 1.2, 3, 3.2];
const A = [[10, 3, 17, 3.5, 1.7, 8], [0.05, 10, 17, 0.1, 8, 14], [3, 3.5, 1.7, 10, 17, 8], [17, 8, 0.05, 10, 0.1, 14]];
const P = [[1312, 1696, 5569, 124, 8283, 5886], [2329, 4135, 8307, 3736, 1004, 9991], [2348, 1451, 3522, 2883, 3047, 6650], [4047, 8828, 8732, 5743, 1091, 381]];

const hartmann6: TestFunction = {
  name: 'hartmann6',
  space: { parameters: Array.from({ length: 6 }, (_, i) => real(`x${i}`, 0, 1)) },
  minimum: -3.32236801141551,
  value: (at) => -ALPHA.reduce((sum, alpha, i) => sum + alpha * Math.exp(-(A[i] ?? []).reduce((s, a, j) => s + a * (Number(at[`x${j}`]) - (P[i]?.[j] ?? 0) / 1e4) ** 2, 0)), 0),
};

/** Depends on x alone: a dent of width 0.15 somewhere else for each seed. */
const oneInput: TestFunction = {
  name: 'one-input',
  space: { parameters: [real('x', 0, 1), real('y', 0, 1)] },
  minimum: -1,
  value: (at, seed) => -Math.exp(-(((Number(at['x']) - dent(seed)) / 0.15) ** 2)),
};

/** Evenly spread over [0.05, 0.95] by the golden ratio. */
const dent = (seed: number): number => 0.05 + 0.9 * ((0.5 + 0.6180339887498949 * seed) % 1);

export const functions: readonly TestFunction[] = [branin, hartmann6, oneInput];
