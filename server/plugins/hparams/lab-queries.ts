/** The lab's answers (`contract.ts`), made in query threads; the command line calls `suggestAnswer`, too. */
import { failure } from '../../errors.js';
import { importance } from '../../lab/importance.js';
import { createModel, type Model } from '../../lab/model.js';
import { bestSoFar, paretoFront } from '../../lab/outcomes.js';
import { createRandom } from '../../lab/random.js';
import { importanceSentences, whySentence } from '../../lab/sentences.js';
import { completed, contourOf, distanceFrom, sliceOf } from '../../lab/slice.js';
import type { Configuration, Parameter } from '../../lab/space.js';
import { suggest } from '../../lab/suggest.js';
import { jsonAnswer } from '../answers.js';
import type { Query } from '../plugin.js';
import type { StoreReader } from '../../store/reader.js';
import type { ContourAnswer, HparamValue, ImportanceAnswer, ModelInfo, ModelPoints, ParetoAnswer, ProgressAnswer, SliceAnswer, SuggestAnswer } from './contract.js';
import type { ContourQuery, LabQuery, ParetoQuery, SliceQuery, SuggestQuery } from './lab-requests.js';
import { scalarIndex } from './metrics.js';
import { metricNames, readSearch, resolveMetric, type Search, type Try } from './search.js';
import { readStudy } from './study.js';
import { groupTrials, meanOf, sessionEnd } from './trials.js';
import { guessGoal, valueReader } from './values.js';

export const suggestQuery: Query = (reader, params) => jsonAnswer(suggestAnswer(reader, params as SuggestQuery));

/** What to try next. */
export function suggestAnswer(reader: StoreReader, query: SuggestQuery): SuggestAnswer {
  const search = readSearch(reader, query);
  const { space, tries, goal, facts } = search;
  const { strategy, count, seed, acquisition, exploration, gridPoints } = query;
  const known = models.get(reader)?.get(modelKey(search, seed));
  const answer = suggest({ space, trials: tries, goal, strategy, count, seed, acquisition, exploration, gridPoints, ...(known ? { model: known } : {}) });
  if (answer.model) remember(reader, modelKey(search, seed), answer.model);
  const proposals = answer.suggestions.map((suggestion) => {
    const { configuration, predicted, expectedImprovement, nearest, reason } = suggestion;
    const trial = nearest === null ? undefined : tries[nearest.trial];
    return {
      configuration,
      predicted,
      expectedImprovement,
      nearest: trial === undefined || nearest === null ? null : { trial: trial.trial, distance: nearest.distance },
      reason,
      why: whySentence(suggestion, shortNumber),
    };
  });
  return { ...facts, proposals, strategy: answer.strategy, note: answer.note, model: answer.model ? infoOf(answer.model) : null };
}

const shortNumber = (x: number): string => String(Number(x.toPrecision(4)));

/** Models by what they were made of: a page asks for slice, contour and proposals of the same trials. */
const models = new WeakMap<StoreReader, Map<string, Model>>();
const MOST_MODELS = 4;

const modelKey = ({ space, goal, tries }: Search, seed: number): string =>
  JSON.stringify([seed, goal, space, tries.map(({ configuration, value }) => [configuration, value === null ? 'running' : String(value)])]);

function remember(reader: StoreReader, key: string, model: Model): void {
  let known = models.get(reader);
  if (known === undefined) models.set(reader, (known = new Map()));
  known.delete(key);
  known.set(key, model);
  for (const oldest of known.keys()) {
    if (known.size <= MOST_MODELS) break;
    known.delete(oldest);
  }
}

function modelOf(reader: StoreReader, search: Search, seed: number): Model {
  if (search.facts.finished < 2) throw failure('invalid-argument', `A model needs at least 2 finished trials; there ${search.facts.finished === 1 ? 'is 1' : 'are 0'}.`);
  const key = modelKey(search, seed);
  const model = models.get(reader)?.get(key) ?? createModel({ space: search.space, trials: search.tries, goal: search.goal }, createRandom(seed));
  remember(reader, key, model);
  return model;
}

const infoOf = ({ kernel, scale, priorDeviation }: Model): ModelInfo => ({
  noise: Math.sqrt(kernel.noise) * scale,
  priorDeviation: priorDeviation * scale,
  lengthScales: kernel.lengthScales,
});

export const sliceQuery: Query = (reader, params) => {
  const query = params as SliceQuery;
  const search = readSearch(reader, query);
  const parameter = parameterOf(search, query.parameter);
  const model = modelOf(reader, search, query.seed);
  const at = standpoint(search, query.at);
  const { acquisition, exploration } = query;
  const slice = sliceOf(search.space, model, { parameter, at, acquisition, exploration });
  return jsonAnswer({ ...search.facts, parameter: parameter.name, at, ...slice, points: pointsOf(search, at, [parameter.name]), model: infoOf(model) } satisfies SliceAnswer);
};

