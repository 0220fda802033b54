/** Every trial as columns (`contract.ts`): what the page's tables and plots are made of. */
import { toJsonNumber } from '../../model/json-number.js';
import type { RunRow, SeriesRow } from '../../store/reader.js';
import { jsonAnswer } from '../answers.js';
import type { Query } from '../plugin.js';
import type { HyperparameterColumn, MetricColumn, SessionColumns, SessionStatus, TrialsAnswer } from './contract.js';
import { metricKey, scalarIndex, type ScalarIndex } from './metrics.js';
import { readStudy, type HparamInfo, type HparamValue, type MetricInfo, type MetricName, type Session, type Study } from './study.js';
import { guessGoal, valueReader, type Rule } from './values.js';

const MOST_COLUMNS = 1_000;

/** Sessions grouped; `start[i]` is where trial i begins in `sessions`, which is one longer than `names`. */
export interface Trials {
  readonly names: readonly string[];
  readonly sessions: readonly Session[];
  readonly start: readonly number[];
}

/** Trials by name, in each the sessions by run. */
export function groupTrials({ sessions }: Pick<Study, 'sessions'>): Trials {
  const byName = new Map<string, Session[]>();
  for (const session of sessions) {
    const name = session.groupName || session.run;
    const group = byName.get(name);
    if (group === undefined) byName.set(name, [session]);
    else group.push(session);
  }
  const groups = [...byName].sort(([a], [b]) => (a < b ? -1 : 1));
  const start = [0];
  for (const [, members] of groups) start.push((start.at(-1) as number) + members.length);
  return { names: groups.map(([name]) => name), sessions: groups.flatMap(([, members]) => members), start };
}

/** `trials`: parameters are a `Rule`. */
export const trialsQuery: Query = (reader, params) => {
  const study = readStudy(reader);
  const scalars = scalarIndex(reader);
  const trials = groupTrials(study);
  const { metrics: found, runs } = scalars.metricsOf(study.sessions);
  const hyperparameters = hyperparametersOf(study, trials);
  const metrics = metricsOf(study, found);
  const valueOf = valueReader(reader, params as Rule);
  const [first] = study.experiments;
  return jsonAnswer({
    generation: reader.generation,
    commit: reader.commit(),
    experiment: first === undefined ? null : { name: first.name, description: first.description, user: first.user, timeCreated: Number.isFinite(first.timeCreated) ? first.timeCreated : 0 },
    trials: trials.names,
    statuses: trials.names.map((_, i) => statusOf(trials.sessions.slice(trials.start[i], trials.start[i + 1]))),
    hyperparameters: hyperparameters.columns,
    hyperparametersLeftOut: hyperparameters.leftOut,
    metrics: metrics.slice(0, MOST_COLUMNS).map((metric) => metricColumn(metric, { trials, scalars, valueOf })),
    metricsLeftOut: Math.max(0, metrics.length - MOST_COLUMNS),
    sessions: sessionColumns(trials, runs, reader.runs()),
    unreadable: study.unreadable,
  } satisfies TrialsAnswer);
};

/** Declared ones, each once, the first declaration counting, and what sessions have besides. */
export function declaredHparams({ experiments }: Pick<Study, 'experiments'>): Map<string, HparamInfo> {
  const declared = new Map<string, HparamInfo>();
  for (const { hparams } of experiments) {
    for (const info of hparams) {
      const known = declared.get(info.name);
      if (known === undefined || (known.domain === null && info.domain !== null)) declared.set(info.name, info);
    }
  }
  return declared;
}

/** One hyperparameter while its values are collected: only where there are some, because a log may name millions. */
interface Sparse {
  readonly trials: number[];
  readonly values: HparamValue[];
}

/** The first 1,000 of all, and how many are left out. */
function hyperparametersOf(study: Study, { names, sessions, start }: Trials): { readonly columns: HyperparameterColumn[]; readonly leftOut: number } {
  const declared = declaredHparams(study);
  const found = new Map<string, Sparse>([...declared.keys()].map((name) => [name, { trials: [], values: [] }]));
  names.forEach((_, trial) => {
    for (const [name, value] of (sessions[start[trial] as number] as Session).hparams) {
      if (typeof value === 'number' && !Number.isFinite(value)) continue;
      let sparse = found.get(name);
      if (sparse === undefined) found.set(name, (sparse = { trials: [], values: [] }));
      sparse.trials.push(trial);
      sparse.values.push(value);
    }
  });
  const all = [...found].map(([name, sparse]) => ({ name, sparse, differs: sparse.values.some((value) => value !== sparse.values[0]) }));
  all.sort((a, b) => Number(b.differs) - Number(a.differs) || (a.name < b.name ? -1 : 1));
  const columns = all.slice(0, MOST_COLUMNS).map(({ name, sparse, differs }): HyperparameterColumn => {
    const info = declared.get(name);
    const values = new Array<HparamValue | null>(names.length).fill(null);
    sparse.trials.forEach((trial, i) => (values[trial] = sparse.values[i] as HparamValue));
    return { name, displayName: info?.displayName ?? '', description: info?.description ?? '', type: typeOf(sparse.values, info), domain: finiteDomain(info), differs, values };
  });
  return { columns, leftOut: all.length - columns.length };
}

