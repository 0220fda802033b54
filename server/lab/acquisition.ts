/**
 * How much a trial is worth, given what the model expects of it: the mean and standard deviation of the metric, both
 * in the direction where higher is better. Higher is better here, too.
 *
 * - *Expected improvement* (Mockus 1975; Jones, Schonlau and Welch 1998): by how much the best so far is expected to
 *   be beaten. In its logarithm, which keeps its order where the value itself is below the smallest double (Ament et al. 2023).
 * - *Upper confidence bound* (Srinivas et al. 2010): mean + kappa · deviation, optimism.
 * - *Probability of improvement* (Kushner 1964): how likely the best so far is beaten by more than `margin`.
 */
import { logNormalCumulative, millsRatio, normalCumulative, normalDensity } from './normal.js';

export type AcquisitionName = 'expected-improvement' | 'upper-confidence-bound' | 'probability-of-improvement';

/** What an acquisition function judges by. `best`: the value to beat. */
export interface Prediction {
  readonly mean: number;
  readonly deviation: number;
}

/** Expected amount by which `best + margin` is exceeded; 0 for certain losers, exact for deviation 0. */
export function expectedImprovement({ mean, deviation }: Prediction, best: number, margin = 0): number {
  const gain = mean - best - margin;
  if (!(deviation > 0)) return Math.max(gain, 0);
  const z = gain / deviation;
  return deviation * positivePart(z);
}

/** Logarithm of `expectedImprovement`, finite for every positive deviation. -Infinity for deviation 0 without gain. */
export function logExpectedImprovement({ mean, deviation }: Prediction, best: number, margin = 0): number {
  const gain = mean - best - margin;
  if (!(deviation > 0)) return gain > 0 ? Math.log(gain) : -Infinity;
  return Math.log(deviation) + logPositivePart(gain / deviation);
}

/** φ(z) + z Φ(z): the mean of max(Z, 0) for Z normal about z with deviation 1. */
const positivePart = (z: number): number => (z < -3 ? Math.exp(logPositivePart(z)) : normalDensity(z) + z * normalCumulative(z));

/**
 * log(φ(z) + z Φ(z)). Below -3 the sum cancels: φ(z) (1 − |z| m(|z|)) with m the Mills ratio, whose own cancellation for
 * large |z| is avoided by its asymptotic series 1/z² − 3/z⁴ + 15/z⁶ − 105/z⁸.
 */
function logPositivePart(z: number): number {
  if (z > -3) return Math.log(normalDensity(z) + z * normalCumulative(z));
  const logDensity = -0.5 * z * z - 0.5 * Math.log(2 * Math.PI);
  const square = z * z;
  const factor = z > -60 ? 1 + z * millsRatio(-z) : (1 - 3 / square + 15 / square ** 2 - 105 / square ** 3) / square;
  return logDensity + Math.log(factor);
}

/** mean + kappa · deviation. */
export const upperConfidenceBound = ({ mean, deviation }: Prediction, kappa: number): number => mean + kappa * deviation;

/** Probability that the value exceeds `best + margin`; 0 or 1 for deviation 0. */
export function probabilityOfImprovement({ mean, deviation }: Prediction, best: number, margin = 0): number {
  const gain = mean - best - margin;
  if (!(deviation > 0)) return gain > 0 ? 1 : 0;
  return normalCumulative(gain / deviation);
}

/** Logarithm of `probabilityOfImprovement`, which orders trials that are all hopeless. */
export function logProbabilityOfImprovement({ mean, deviation }: Prediction, best: number, margin = 0): number {
  const gain = mean - best - margin;
  if (!(deviation > 0)) return gain > 0 ? 0 : -Infinity;
  return logNormalCumulative(gain / deviation);
}
