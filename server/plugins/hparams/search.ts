/** The search so far, as the lab sees it: which metric, which space, and each session as a try of a configuration. */
import { failure } from '../../errors.js';
import { inferSpace, type DeclaredDomain } from '../../lab/parse-space.js';
import { newConfiguration, type Configuration, type SearchSpace } from '../../lab/space.js';
import type { Trial } from '../../lab/suggest.js';
import type { StoreReader } from '../../store/reader.js';
import type { Goal, LabAnswer } from './contract.js';
import type { LabQuery } from './lab-requests.js';
import { metricKey, scalarIndex, type ScalarIndex } from './metrics.js';
import { readStudy, type MetricName, type Session, type Study } from './study.js';
import { declaredHparams, finiteDomain } from './trials.js';
import { guessGoal, valueReader } from './values.js';

/** One session. `value`: null while it runs, NaN when it failed. */
export interface Try extends Trial {
  readonly trial: string;
  readonly session: Session;
}

export interface Search {
  readonly metric: MetricName;
  readonly goal: Goal;
  readonly space: SearchSpace;
  readonly tries: readonly Try[];
  /** The part that every answer of the lab has. */
  readonly facts: LabAnswer;
}

/**
 * Reads a search out of the index. A session that ended well without this metric says nothing about it and is left out; so is one
 * that did not finish and has hyperparameters which none that finished has: it belongs to another search in the same folder.
 * Throws `invalid-argument` with a sentence when the metric is not there, or there is no space to search.
 */
export function readSearch(reader: StoreReader, query: LabQuery): Search {
  const study = readStudy(reader);
  const scalars = scalarIndex(reader);
  const metric = resolveMetric(query.metric, metricNames(study, scalars));
  const goal = query.goal ?? guessGoal(metric.tag);
  const valueOf = valueReader(reader, query);
  const all = study.sessions.flatMap((session): Try[] => {
    const row = scalars.find(session.run, metric);
    const value = outcome(session, row === null ? null : valueOf(row));
    return value === undefined ? [] : [{ trial: session.groupName || session.run, session, configuration: toConfiguration(session), value }];
  });
  const tries = ofOneSearch(all);
  const { space, from } = spaceOf(study, tries, query.space);
  const ended = tries.filter(({ value }) => value !== null);
  const finished = ended.filter(({ value }) => Number.isFinite(value)).length;
  const facts: LabAnswer = { metric, goal, space, spaceFrom: from, finished, failed: ended.length - finished, running: tries.length - ended.length };
  return { metric, goal, space, tries, facts };
}

/** Every metric that a log declares or a session has. */
export function metricNames({ experiments, sessions }: Study, scalars: ScalarIndex): MetricName[] {
  const names = [...experiments.flatMap(({ metrics }) => metrics.map(({ name }) => name)), ...scalars.metricsOf(sessions).metrics];
  return [...new Map(names.map((name) => [metricKey(name), name])).values()];
}

/** A name stands for the tag of the session's own run, else for `group/tag`, else for the only metric of that tag. */
export function resolveMetric(wanted: MetricName | string, known: readonly MetricName[]): MetricName {
  if (typeof wanted !== 'string') {
    if (known.length === 0 || known.some((name) => metricKey(name) === metricKey(wanted))) return wanted;
    throw unknownMetric(wanted.group === '' ? wanted.tag : `${wanted.group}/${wanted.tag}`, known);
  }
  const exact = known.find(({ group, tag }) => group === '' && tag === wanted) ?? known.find(({ group, tag }) => group !== '' && `${group}/${tag}` === wanted);
  if (exact) return exact;
  const [only, ...more] = known.filter(({ tag }) => tag === wanted);
  if (only && more.length === 0) return only;
  // Before the first trial every name may be right.
  if (known.length === 0) return { group: '', tag: wanted };
  throw unknownMetric(wanted, only ? [only, ...more] : known);
}

function unknownMetric(name: string, known: readonly MetricName[]) {
  const shown = known.slice(0, 20).map(({ group, tag }) => (group === '' ? tag : `${group}/${tag}`));
  return failure('invalid-argument', `No session has the metric ${name}; there ${shown.length === 1 ? 'is' : 'are'} ${shown.join(', ')}${known.length > 20 ? ' …' : ''}.`);
}

/** Undefined: it says nothing. A failure that reached a value failed all the same, and one that is said to run has not reached its value yet. */
function outcome({ status }: Session, value: number | null): number | null | undefined {
  if (status === 'running') return null;
  if (status === 'failure') return NaN;
  return value ?? (status === 'success' ? undefined : null);
}

function toConfiguration({ hparams }: Session): Configuration {
  const configuration = newConfiguration();
  for (const [name, value] of hparams) if (typeof value !== 'number' || Number.isFinite(value)) configuration[name] = value;
  return configuration;
}

function ofOneSearch(tries: readonly Try[]): Try[] {
  const finished = tries.filter(({ value }) => value !== null && Number.isFinite(value));
  if (finished.length === 0) return [...tries];
  const names = new Set(finished.flatMap(({ configuration }) => Object.keys(configuration)));
  return tries.filter(({ configuration, value }) => (value !== null && Number.isFinite(value)) || Object.keys(configuration).every((name) => names.has(name)));
}

function spaceOf(study: Study, tries: readonly Try[], given: SearchSpace | null): { readonly space: SearchSpace; readonly from: LabAnswer['spaceFrom'] } {
  if (given) return { space: given, from: 'request' };
  const tried = new Set(tries.flatMap(({ configuration }) => Object.keys(configuration)));
  const declared = new Map<string, DeclaredDomain>();
  for (const [name, info] of declaredHparams(study)) {
    const domain = finiteDomain(info);
    // Another search of the same log folder may declare what this one does not have.
    if (domain === null || (tried.size > 0 && !tried.has(name))) continue;
    declared.set(name, domain.kind === 'interval' ? { interval: { low: domain.low, high: domain.high } } : { discrete: domain.values });
  }
  const space = inferSpace(tries.map(({ configuration }) => configuration), declared);
  if (space.parameters.length === 0) {
    const so = study.sessions.length === 0 ? 'No run states hyperparameters yet' : tries.length < 2 ? `There ${tries.length === 1 ? 'is one trial' : 'is no trial of this metric'} so far` : 'No hyperparameter differs among the trials so far';
    throw failure('invalid-argument', `${so} and no log declares domains, so a search space must be given.`);
  }
  return { space, from: space.parameters.every(({ name }) => declared.has(name)) ? 'declared' : 'inferred' };
}
