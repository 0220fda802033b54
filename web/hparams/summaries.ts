/** What trials amount to: the best so far, and the front of two metrics. */
import type { Goal, TrialsAnswer } from '../../server/plugins/hparams/contract.js';
import type { Cell, Column } from './columns.js';

/** Trials that ended with a finite value of a metric, in the order of their ends; columns of equal length. */
export interface Progress {
  readonly trial: readonly number[];
  /** Seconds since the epoch; NaN where no log says it, which come last. */
  readonly time: readonly number[];
  readonly value: readonly number[];
  readonly best: readonly number[];
}

/** The best so far over time. A trial ends with the last of its sessions; those still running and those that failed do not count. */
export function progressOf(answer: Pick<TrialsAnswer, 'sessions' | 'statuses'>, metric: Pick<Column, 'values' | 'goal'>, trials: readonly number[]): Progress {
  const ends = new Float64Array(answer.statuses.length).fill(Number.NaN);
  answer.sessions.trial.forEach((trial, i) => {
    const end = answer.sessions.endTime[i] ?? Number.NaN;
    const known = ends[trial] as number;
    if (Number.isNaN(known) || end > known) ends[trial] = end;
  });
  const done = trials.filter((trial) => isFinished(answer.statuses[trial]) && isFiniteNumber(metric.values[trial]));
  const time = (trial: number): number => ends[trial] ?? Number.NaN;
  done.sort((a, b) => (Number.isNaN(time(a)) || Number.isNaN(time(b)) ? Number(Number.isNaN(time(a))) - Number(Number.isNaN(time(b))) : time(a) - time(b)));
  const value = done.map((trial) => metric.values[trial] as number);
  let best = Number.NaN;
  return {
    trial: done,
    time: done.map(time),
    value,
    best: value.map((one) => (best = Number.isNaN(best) || isBetter(one, best, metric.goal ?? 'maximize') ? one : best)),
  };
}

/**
 * Trials on the Pareto front of two metrics, by the first, best first: no other trial is at least as good in both and better in one.
 * Trials without one of the two are no part of it; of trials alike in both, all are on it.
 */
export function paretoFront(first: Pick<Column, 'values' | 'goal'>, second: Pick<Column, 'values' | 'goal'>, trials: readonly number[]): number[] {
  const score = ({ values, goal }: Pick<Column, 'values' | 'goal'>, trial: number): number => (goal === 'minimize' ? -1 : 1) * (values[trial] as number);
  const sorted = trials
    .filter((trial) => isFiniteNumber(first.values[trial]) && isFiniteNumber(second.values[trial]))
    .map((trial) => ({ trial, a: score(first, trial), b: score(second, trial) }))
    .sort((x, y) => y.a - x.a || y.b - x.b);
  const front: { readonly trial: number; readonly a: number; readonly b: number }[] = [];
  for (const one of sorted) {
    const last = front.at(-1);
    if (last === undefined || one.b > last.b || (one.a === last.a && one.b === last.b)) front.push(one);
  }
  return front.map(({ trial }) => trial);
}

const isBetter = (a: number, b: number, goal: Goal): boolean => (goal === 'maximize' ? a > b : a < b);
const isFinished = (status: string | undefined): boolean => status !== 'running' && status !== 'failure';
const isFiniteNumber = (value: Cell | undefined): value is number => typeof value === 'number' && Number.isFinite(value);
