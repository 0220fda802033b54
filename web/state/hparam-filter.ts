/** What a hyperparameter of a run is tested for and sorted by, and what of it is kept between visits. */
import type { HparamValue } from '../../server/plugins/hparams/contract.js';
import { compareNaturally } from './natural-order.js';

/** A test of a run's value. `missing`: runs without a value pass, too; as in TensorBoard they do until one says otherwise. */
export type HparamFilter = (
  /** Numbers only; both ends belong to it, null is an open end. Open at both ends it says only that there is a value, of any kind. */
  | { readonly kind: 'range'; readonly min: number | null; readonly max: number | null }
  | { readonly kind: 'set'; readonly values: readonly HparamValue[] }
) & { readonly missing: boolean };

export interface HparamSorting {
  /** Name of the hyperparameter. */
  readonly name: string;
  readonly descending: boolean;
}

/** What is remembered of the columns of the run selector. */
export interface HparamLook {
  /** Names of the hyperparameters shown, in their order. */
  readonly names: readonly string[];
  /** Null for the runs' usual order. */
  readonly sorting: HparamSorting | null;
  /** By name. */
  readonly filters: Readonly<Record<string, HparamFilter>>;
}

export const EMPTY_LOOK: HparamLook = { names: [], sorting: null, filters: {} };

/** What a filter says of a value; null is a missing one. */
export function hparamTest(filter: HparamFilter): (value: HparamValue | null) => boolean {
  if (filter.kind === 'set') {
    const values = new Set(filter.values);
    return (value) => (value === null ? filter.missing : values.has(value));
  }
  if (filter.min === null && filter.max === null) return (value) => value !== null || filter.missing;
  const [min, max] = [filter.min ?? Number.NEGATIVE_INFINITY, filter.max ?? Number.POSITIVE_INFINITY];
  return (value) => (value === null ? filter.missing : typeof value === 'number' && value >= min && value <= max);
}

/** Whether it lets everything through, so that it need not be kept. A set never does: another value may come. */
export const isOpen = (filter: HparamFilter): boolean => filter.kind === 'range' && filter.min === null && filter.max === null && filter.missing;

const RANK = { number: 0, string: 1, boolean: 2 } as const;

/** Numbers before text before false and true; text in natural order. */
export function compareHparams(a: HparamValue, b: HparamValue): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const rank = (value: HparamValue): number => RANK[typeof value as keyof typeof RANK];
  return rank(a) - rank(b) || compareNaturally(String(a), String(b));
}

/** Sorted copy; what has no value comes last either way, and equal ones stay as they were. */
export function sortByHparam<T>(items: readonly T[], valueOf: (item: T) => HparamValue | null, { descending }: { readonly descending: boolean }): T[] {
  const sign = descending ? -1 : 1;
  return items
    .map((item) => ({ item, value: valueOf(item) }))
    .sort((a, b) => {
      if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null);
      return sign * compareHparams(a.value, b.value);
    })
    .map(({ item }) => item);
}

/** After a click on a column's head: ascending, descending, then the usual order. */
export function nextSorting(sorting: HparamSorting | null, name: string): HparamSorting | null {
  if (sorting?.name !== name) return { name, descending: false };
  return sorting.descending ? null : { name, descending: true };
}

/** The look a store holds; what is not as it should be is left out. */
export function soundLook(value: unknown): HparamLook {
  if (!isObject(value)) return EMPTY_LOOK;
  const { names, sorting, filters } = value;
  return {
    names: Array.isArray(names) ? [...new Set(names.filter((name) => typeof name === 'string'))] : [],
    sorting: isSorting(sorting) ? sorting : null,
    filters: isObject(filters) ? Object.fromEntries(Object.entries(filters).filter((entry): entry is [string, HparamFilter] => isFilter(entry[1]))) : {},
  };
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const isSorting = (value: unknown): value is HparamSorting => isObject(value) && typeof value['name'] === 'string' && typeof value['descending'] === 'boolean';
const isEnd = (value: unknown): boolean => value === null || typeof value === 'number';

function isFilter(value: unknown): value is HparamFilter {
  if (!isObject(value) || typeof value['missing'] !== 'boolean') return false;
  if (value['kind'] === 'range') return isEnd(value['min']) && isEnd(value['max']);
  return value['kind'] === 'set' && Array.isArray(value['values']) && value['values'].every((one) => ['number', 'string', 'boolean'].includes(typeof one));
}
