/**
 * TensorBoard's list of trials, which it calls session groups (`plugins/hparams/list_session_groups.py`): grouped, aggregated, filtered,
 * sorted and cut. Unlike there, a column of mixed types breaks nothing: a regular expression and a list of values also meet a number or a
 * boolean by its text, an interval meets numbers only, and numbers sort before text.
 */
import type { SeriesRow } from '../../store/reader.js';
import { textOf } from './experiment.js';
import { metricKey, type ScalarIndex } from './metrics.js';
import { toRegExp, type Column, type SessionGroupsRequest } from './requests.js';
import type { HparamValue, MetricInfo, MetricName, Session, Study } from './study.js';

export interface MetricValue {
  readonly name: MetricName;
  readonly value: number;
  readonly step: number;
  readonly wallTime: number;
}

export interface GroupedSession {
  readonly session: Session;
  readonly metrics: readonly MetricValue[];
}

export interface SessionGroup {
  readonly name: string;
  /** Of the first session; finite. */
  readonly hparams: ReadonlyMap<string, HparamValue>;
  readonly monitorUrl: string;
  readonly metrics: readonly MetricValue[];
  /** By name. */
  readonly sessions: readonly GroupedSession[];
}

/** The page of groups that was asked for, and how many there are in all. */
export function listSessionGroups(
  study: Study,
  request: SessionGroupsRequest,
  { metrics, scalars }: { readonly metrics: readonly MetricInfo[]; readonly scalars: ScalarIndex },
): { readonly groups: readonly SessionGroup[]; readonly total: number } {
  const sessions = study.sessions
    .filter(({ status }) => request.statuses.includes(status))
    .map((session): GroupedSession => ({ session, metrics: metrics.flatMap(({ name }) => toMetricValue(name, scalars.find(session.run, name))) }));
  const groups = groupSessions(sessions).map((group): SessionGroup => ({ ...group, metrics: aggregate(group.sessions, request) }));
  const passing = groups.filter((group) => request.columns.every((column) => passes(valueOf(group, column.of), column)));
  passing.sort((a, b) => compare(a.name, b.name));
  for (const column of [...request.columns].reverse()) if (column.order !== 'none') passing.sort(ordering(column));
  const page = passing.slice(request.start, request.start + request.size);
  return { groups: page.map((group) => ({ ...group, hparams: included(group.hparams, request.columns) })), total: passing.length };
}

function toMetricValue(name: MetricName, row: SeriesRow | null): MetricValue[] {
  return row === null ? [] : [{ name, value: row.lastValue, step: row.lastStep, wallTime: row.lastTime }];
}

function groupSessions(sessions: readonly GroupedSession[]): Omit<SessionGroup, 'metrics'>[] {
  const byName = new Map<string, GroupedSession[]>();
  for (const grouped of sessions) {
    const name = grouped.session.groupName || grouped.session.run;
    const group = byName.get(name);
    if (group === undefined) byName.set(name, [grouped]);
    else group.push(grouped);
  }
  // Sessions come by run name, so each group's are in order, and its first is the one that was met first.
  return [...byName].map(([name, members]) => {
    const { hparams, monitorUrl } = (members[0] as GroupedSession).session;
    return { name, monitorUrl, sessions: members, hparams: new Map([...hparams].filter(([, value]) => typeof value !== 'number' || Number.isFinite(value))) };
  });
}

function aggregate(sessions: readonly GroupedSession[], { aggregation, aggregationMetric }: SessionGroupsRequest): readonly MetricValue[] {
  if (aggregation === 'mean') return meansOf(sessions);
  const key = metricKey(aggregationMetric);
  const measured = sessions.flatMap(({ metrics }) => {
    const found = metrics.find(({ name }) => metricKey(name) === key);
    return found === undefined ? [] : [{ metrics, value: found.value }];
  });
  measured.sort((a, b) => a.value - b.value);
  const at = aggregation === 'min' ? 0 : aggregation === 'max' ? measured.findIndex(({ value }) => value === measured.at(-1)?.value) : Math.floor((measured.length - 1) / 2);
  return measured[at]?.metrics ?? [];
}

function meansOf(sessions: readonly GroupedSession[]): MetricValue[] {
  const sums = new Map<string, { name: MetricName; count: number; value: number; step: number; wallTime: number }>();
  for (const { metrics } of sessions) {
    for (const { name, value, step, wallTime } of metrics) {
      const sum = sums.get(metricKey(name));
      if (sum === undefined) sums.set(metricKey(name), { name, count: 1, value, step, wallTime });
      else {
        sum.count += 1;
        sum.value += value;
        sum.step += step;
        sum.wallTime += wallTime;
      }
    }
  }
  return [...sums.values()].map(({ name, count, value, step, wallTime }) => ({ name, value: value / count, step: Math.floor(step / count), wallTime: wallTime / count }));
}

function valueOf(group: SessionGroup, of: Column['of']): HparamValue | undefined {
  if ('hparam' in of) return group.hparams.get(of.hparam);
  const key = metricKey(of.metric);
  return group.metrics.find(({ name }) => metricKey(name) === key)?.value;
}

function passes(value: HparamValue | undefined, { filter, excludeMissing }: Column): boolean {
  if (value === undefined) return !excludeMissing;
  switch (filter?.kind) {
    case 'regexp':
      return toRegExp(filter.pattern).test(textOf(value));
    case 'interval':
      return typeof value !== 'string' && filter.low <= Number(value) && Number(value) <= filter.high;
    case 'discrete':
      // As in Python, true is 1.
      return filter.values.some((item) => item === value || item === textOf(value) || (typeof value !== 'string' && typeof item !== 'string' && item !== null && Number(item) === Number(value)));
    default:
      return true;
  }
}

/** Missing values come last, or first; those that are there go up or down. Equal ones stay as they are. */
function ordering({ of, order, missingFirst }: Column): (a: SessionGroup, b: SessionGroup) => number {
  const sign = order === 'ascending' ? 1 : -1;
  return (a, b) => {
    const [left, right] = [valueOf(a, of), valueOf(b, of)];
    if (left === undefined || right === undefined) return (Number(left === undefined) - Number(right === undefined)) * (missingFirst ? -1 : 1);
    return sign * compareValues(left, right);
  };
}

/** Booleans are 0 and 1; NaN is above all numbers, and text above NaN. */
function compareValues(a: HparamValue, b: HparamValue): number {
  if (typeof a === 'string' || typeof b === 'string') return typeof a === 'string' && typeof b === 'string' ? compare(a, b) : typeof a === 'string' ? 1 : -1;
  const [left, right] = [Number(a), Number(b)];
  if (Number.isNaN(left) || Number.isNaN(right)) return Number(Number.isNaN(left)) - Number(Number.isNaN(right));
  return left < right ? -1 : left > right ? 1 : 0;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** When some column says whether it is to be included, only those that do not say no are. */
function included(hparams: ReadonlyMap<string, HparamValue>, columns: readonly Column[]): ReadonlyMap<string, HparamValue> {
  if (columns.every(({ include }) => include === undefined)) return hparams;
  const names = new Set(columns.flatMap(({ of, include }) => ('hparam' in of && include !== false ? [of.hparam] : [])));
  return new Map([...hparams].filter(([name]) => names.has(name)));
}
