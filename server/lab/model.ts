/**
 * A model of the metric over a search space: trials in, predictions out. Inside, the metric is standardised and turned so
 * that higher is better; `inMetric` turns a prediction back.
 */
import type { Prediction } from './acquisition.js';
import { fitKernel } from './fit.js';
import { condition, standardise, type Kernel, type Posterior } from './gaussian-process.js';
import type { Random } from './random.js';
import { featureGroups, featuresOf, type Configuration, type SearchSpace } from './space.js';
import type { SuggestRequest, Trial } from './suggest.js';

export interface Model {
  /** Standardised, higher is better. */
  predict(configuration: Configuration): Prediction;
  predictMany(configurations: readonly Configuration[]): Prediction[];
  /** The mean of `predict`, for much less. */
  mean(configuration: Configuration): number;
  /** The best standardised value so far, as the model sees it: the highest mean at a tried configuration (noise smoothed out). */
  readonly best: number;
  /** Standard deviation of the metric: what one unit inside is worth. */
  readonly scale: number;
  /** Deviation where nothing is known. */
  readonly priorDeviation: number;
  readonly kernel: Kernel;
  /** A prediction in the metric's own unit and direction. */
  inMetric(prediction: Prediction): Prediction;
  /** The model after a trial there that ended just as expected. */
  believing(configuration: Configuration): Model;
}

/** Trials that the posterior is conditioned on by default: the better half of so many, and an even part of the rest. */
const MOST_TRIALS = 400;

export interface ModelOptions {
  /** A kernel to start from: that of a model of almost the same trials. */
  readonly from?: Kernel;
  /** Most trials to condition on. */
  readonly most?: number;
}

/**
 * Fits a model to the finished trials. Failed and diverged ones count as the worst value seen: they say "not here" without
 * their NaN or 1e30 bending the scale.
 */
export function createModel({ space, trials, goal }: Pick<SuggestRequest, 'space' | 'trials' | 'goal'>, random: Random, options: ModelOptions = {}): Model {
  const sign = goal === 'maximize' ? 1 : -1;
  const ended = mostTelling(trials, { sign, most: options.most ?? MOST_TRIALS });
  const finite = ended.flatMap(({ value }) => (Number.isFinite(value) ? [sign * (value as number)] : []));
  const worst = finite.reduce((a, b) => Math.min(a, b), Infinity);
  const raw = Float64Array.from(ended, ({ value }) => (Number.isFinite(value) ? sign * (value as number) : Number.isFinite(worst) ? worst : 0));
  const { targets, mean, deviation } = standardise(raw);
  const observations = { features: ended.map(({ configuration }) => featuresOf(space, configuration)), targets, groups: featureGroups(space) };
  const { from } = options;
  const posterior = condition(fitKernel(observations, from ? { random, from } : { random }), observations);
  const best = observations.features.reduce((high, features) => Math.max(high, posterior.mean(features)), -Infinity);
  return modelOf(posterior, { space, best, scale: deviation, toMetric: (x) => sign * (x * deviation + mean) });
}

interface Frame {
  readonly space: SearchSpace;
  readonly best: number;
  readonly scale: number;
  readonly toMetric: (standardised: number) => number;
}

function modelOf(posterior: Posterior, frame: Frame): Model {
  const predict = (configuration: Configuration): Prediction => posterior.predict(featuresOf(frame.space, configuration));
  return {
    predict,
    predictMany: (configurations) => posterior.predictMany(configurations.map((configuration) => featuresOf(frame.space, configuration))),
    mean: (configuration) => posterior.mean(featuresOf(frame.space, configuration)),
    best: frame.best,
    scale: frame.scale,
    priorDeviation: Math.sqrt(posterior.kernel.variance),
    kernel: posterior.kernel,
    inMetric: ({ mean, deviation }) => ({ mean: frame.toMetric(mean), deviation: deviation * frame.scale }),
    believing: (configuration) => modelOf(posterior.with(featuresOf(frame.space, configuration), posterior.mean(featuresOf(frame.space, configuration))), frame),
  };
}

function mostTelling(trials: readonly Trial[], { sign, most }: { readonly sign: number; readonly most: number }): Trial[] {
  const ended = trials.filter(({ value }) => value !== null);
  if (ended.length <= most) return ended;
  const rank = ({ value }: Trial): number => (Number.isFinite(value) ? sign * (value as number) : -Infinity);
  const sorted = [...ended].sort((a, b) => (rank(b) > rank(a) ? 1 : rank(b) < rank(a) ? -1 : 0));
  const half = Math.floor(most / 2);
  const rest = sorted.slice(half);
  return [...sorted.slice(0, half), ...Array.from({ length: half }, (_, i) => rest[Math.floor((i * rest.length) / half)] as Trial)];
}
