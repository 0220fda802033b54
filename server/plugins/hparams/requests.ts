/**
 * TensorBoard's requests, which are JSON of protocol buffers (`plugins/hparams/api.proto`): names in either spelling, enums by name or
 * number, null as absent, and a field nobody knows is refused.
 */
import { failure } from '../../errors.js';
import type { HparamValue, MetricName, SessionStatus } from './study.js';

export interface ExperimentRequest {
  readonly includeMetrics: boolean;
  /** 0 = all. */
  readonly limit: number;
}

export type ColumnFilter =
  | { readonly kind: 'regexp'; readonly pattern: string }
  | { readonly kind: 'interval'; readonly low: number; readonly high: number }
  | { readonly kind: 'discrete'; readonly values: readonly (HparamValue | null)[] };

export interface Column {
  readonly of: { readonly hparam: string } | { readonly metric: MetricName };
  readonly order: 'none' | 'ascending' | 'descending';
  readonly missingFirst: boolean;
  readonly excludeMissing: boolean;
  readonly filter: ColumnFilter | null;
  /** Absent: not said. */
  readonly include?: boolean;
}

export interface SessionGroupsRequest {
  readonly statuses: readonly SessionStatus[];
  readonly columns: readonly Column[];
  readonly aggregation: 'mean' | 'median' | 'min' | 'max';
  readonly aggregationMetric: MetricName;
  readonly start: number;
  readonly size: number;
  readonly includeMetrics: boolean;
}

/** Longest regular expression; it runs over values that others wrote. */
const MOST_PATTERN = 1_000;

/** Text of a request's body or of `?request=`; undefined when there was none. */
export function parseExperiment(text: string | undefined): ExperimentRequest {
  const fields = messageOf(parse(text), 'request', ['experimentName', 'includeMetrics', 'hparamsLimit']);
  return { includeMetrics: bool(fields, 'includeMetrics') ?? true, limit: Math.max(0, int(fields, 'hparamsLimit')) };
}

export function parseMetricEvals(text: string | undefined): { readonly session: string; readonly metric: MetricName } {
  const fields = messageOf(parse(text), 'request', ['experimentName', 'sessionName', 'metricName']);
  return { session: string(fields, 'sessionName'), metric: metricName(fields.get('metricName')) };
}

export function parseSessionGroups(text: string | undefined): SessionGroupsRequest {
  const names = ['experimentName', 'allowedStatuses', 'colParams', 'aggregationType', 'aggregationMetric', 'startIndex', 'sliceSize', 'includeMetrics'];
  const fields = messageOf(parse(text), 'request', names);
  return {
    statuses: list(fields, 'allowedStatuses').map((status) => oneOf(status, 'allowedStatuses', STATUSES)),
    columns: list(fields, 'colParams').map(column),
    aggregation: oneOf(fields.get('aggregationType') ?? 0, 'aggregationType', AGGREGATIONS),
    aggregationMetric: metricName(fields.get('aggregationMetric')),
    start: Math.max(0, int(fields, 'startIndex')),
    size: Math.max(0, int(fields, 'sliceSize')),
    includeMetrics: bool(fields, 'includeMetrics') ?? true,
  };
}

const STATUSES = [['STATUS_UNKNOWN', 'unknown'], ['STATUS_SUCCESS', 'success'], ['STATUS_FAILURE', 'failure'], ['STATUS_RUNNING', 'running']] as const;
const AGGREGATIONS = [['AGGREGATION_UNSET', 'mean'], ['AGGREGATION_AVG', 'mean'], ['AGGREGATION_MEDIAN', 'median'], ['AGGREGATION_MIN', 'min'], ['AGGREGATION_MAX', 'max']] as const;
const ORDERS = [['ORDER_UNSPECIFIED', 'none'], ['ORDER_ASC', 'ascending'], ['ORDER_DESC', 'descending']] as const;

function column(value: unknown): Column {
  const names = ['metric', 'hparam', 'order', 'missingValuesFirst', 'filterRegexp', 'filterInterval', 'filterDiscrete', 'excludeMissingValues', 'includeInResult'];
  const fields = messageOf(value, 'colParams', names);
  const hparam = fields.get('hparam');
  if (hparam === undefined && !fields.has('metric')) throw refuse('each of colParams needs hparam or metric');
  if (hparam !== undefined && fields.has('metric')) throw refuse('each of colParams has hparam or metric, not both');
  const include = bool(fields, 'includeInResult');
  return {
    of: hparam === undefined ? { metric: metricName(fields.get('metric')) } : { hparam: string(fields, 'hparam') },
    order: oneOf(fields.get('order') ?? 0, 'order', ORDERS),
    missingFirst: bool(fields, 'missingValuesFirst') ?? false,
    excludeMissing: bool(fields, 'excludeMissingValues') ?? false,
    filter: filterOf(fields),
    ...(include === undefined ? {} : { include }),
  };
}

