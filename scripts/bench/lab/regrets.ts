/** How far from the minimum a strategy still is after some evaluations, one number a seed. */
import { gridOf } from '../../../server/lab/grid.js';
import { suggest, type Trial } from '../../../server/lab/suggest.js';
import type { TestFunction } from './functions.js';

export const EVALUATIONS = 50;
export const SEEDS = 20;

/** Asks for one proposal at a time, as a training script does. */
export function regretOf({ space, value, minimum }: TestFunction, { strategy, seed }: { readonly strategy: 'random' | 'bayes'; readonly seed: number }): number {
  const trials: Trial[] = [];
  // Random proposals are one sequence, so they may come at once.
  const count = strategy === 'random' ? EVALUATIONS : 1;
  while (trials.length < EVALUATIONS) {
    const { suggestions } = suggest({ space, trials, goal: 'minimize', strategy, count, seed });
    for (const { configuration } of suggestions) trials.push({ configuration, value: value(configuration, seed) });
  }
  return best(trials) - minimum;
}

/** The largest grid of equally many values of each parameter that has no more points than evaluations. */
export function gridRegretOf({ space, value, minimum }: TestFunction, seed: number): number {
  const points = Math.floor(EVALUATIONS ** (1 / space.parameters.length));
  return best([...gridOf(space, points)].map((configuration) => ({ configuration, value: value(configuration, seed) }))) - minimum;
}

const best = (trials: readonly Trial[]): number => trials.reduce((low, { value }) => Math.min(low, value ?? Infinity), Infinity);