export const contourQuery: Query = (reader, params) => {
  const query = params as ContourQuery;
  const search = readSearch(reader, query);
  const [x, y] = [parameterOf(search, query.x), parameterOf(search, query.y)];
  const model = modelOf(reader, search, query.seed);
  const at = standpoint(search, query.at);
  const contour = contourOf(search.space, model, { x, y, at, size: query.size });
  return jsonAnswer({ ...search.facts, at, ...contour, points: pointsOf(search, at, [x.name, y.name]), model: infoOf(model) } satisfies ContourAnswer);
};

function parameterOf({ space }: Search, name: string): Parameter {
  const found = space.parameters.find((parameter) => parameter.name === name);
  if (found === undefined) throw failure('invalid-argument', `The search space has no hyperparameter ${name}; it has ${space.parameters.map((parameter) => parameter.name).join(', ')}.`);
  return found;
}

/** Where what is not varied stands: as asked for, else as in the best trial. */
function standpoint({ space, tries, goal }: Search, asked: Configuration): Configuration {
  const sign = goal === 'maximize' ? 1 : -1;
  const best = finite(tries).reduce<Try | null>((a, b) => (a === null || sign * (b.value as number) > sign * (a.value as number) ? b : a), null);
  return completed(space, { ...best?.configuration, ...asked });
}

const finite = (tries: readonly Try[]): Try[] => tries.filter(({ value }) => value !== null && Number.isFinite(value));

/** `along`: one or two names. Trials that lack one of them are not in the plot. */
function pointsOf({ space, tries }: Search, at: Configuration, along: readonly [string, string?]): ModelPoints {
  const [x, y = x] = along;
  const shown = finite(tries).filter(({ configuration }) => configuration[x] !== undefined && configuration[y] !== undefined);
  const varied = [x, y];
  return {
    trial: shown.map(({ trial }) => trial),
    x: shown.map(({ configuration }) => configuration[x] as HparamValue),
    y: along.length === 1 ? [] : shown.map(({ configuration }) => configuration[y] as HparamValue),
    value: shown.map(({ value }) => value as number),
    distance: shown.map(({ configuration }) => distanceFrom(space, configuration, { at, along: varied })),
  };
}

export const importanceQuery: Query = (reader, params) => {
  const query = params as LabQuery;
  const { space, tries, goal, metric, facts } = readSearch(reader, query);
  const importances = importance({ space, trials: tries, goal, seed: query.seed });
  const sentences = importanceSentences({ space, importances, metric: metric.tag, finished: facts.finished });
  return jsonAnswer({ ...facts, importances, sentences } satisfies ImportanceAnswer);
};

export const progressQuery: Query = (reader, params) => {
  const search = readSearch(reader, params as LabQuery);
  const { runs } = scalarIndex(reader).metricsOf(readStudy(reader).sessions);
  const byId = new Map<number, ReturnType<StoreReader['runs']>[number]>(reader.runs().map((row) => [row.id, row]));
  const ended = finite(search.tries).map(({ trial, session, value }) => ({ trial, run: session.run, value: value as number, time: sessionEnd(session, runs.get(session.run) ?? [], byId) }));
  ended.sort((a, b) => (a.time ?? Infinity) - (b.time ?? Infinity) || (a.run < b.run ? -1 : 1));
  const value = ended.map((one) => one.value);
  return jsonAnswer({
    ...search.facts,
    trial: ended.map(({ trial }) => trial),
    run: ended.map(({ run }) => run),
    time: ended.map(({ time }) => time),
    value,
    best: bestSoFar(value, search.goal),
  } satisfies ProgressAnswer);
};

export const paretoQuery: Query = (reader, params) => {
  const { metrics, goals, ...rule } = params as ParetoQuery;
  const study = readStudy(reader);
  const scalars = scalarIndex(reader);
  const known = metricNames(study, scalars);
  const [a, b] = [resolveMetric(metrics[0], known), resolveMetric(metrics[1], known)];
  const { names, sessions, start } = groupTrials(study);
  const valueOf = valueReader(reader, rule);
  const column = (metric: typeof a): number[] =>
    names.map((_, i) => {
      const values = sessions.slice(start[i], start[i + 1]).map(({ run }) => scalars.find(run, metric));
      return meanOf(values.map((row) => (row === null ? null : valueOf(row)))) ?? NaN;
    });
  const [first, second] = [column(a), column(b)];
  const both = names.flatMap((_, i) => (Number.isFinite(first[i]) && Number.isFinite(second[i]) ? [i] : []));
  const chosen = { first: both.map((i) => first[i] as number), second: both.map((i) => second[i] as number) };
  const wanted = goals ?? ([guessGoal(a.tag), guessGoal(b.tag)] as const);
  return jsonAnswer({ metrics: [a, b], goals: wanted, trial: both.map((i) => names[i] as string), ...chosen, front: paretoFront(chosen.first, chosen.second, wanted) } satisfies ParetoAnswer);
};
