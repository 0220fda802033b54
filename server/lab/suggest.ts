/**
 * Proposes the next trials from those so far. Pure and seeded: the page, HTTP and the command line all call this, and
 * the same request gives the same answer.
 */
import { logExpectedImprovement, logProbabilityOfImprovement, upperConfidenceBound, expectedImprovement, type AcquisitionName, type Prediction } from './acquisition.js';
import { gridOf, gridSize, MOST_COMBINATIONS } from './grid.js';
import { createModel, type Model } from './model.js';
import { createRandom, type Random } from './random.js';
import { searchAcquisition } from './search-acquisition.js';
import { sobol } from './sobol.js';
import { configurationAt, configurationKey, featuresOf, type Configuration, type SearchSpace } from './space.js';

/** A trial so far. `value` is the metric; null while it runs; NaN or infinite when it failed or diverged. */
export interface Trial {
  readonly configuration: Configuration;
  readonly value: number | null;
}

export type Goal = 'maximize' | 'minimize';
export type Strategy = 'grid' | 'random' | 'quasi-random' | 'bayes';

export interface SuggestRequest {
  readonly space: SearchSpace;
  readonly trials: readonly Trial[];
  readonly goal: Goal;
  readonly strategy: Strategy;
  /** How many proposals, at least 1. */
  readonly count: number;
  readonly seed: number;
  /** For `bayes`; default expected improvement. */
  readonly acquisition?: AcquisitionName;
  /** For `bayes`: 0 trusts the mean, 1 the uncertainty; default 0.5, the textbook's form. */
  readonly exploration?: number;
  /** For `grid`: values of each numeric parameter; default 5. */
  readonly gridPoints?: number;
  /** The model of just these trials and this seed, where it was made before; else it is made. */
  readonly model?: Model;
}

/** Why a configuration is proposed. */
export type Reason = 'exploits' | 'explores' | 'grid' | 'random' | 'fills';

export interface Suggestion {
  readonly configuration: Configuration;
  /** The metric as the model expects it, in its own unit; null without a model. */
  readonly predicted: Prediction | null;
  /** By how much the best so far is expected to be beaten, in the metric's unit; null without a model. */
  readonly expectedImprovement: number | null;
  /** The trial most like it (its index), and how far away in features; null without trials. */
  readonly nearest: { readonly trial: number; readonly distance: number } | null;
  readonly reason: Reason;
}

export interface SuggestAnswer {
  readonly suggestions: readonly Suggestion[];
  /** The strategy that was really used: `bayes` falls back to `quasi-random` while there is too little to learn from. */
  readonly strategy: Strategy;
  /** One sentence when something about the answer needs saying, else ''. */
  readonly note: string;
  /** What `bayes` learnt, before it believes anything of running trials. */
  readonly model: Model | null;
}

/** Proposes up to `count` configurations that differ from each other; fewer only when the space has no more. */
export function suggest(request: SuggestRequest): SuggestAnswer {
  const random = createRandom(request.seed);
  switch (request.strategy) {
    case 'grid':
      return fromGrid(request);
    case 'random':
      return plain(request, 'random', uniform(request.space, random), '');
    case 'quasi-random':
      return plain(request, 'quasi-random', even(request), '');
    case 'bayes': {
      const finished = request.trials.filter(({ value }) => value !== null && Number.isFinite(value)).length;
      const needed = Math.min(4 + request.space.parameters.length, 10);
      if (finished >= needed) return fromModel(request);
      const note = `${finished} of at least ${needed} finished trials: proposals spread evenly until a model can learn from them`;
      return plain(request, 'quasi-random', even(request), note);
    }
  }
}

function* uniform(space: SearchSpace, random: Random): Generator<Configuration> {
  for (;;) yield configurationAt(space, Float64Array.from(space.parameters, () => random.next()));
}

/** Goes on in the sequence where the trials so far have left off, so that asking one at a time is as even as asking for all. */
function* even({ space, trials, seed }: SuggestRequest): Generator<Configuration> {
  for (let i = trials.length; ; i++) {
    const [units] = sobol(space.parameters.length, i, 1, seed);
    if (units) yield configurationAt(space, units);
  }
}

function plain(request: SuggestRequest, strategy: Strategy, source: Iterable<Configuration>, note: string): SuggestAnswer {
  const reason = strategy === 'random' ? 'random' : 'fills';
  const tried = keysOf(request);
  const configurations: Configuration[] = [];
  let repeats = 0;
  for (const configuration of source) {
    if (configurations.length === request.count) break;
    const key = configurationKey(request.space, configuration);
    if (tried.has(key) && ++repeats < 1000) continue; // a small space may have nothing new left
    if (repeats >= 1000) break;
    tried.add(key);
    configurations.push(configuration);
  }
  return answer(request, { strategy, reason, configurations, note });
}