function filterOf(fields: Fields): ColumnFilter | null {
  const given = ['filterRegexp', 'filterInterval', 'filterDiscrete'].filter((name) => fields.has(name));
  if (given.length > 1) throw refuse(`a column has one filter, not ${given.join(' and ')}`);
  switch (given[0]) {
    case 'filterRegexp': {
      const pattern = string(fields, 'filterRegexp');
      toRegExp(pattern);
      return { kind: 'regexp', pattern };
    }
    case 'filterInterval': {
      const interval = messageOf(fields.get('filterInterval'), 'filterInterval', ['minValue', 'maxValue']);
      return { kind: 'interval', low: double(interval, 'minValue'), high: double(interval, 'maxValue') };
    }
    case 'filterDiscrete':
      return { kind: 'discrete', values: list(fields, 'filterDiscrete').map((value) => (isValue(value) ? value : null)) };
    default:
      return null;
  }
}

/** Python's spelling, as far as it differs in common use: named groups, and flags in front. */
export function toRegExp(pattern: string): RegExp {
  if (pattern.length > MOST_PATTERN) throw refuse(`filterRegexp is ${pattern.length} characters long; at most ${MOST_PATTERN} are allowed`);
  const flags = /^\(\?([ims]+)\)/.exec(pattern);
  const source = pattern.slice(flags?.[0].length ?? 0).replaceAll('(?P<', '(?<');
  try {
    return new RegExp(source, [...new Set(flags?.[1] ?? '')].join(''));
  } catch {
    throw refuse(`filterRegexp is no regular expression: ${pattern}`);
  }
}

type Fields = ReadonlyMap<string, unknown>;

const refuse = (why: string) => failure('invalid-argument', `${why}.`);
const isValue = (value: unknown): value is HparamValue => typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean';

function parse(text: string | undefined): unknown {
  if (text === undefined || text === '') throw refuse('Expected a request in JSON, as the body of a POST or as ?request=');
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw refuse(`Expected a request in JSON, but got: ${text.slice(0, 200)}`);
  }
}

function messageOf(value: unknown, what: string, names: readonly string[]): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw refuse(`${what} must be an object`);
  const fields = new Map<string, unknown>();
  for (const [key, item] of Object.entries(value)) {
    const name = key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
    if (!names.includes(name)) throw refuse(`${what} has no field ${key}`);
    if (item !== null) fields.set(name, item);
  }
  return fields;
}

function metricName(value: unknown): MetricName {
  if (value === undefined) return { group: '', tag: '' };
  const fields = messageOf(value, 'metric', ['group', 'tag']);
  return { group: string(fields, 'group'), tag: string(fields, 'tag') };
}

function string(fields: Fields, name: string): string {
  const value = fields.get(name) ?? '';
  if (typeof value !== 'string') throw refuse(`${name} must be text`);
  return value;
}

function bool(fields: Fields, name: string): boolean | undefined {
  const value = fields.get(name);
  if (value !== undefined && typeof value !== 'boolean') throw refuse(`${name} must be true or false`);
  return value;
}

function int(fields: Fields, name: string): number {
  const value = double(fields, name);
  if (!Number.isInteger(value) || Math.abs(value) > 0x7fffffff) throw refuse(`${name} must be a whole number`);
  return value;
}

/** A number, or text that is one: `"-Infinity"` is how JSON says it. */
function double(fields: Fields, name: string): number {
  const value = fields.get(name) ?? 0;
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || (Number.isNaN(number) && value !== 'NaN')) throw refuse(`${name} must be a number`);
  return number;
}

function list(fields: Fields, name: string): readonly unknown[] {
  const value = fields.get(name) ?? [];
  if (!Array.isArray(value)) throw refuse(`${name} must be a list`);
  return value as unknown[];
}

function oneOf<Word>(value: unknown, name: string, words: readonly (readonly [string, Word])[]): Word {
  const found = typeof value === 'number' ? words[value] : words.find(([word]) => word === value);
  if (found === undefined) throw refuse(`${name} must be one of ${words.map(([word]) => word).join(', ')}`);
  return found[1];
}
