/**
 * Chooses the kernel's parameters: the maximum a posteriori of the log marginal likelihood, from several starts.
 *
 * Priors, over standardised targets and features in the unit cube:
 * - length scales log-normal about √2 + ½ log d with deviation √3, which expects smoother functions the more
 *   hyperparameters there are (Hvarfner, Hellsten and Nardi, *Vanilla Bayesian optimization performs great in high dimensions*, 2024);
 * - variance log-normal about 1; noise log-normal about e⁻⁶, broad enough for exact and for very noisy metrics.
 */
import type { Random } from './random.js';
import { logLikelihoodGradient, type Kernel, type Observations } from './gaussian-process.js';
import { maximise } from './maximise.js';

export interface FitOptions {
  readonly random: Random;
  /** Number of starts; the first is always the prior's centre. Default 3. */
  readonly starts?: number;
  /** Start here only, and stay near: for a model of almost the same observations. */
  readonly from?: Kernel;
}

/** Evaluations of the likelihood a start, and after a start that is nearly there. */
const EVALUATIONS = 40;
const FEW_EVALUATIONS = 10;

/** Observations used for fitting; a random part of more. The cube of 100 is a few milliseconds, of 1,000 a second. */
const MOST_OBSERVATIONS = 100;

interface Prior {
  readonly mean: number;
  readonly deviation: number;
}

/** The kernel that explains the observations best. With fewer than two observations: the prior's centre. */
export function fitKernel(observations: Observations, { random, starts = 3, from }: FitOptions): Kernel {
  const groups = new Set(Array.from(observations.groups)).size;
  const lengthScale: Prior = { mean: Math.SQRT2 + 0.5 * Math.log(Math.max(groups, 1)), deviation: Math.sqrt(3) };
  // The density of a log-normal length scale has its mode at exp(mean − deviation²): the extra −log below.
  const scaleMode = lengthScale.mean - lengthScale.deviation ** 2;
  const priors: Prior[] = [{ mean: 0, deviation: 1 }, { mean: -6, deviation: 2 }];
  const count = 1 + Math.max(...Array.from(observations.groups), 0);
  const centre = Float64Array.of(0, -6, ...new Array<number>(count).fill(scaleMode));
  if (observations.targets.length < 2) return kernelOf(centre);

  const sample = someOf(observations, random);
  const objective = (point: Float64Array): { value: number; gradient: Float64Array } => {
    if (point.some((x) => Math.abs(x) > 15)) return { value: -Infinity, gradient: new Float64Array(point.length) };
    const { value, gradient } = logLikelihoodGradient(kernelOf(point), sample);
    let total = value;
    for (let i = 0; i < point.length; i++) {
      const { mean, deviation } = priors[i] ?? lengthScale;
      const away = (point[i] ?? 0) - mean;
      total -= (away * away) / (2 * deviation * deviation) + (i < 2 ? 0 : (point[i] ?? 0));
      gradient[i] = (gradient[i] ?? 0) - away / (deviation * deviation) - (i < 2 ? 0 : 1);
    }
    return { value: total, gradient };
  };

  if (from) {
    const near = Float64Array.of(from.variance, from.noise, ...from.lengthScales).map(Math.log);
    return kernelOf(maximise(objective, near, { evaluations: FEW_EVALUATIONS, tolerance: 1e-2 }).point);
  }
  let best: { point: Float64Array; value: number } = { point: centre, value: -Infinity };
  for (let start = 0; start < starts; start++) {
    const point = start === 0 ? centre : centre.map((x, i) => x + random.normal() * (i === 1 ? 2 : 1));
    const found = maximise(objective, point, { evaluations: EVALUATIONS, tolerance: 1e-3 });
    if (found.value > best.value) best = found;
  }
  return kernelOf(best.point);
}

function kernelOf(point: Float64Array): Kernel {
  const [variance = 1, noise = 1, ...lengthScales] = Array.from(point, Math.exp);
  return { variance, noise, lengthScales };
}

function someOf(observations: Observations, random: Random): Observations {
  const { features, targets, groups } = observations;
  if (targets.length <= MOST_OBSERVATIONS) return observations;
  const order = features.map((_, i) => i);
  for (let i = 0; i < MOST_OBSERVATIONS; i++) {
    const j = i + random.below(order.length - i);
    [order[i], order[j]] = [order[j] as number, order[i] as number];
  }
  const chosen = order.slice(0, MOST_OBSERVATIONS);
  return { features: chosen.map((i) => features[i] as Float64Array), targets: Float64Array.from(chosen, (i) => targets[i] ?? 0), groups };
}
