/** How trials are looked at, as the address says it: parameters whose names begin with `hparams`. What is malformed counts as absent. */
import type { Goal, HparamValue, SessionStatus, ValueRule } from '../../server/plugins/hparams/contract.js';
import { type ColumnFilter, type Filters, isOpen, STATUSES } from './filters.js';
import type { MissingValues, SortKey } from './order-trials.js';
import type { ScaleName } from './scale.js';

export const VIEWS = ['table', 'parallel', 'scatter', 'plots', 'lab'] as const;
export type ViewName = (typeof VIEWS)[number];

/** Which value of a metric counts. */
export interface ValueChoice {
  readonly value: ValueRule;
  /** Of `mean`. */
  readonly lastK: number;
}

export const DEFAULT_VALUE: ValueChoice = { value: 'last', lastK: 5 };
const MOST_LAST = 1_000_000;

export const readView = (text: string): ViewName => VIEWS.find((view) => view === text) ?? 'table';

/** `min`, `mean:10`; '' is the last. */
export function readValue(text: string): ValueChoice {
  const [rule = '', k = ''] = text.split(':');
  const value = (['last', 'min', 'max', 'mean'] as const).find((one) => one === rule);
  const lastK = Number(k);
  return { value: value ?? DEFAULT_VALUE.value, lastK: Number.isInteger(lastK) && lastK >= 1 && lastK <= MOST_LAST ? lastK : DEFAULT_VALUE.lastK };
}
export const writeValue = ({ value, lastK }: ValueChoice): string => (value === 'last' ? '' : value === 'mean' ? `mean:${lastK}` : value);

/** `success,running`; '' is all, `none` is none. */
export function readStatuses(text: string): ReadonlySet<SessionStatus> {
  if (text === '') return new Set(STATUSES);
  const words = text.split(',');
  return new Set(STATUSES.filter((status) => words.includes(status)));
}
export function writeStatuses(statuses: ReadonlySet<SessionStatus>): string {
  if (statuses.size === STATUSES.length) return '';
  return STATUSES.filter((status) => statuses.has(status)).join() || 'none';
}

export const readMissing = (text: string): MissingValues => (text === 'first' || text === 'leave-out' ? text : 'last');
export const writeMissing = (missing: MissingValues): string => (missing === 'last' ? '' : missing);

/** Keys of columns in order; null when nobody chose. */
export function readColumns(text: string): readonly string[] | null {
  const keys = parse(text);
  return Array.isArray(keys) && keys.every((key) => typeof key === 'string') ? keys : null;
}
export const writeColumns = (keys: readonly string[]): string => JSON.stringify(keys);

/** `["m::loss","-h:lr"]`: a minus before the key is descending. */
export function readSorting(text: string): readonly SortKey[] {
  const keys = parse(text);
  if (!Array.isArray(keys)) return [];
  return keys.filter((key) => typeof key === 'string').map((key) => (key.startsWith('-') ? { key: key.slice(1), descending: true } : { key, descending: false }));
}
export const writeSorting = (sorting: readonly SortKey[]): string => (sorting.length === 0 ? '' : JSON.stringify(sorting.map(({ key, descending }) => (descending ? `-${key}` : key))));

/**
 * Filters by key: `{"range":[0.1,null]}` (null is unbounded), `{"set":[32,64]}` or `{"match":"ad"}`, each with `"missing":true` when
 * trials without a value stay, too.
 */
export function readFilters(text: string): Filters {
  const filters = parse(text);
  if (!isObject(filters)) return {};
  return Object.fromEntries(Object.entries(filters).flatMap(([key, filter]) => {
    const sound = readFilter(filter);
    return sound === null ? [] : [[key, sound]];
  }));
}

function readFilter(filter: unknown): ColumnFilter | null {
  if (!isObject(filter)) return null;
  const missing = filter['missing'] === true ? { missing: true as const } : {};
  const { range, set, match } = filter;
  if (Array.isArray(range) && range.length === 2 && range.every((end) => end === null || typeof end === 'number')) {
    const [min, max] = range as [number | null, number | null];
    return { kind: 'range', min: min ?? Number.NEGATIVE_INFINITY, max: max ?? Number.POSITIVE_INFINITY, ...missing };
  }
  if (Array.isArray(set)) return { kind: 'set', values: set.filter((value): value is HparamValue => ['string', 'number', 'boolean'].includes(typeof value)), ...missing };
  return typeof match === 'string' ? { kind: 'match', text: match, ...missing } : null;
}

export function writeFilters(filters: Filters): string {
  const entries = Object.entries(filters).filter(([, filter]) => !isOpen(filter));
  return entries.length === 0 ? '' : JSON.stringify(Object.fromEntries(entries.map(([key, filter]) => [key, { ...writeFilter(filter), ...(filter.missing ? { missing: true } : {}) }])));
}

function writeFilter(filter: ColumnFilter): object {
  switch (filter.kind) {
    case 'range':
      // JSON writes what is infinite as null.
      return { range: [filter.min, filter.max] };
    case 'set':
      return { set: filter.values };
    case 'match':
      return { match: filter.text };
  }
}

export const readScales = (text: string): Readonly<Record<string, ScaleName>> => readWords(text, ['linear', 'log', 'quantile', 'points']);
export const readGoals = (text: string): Readonly<Record<string, Goal>> => readWords(text, ['maximize', 'minimize']);
export const writeWords = (words: Readonly<Record<string, string>>): string => (Object.keys(words).length === 0 ? '' : JSON.stringify(words));

function readWords<Word extends string>(text: string, known: readonly Word[]): Readonly<Record<string, Word>> {
  const words = parse(text);
  if (!isObject(words)) return {};
  return Object.fromEntries(Object.entries(words).filter((entry): entry is [string, Word] => known.some((word) => word === entry[1])));
}

function parse(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
