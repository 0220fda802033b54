/**
 * How much of the metric's variation over the search space each hyperparameter is responsible for, by the model: Sobol
 * indices (Saltelli et al., *Variance based sensitivity analysis of model output*, 2010, table 2; Jansen's total index).
 *
 * - `main`: the part explained by the hyperparameter alone;
 * - `total`: with all interactions it takes part in. Main parts sum to at most 1, totals to at least 1.
 *
 * The uncertainty comes from what the trials leave open: the indices are computed again for models that each saw a
 * random sample of the trials (bootstrap), and their spread is given.
 */
import { createModel } from './model.js';
import { createRandom } from './random.js';
import { sobol } from './sobol.js';
import { configurationAt, type SearchSpace } from './space.js';
import type { SuggestRequest, Trial } from './suggest.js';

export interface Importance {
  readonly parameter: string;
  readonly main: number;
  readonly total: number;
  /** Standard deviation of `total` among the resampled models. */
  readonly uncertainty: number;
}

const BASE_POINTS = 256;
const RESAMPLES = 8;
/** Trials each resampled model is conditioned on: enough for a spread. */
const RESAMPLED_TRIALS = 200;
/** Variance of a standardised metric below which it is constant, but for rounding. */
const FLAT = 1e-12;

/**
 * Importance of each parameter, most important first. Empty with fewer than four finished trials: the answer would
 * be the prior's. Deterministic for a seed.
 */
export function importance(request: Pick<SuggestRequest, 'space' | 'trials' | 'goal' | 'seed'>): Importance[] {
  const { space, trials, goal, seed } = request;
  const finished = trials.filter(({ value }) => value !== null && Number.isFinite(value));
  if (finished.length < 4) return [];
  const random = createRandom(seed);
  const model = createModel({ space, trials: finished, goal }, random);
  const whole = indices(space, model);
  const resampled = Array.from({ length: RESAMPLES }, () => {
    const sample = finished.map(() => finished[random.below(finished.length)] as Trial);
    return indices(space, createModel({ space, trials: sample, goal }, random, { from: model.kernel, most: RESAMPLED_TRIALS }));
  });
  return space.parameters
    .map(({ name }, i) => {
      const totals = resampled.map(({ total }) => total[i] ?? 0);
      const mean = totals.reduce((sum, x) => sum + x, 0) / totals.length;
      const variance = totals.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (totals.length - 1);
      return { parameter: name, main: whole.main[i] ?? 0, total: whole.total[i] ?? 0, uncertainty: Math.sqrt(variance) };
    })
    .sort((a, b) => b.total - a.total);
}

interface Indices {
  readonly main: readonly number[];
  readonly total: readonly number[];
}

function indices(space: SearchSpace, model: ReturnType<typeof createModel>): Indices {
  const dimensions = space.parameters.length;
  const points = sobol(2 * dimensions, 0, BASE_POINTS, 1);
  const valueOf = (units: Float64Array): number => model.mean(configurationAt(space, units));
  const a = points.map((point) => point.slice(0, dimensions));
  const b = points.map((point) => point.slice(dimensions));
  const fa = a.map(valueOf);
  const fb = b.map(valueOf);
  const all = [...fa, ...fb];
  const mean = all.reduce((sum, x) => sum + x, 0) / all.length;
  const variance = all.reduce((sum, x) => sum + (x - mean) ** 2, 0) / all.length;
  const main: number[] = [];
  const total: number[] = [];
  for (let i = 0; i < dimensions; i++) {
    let alone = 0;
    let together = 0;
    for (let k = 0; k < BASE_POINTS; k++) {
      const mixed = (a[k] as Float64Array).slice();
      mixed[i] = b[k]?.[i] ?? 0;
      const f = valueOf(mixed);
      alone += ((fb[k] ?? 0) - mean) * (f - (fa[k] ?? 0));
      together += (f - (fa[k] ?? 0)) ** 2;
    }
    const share = (sum: number): number => (variance > FLAT ? Math.min(Math.max(sum / BASE_POINTS / variance, 0), 1) : 0);
    main.push(share(alone));
    total.push(share(together / 2));
  }
  return { main, total };
}
