/** Hyperparameters and metrics of trials as one kind of column. */
import type { Goal, HparamDomain, HparamValue, MetricName, TrialsAnswer } from '../../server/plugins/hparams/contract.js';
import { formatValue } from '../charts/format.js';

/** What stands in a column for one trial. Null is missing; a metric's number may be NaN or infinite. */
export type Cell = HparamValue | null;

export interface Column {
  /** Names it in addresses: `h:lr`, `m::loss`, `m:validation:loss`. */
  readonly key: string;
  readonly kind: 'hyperparameter' | 'metric';
  readonly label: string;
  /** Its full name where the label is a declared one, and its description. */
  readonly title: string;
  /** One a trial. */
  readonly values: readonly Cell[];
  /** Every value that is there is a number, and there is one. */
  readonly numeric: boolean;
  /** More than one distinct value; of metrics always true. */
  readonly differs: boolean;
  readonly domain: HparamDomain | null;
  /** Only of metrics. */
  readonly metric: MetricName | null;
  /** Which way of a metric is better; null of hyperparameters. */
  readonly goal: Goal | null;
}

/** Shown at first: as many hyperparameters, and as many metrics. */
const FIRST = 5;

export const hyperparameterKey = (name: string): string => `h:${name}`;
/** The group is encoded, so that no two metrics have one key. */
export const metricKey = ({ group, tag }: MetricName): string => `m:${encodeURIComponent(group)}:${tag}`;

/** Columns in the order of the answer, hyperparameters first. `goals` are those set by hand, by key. */
export function toColumns(answer: Pick<TrialsAnswer, 'hyperparameters' | 'metrics'>, goals: Readonly<Record<string, Goal>>): Column[] {
  const hyperparameters = answer.hyperparameters.map(({ name, displayName, description, values, differs, domain }): Column => ({
    key: hyperparameterKey(name),
    kind: 'hyperparameter',
    label: displayName || name,
    title: [displayName === '' ? '' : name, description].filter((line) => line !== '').join('\n'),
    values,
    numeric: isNumeric(values),
    differs,
    domain,
    metric: null,
    goal: null,
  }));
  const metrics = answer.metrics.map(({ group, tag, displayName, description, values, goal }): Column => {
    const key = metricKey({ group, tag });
    const numbers = values.map((value) => (value === null ? null : Number(value)));
    const name = group === '' ? tag : `${group}.${tag}`;
    return {
      key,
      kind: 'metric',
      label: displayName || name,
      title: [displayName === '' ? '' : name, description].filter((line) => line !== '').join('\n'),
      values: numbers,
      numeric: isNumeric(numbers),
      differs: true,
      domain: null,
      metric: { group, tag },
      goal: goals[key] ?? goal,
    };
  });
  return [...hyperparameters, ...metrics];
}

/**
 * Keys of the columns shown before anyone chose: the first few hyperparameters that differ (of all, when none does) and metrics that
 * some trial has (of all, when none has any).
 */
export function firstColumns(columns: readonly Column[]): string[] {
  const first = (kind: Column['kind'], isFit: (column: Column) => boolean): Column[] => {
    const all = columns.filter((column) => column.kind === kind);
    const fit = all.filter(isFit);
    return (fit.length > 0 ? fit : all).slice(0, FIRST);
  };
  return [...first('hyperparameter', ({ differs }) => differs), ...first('metric', ({ values }) => values.some((value) => value !== null))].map(({ key }) => key);
}

/** Of numeric metrics the one most trials have a finite number of; of several the first. */
export function fullestMetric(columns: readonly Column[]): Column | undefined {
  let best: Column | undefined;
  let most = 0;
  for (const column of columns) {
    if (column.kind !== 'metric' || !column.numeric) continue;
    const count = column.values.reduce<number>((sum, value) => sum + Number(typeof value === 'number' && Number.isFinite(value)), 0);
    if (count > most) [best, most] = [column, count];
  }
  return best;
}

/** As it is read: five significant digits, '' when missing. */
export function cellText(value: Cell | undefined): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'number' ? formatValue(value) : String(value);
}

/** Distinct values that are there, numbers first, each kind in its order. */
export function distinct(values: Iterable<Cell>): HparamValue[] {
  const found = new Set<HparamValue>();
  for (const value of values) if (value !== null) found.add(value);
  return [...found].sort(compareValues);
}

const natural = new Intl.Collator('en', { numeric: true });
const RANK = { number: 0, string: 1, boolean: 2 } as const;

/** Numbers before text before true and false; NaN after the numbers. */
export function compareValues(a: HparamValue, b: HparamValue): number {
  if (typeof a === 'number' && typeof b === 'number') {
    if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
    return a < b ? -1 : a > b ? 1 : 0;
  }
  const rank = (value: HparamValue): number => RANK[typeof value as keyof typeof RANK];
  return rank(a) - rank(b) || natural.compare(String(a), String(b));
}

function isNumeric(values: readonly Cell[]): boolean {
  let any = false;
  for (const value of values) {
    if (value === null) continue;
    if (typeof value !== 'number') return false;
    any = true;
  }
  return any;
}

/** Index of the best value of a metric among these trials; -1 when none is finite, and when all are alike. */
export function bestTrial({ values, goal }: Pick<Column, 'values' | 'goal'>, trials: readonly number[]): number {
  if (goal === null) return -1;
  const sign = goal === 'maximize' ? 1 : -1;
  let best = -1;
  let score = Number.NEGATIVE_INFINITY;
  let worst = Number.POSITIVE_INFINITY;
  for (const trial of trials) {
    const value = values[trial];
    if (typeof value !== 'number' || !Number.isFinite(value)) continue;
    if (sign * value > score) [best, score] = [trial, sign * value];
    worst = Math.min(worst, sign * value);
  }
  return score > worst ? best : -1;
}