function typeOf(values: readonly HparamValue[], info: HparamInfo | undefined): HyperparameterColumn['type'] {
  const types = [...new Set(values.map((value) => typeof value as 'number' | 'string' | 'boolean'))];
  if (types.length > 1) return 'mixed';
  return types[0] ?? (info?.type === 'number' ? 'number' : info?.type === 'bool' ? 'boolean' : 'string');
}

/** A declared domain that JSON can say. */
export function finiteDomain(info: HparamInfo | undefined): HparamInfo['domain'] {
  const domain = info?.domain ?? null;
  if (domain?.kind === 'interval') return Number.isFinite(domain.low) && Number.isFinite(domain.high) ? domain : null;
  return domain === null ? null : { kind: 'discrete', values: domain.values.filter((value) => typeof value !== 'number' || Number.isFinite(value)) };
}

interface KnownMetric extends MetricInfo {
  readonly declared: boolean;
}

function metricsOf({ experiments }: Study, found: readonly MetricName[]): KnownMetric[] {
  const metrics = new Map<string, KnownMetric>();
  for (const experiment of experiments) {
    for (const info of experiment.metrics) if (!metrics.has(metricKey(info.name))) metrics.set(metricKey(info.name), { ...info, declared: true });
  }
  for (const name of found) if (!metrics.has(metricKey(name))) metrics.set(metricKey(name), { name, displayName: '', description: '', dataset: 'unknown', declared: false });
  return [...metrics.values()];
}

interface ColumnOptions {
  readonly trials: Trials;
  readonly scalars: ScalarIndex;
  valueOf(row: SeriesRow): number;
}

function metricColumn({ name, displayName, description, dataset, declared }: KnownMetric, { trials, scalars, valueOf }: ColumnOptions): MetricColumn {
  const bySession = trials.sessions.map(({ run }) => {
    const row = scalars.find(run, name);
    return row === null ? null : valueOf(row);
  });
  const single = trials.sessions.length === trials.names.length;
  const toJson = (value: number | null) => (value === null ? null : toJsonNumber(value));
  return {
    ...name,
    displayName,
    description,
    dataset,
    declared,
    goal: guessGoal(name.tag),
    values: (single ? bySession : trials.names.map((_, i) => meanOf(bySession.slice(trials.start[i], trials.start[i + 1])))).map(toJson),
    sessionValues: single ? null : bySession.map(toJson),
  };
}

/** Of those that are there; NaN when one is. */
export function meanOf(values: readonly (number | null)[]): number | null {
  const present = values.filter((value) => value !== null);
  return present.length === 0 ? null : present.reduce((sum, value) => sum + value / present.length, 0);
}

function statusOf(sessions: readonly Session[]): SessionStatus {
  for (const status of ['running', 'success'] as const) if (sessions.some((session) => session.status === status)) return status;
  return sessions[0]?.status ?? 'unknown';
}

function sessionColumns({ names, sessions, start }: Trials, runs: ReadonlyMap<string, readonly number[]>, rows: readonly RunRow[]): SessionColumns {
  const byId = new Map<number, RunRow>(rows.map((row) => [row.id, row]));
  const trial: number[] = [];
  names.forEach((_, i) => {
    for (let at = start[i] as number; at < (start[i + 1] as number); at++) trial.push(i);
  });
  return {
    trial,
    run: sessions.map(({ run }) => run),
    runs: sessions.map(({ run }) => runs.get(run) ?? []),
    status: sessions.map(({ status }) => status),
    startTime: sessions.map(({ startTime, runId }) => stated(startTime) ?? byId.get(runId)?.startTime ?? null),
    endTime: sessions.map((session) => sessionEnd(session, runs.get(session.run) ?? [], byId)),
  };
}

/** When a session ended: as it says, else when the newest point of its runs was written. */
export function sessionEnd({ endTime }: Session, runs: readonly number[], byId: ReadonlyMap<number, RunRow>): number | null {
  const times = runs.flatMap((id) => byId.get(id)?.lastTime ?? []);
  return stated(endTime) ?? (times.length === 0 ? null : times.reduce((a, b) => Math.max(a, b)));
}

/** torch writes 0 for a time it does not know. */
const stated = (time: number): number | null => (Number.isFinite(time) && time > 0 ? time : null);