function fromGrid(request: SuggestRequest): SuggestAnswer {
  const { space, count, gridPoints = 5 } = request;
  const tried = keysOf(request);
  const configurations: Configuration[] = [];
  let left = 0;
  for (const configuration of gridOf(space, gridPoints)) {
    if (tried.has(configurationKey(space, configuration))) continue;
    left++;
    if (configurations.length < count) configurations.push(configuration);
  }
  const size = gridSize(space, gridPoints);
  const note =
    size > MOST_COMBINATIONS
      ? `the grid has ${size} combinations, only the first ${MOST_COMBINATIONS} are gone through`
      : `${left} of ${size} combinations of the grid are untried`;
  return answer(request, { strategy: 'grid', reason: 'grid', configurations, note });
}

const keysOf = ({ space, trials }: SuggestRequest): Set<string> =>
  new Set(trials.map(({ configuration }) => configurationKey(space, configuration)));

interface Plain {
  readonly strategy: Strategy;
  readonly reason: Reason;
  readonly configurations: readonly Configuration[];
  readonly note: string;
}

function answer(request: SuggestRequest, { strategy, reason, configurations, note }: Plain): SuggestAnswer {
  const suggestions = configurations.map((configuration) => ({
    configuration,
    predicted: null,
    expectedImprovement: null,
    nearest: nearestTrial(request, configuration),
    reason,
  }));
  return { suggestions, strategy, note, model: null };
}

function nearestTrial({ space, trials }: SuggestRequest, configuration: Configuration): Suggestion['nearest'] {
  const at = featuresOf(space, configuration);
  let nearest: Suggestion['nearest'] = null;
  trials.forEach((trial, i) => {
    const other = featuresOf(space, trial.configuration);
    const distance = Math.hypot(...at.map((x, f) => x - (other[f] ?? 0)));
    if (!nearest || distance < nearest.distance) nearest = { trial: i, distance };
  });
  return nearest;
}

/** Up to so many proposals are each looked for as hard as one; more share the time. */
const FULL_EFFORT = 4;
/** So many of the best trials are looked around for the next. */
const LOOKED_AROUND = 4;

function bestOf({ trials, goal }: SuggestRequest, count: number): Configuration[] {
  const sign = goal === 'maximize' ? 1 : -1;
  const finite = trials.filter(({ value }) => value !== null && Number.isFinite(value));
  return [...finite].sort((a, b) => sign * ((b.value as number) - (a.value as number))).slice(0, count).map(({ configuration }) => configuration);
}

function fromModel(request: SuggestRequest): SuggestAnswer {
  const { space, acquisition = 'expected-improvement', exploration = 0.5 } = request;
  const learnt = request.model ?? createModel(request, createRandom(request.seed));
  // A source of its own, so that the answer is the same whether the model was made here or before.
  const random = createRandom(request.seed + 1);
  let model = learnt;
  // Running trials are believed to end as expected, so that nothing is proposed beside them ("kriging believer",
  // Ginsbourger, Le Riche and Carraro 2010); so is each proposal before the next is chosen.
  for (const { configuration, value } of request.trials) if (value === null) model = model.believing(configuration);
  const trust = 4 ** (2 * exploration - 1);
  const taken = keysOf(request);
  const around = bestOf(request, LOOKED_AROUND);
  const effort = Math.min(1, FULL_EFFORT / request.count);
  const suggestions: Suggestion[] = [];
  for (let i = 0; i < request.count; i++) {
    const current = model;
    const score = (prediction: Prediction): number => judge({ mean: prediction.mean, deviation: prediction.deviation * trust }, acquisition, current.best);
    const configuration = searchAcquisition({ space, model: current, score, random, taken, around, effort });
    if (!configuration) break;
    taken.add(configurationKey(space, configuration));
    const inside = current.predict(configuration);
    suggestions.push({
      configuration,
      predicted: current.inMetric(inside),
      expectedImprovement: expectedImprovement(inside, current.best) * current.scale,
      nearest: nearestTrial(request, configuration),
      reason: inside.deviation > 0.5 * current.priorDeviation ? 'explores' : 'exploits',
    });
    model = current.believing(configuration);
  }
  const note = suggestions.length < request.count ? 'every configuration of the space has been tried or proposed' : '';
  return { suggestions, strategy: 'bayes', note, model: learnt };
}

function judge(prediction: Prediction, acquisition: AcquisitionName, best: number): number {
  switch (acquisition) {
    case 'expected-improvement':
      return logExpectedImprovement(prediction, best);
    case 'upper-confidence-bound':
      return upperConfidenceBound(prediction, 2);
    case 'probability-of-improvement':
      return logProbabilityOfImprovement(prediction, best, 0.01); // without a margin it only repeats the best
  }
}
