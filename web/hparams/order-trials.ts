/** Trials in order: by several columns, ties by the next one, at last as they came. */
import { type Cell, type Column, compareValues } from './columns.js';

export interface SortKey {
  readonly key: string;
  readonly descending: boolean;
}

/** Where trials without a value stand, whichever way the column is sorted; `leave-out` shows only trials that have every shown value. */
export type MissingValues = 'last' | 'first' | 'leave-out';

/** Sorted copy of `trials`. Keys of columns that are not there are passed over. NaN counts as missing. */
export function orderTrials(trials: readonly number[], options: { readonly valuesOf: (key: string) => readonly Cell[] | undefined; readonly sorting: readonly SortKey[]; readonly missing: MissingValues }): number[] {
  const keys = options.sorting.flatMap(({ key, descending }) => {
    const values = options.valuesOf(key);
    return values === undefined ? [] : [{ values, sign: descending ? -1 : 1 }];
  });
  const end = options.missing === 'first' ? -1 : 1;
  return [...trials].sort((a, b) => {
    for (const { values, sign } of keys) {
      const [one, other] = [present(values[a]), present(values[b])];
      if (one === null || other === null) {
        if (one !== other) return one === null ? end : -end;
        continue;
      }
      const order = compareValues(one, other);
      if (order !== 0) return sign * order;
    }
    return 0;
  });
}

/** Those that have a value in each of these columns. */
export const complete = (trials: readonly number[], columns: readonly Column[]): number[] =>
  trials.filter((trial) => columns.every(({ values }) => present(values[trial]) !== null));

/**
 * After a click on a column's head: ascending, descending, then not at all. A plain click sorts by that column alone; with `add` the
 * others stay, and a new one breaks their ties.
 */
export function nextSorting(sorting: readonly SortKey[], key: string, { add }: { readonly add: boolean }): SortKey[] {
  const known = sorting.find((one) => one.key === key);
  if (!add) return known === undefined || sorting.length > 1 ? [{ key, descending: false }] : known.descending ? [] : [{ key, descending: true }];
  if (known === undefined) return [...sorting, { key, descending: false }];
  return known.descending ? sorting.filter((one) => one !== known) : sorting.map((one) => (one === known ? { key, descending: true } : one));
}

const present = (value: Cell | undefined) => (value === undefined || (typeof value === 'number' && Number.isNaN(value)) ? null : value);
