/** Which trials stay: filters of columns and of statuses. */
import type { HparamValue, SessionStatus } from '../../server/plugins/hparams/contract.js';
import { type Cell, type Column, distinct } from './columns.js';

/** A test of a value. Ends of a range belong to it; NaN lies in none. A pattern is case-insensitive, anywhere in what the cell says. */
export type ValueFilter =
  | { readonly kind: 'range'; readonly min: number; readonly max: number }
  | { readonly kind: 'set'; readonly values: readonly HparamValue[] }
  | { readonly kind: 'match'; readonly text: string };

/** A filter of a column. Without `missing` only trials that have a value pass. */
export type ColumnFilter = ValueFilter & { readonly missing?: true };
export type Filters = Readonly<Record<string, ColumnFilter>>;

export const STATUSES: readonly SessionStatus[] = ['unknown', 'success', 'failure', 'running'];
export const STATUS_WORDS: Readonly<Record<SessionStatus, string>> = { unknown: 'Unknown', success: 'Success', failure: 'Failure', running: 'Running' };

/** A column with fewer distinct values than this is filtered by ticking them. */
export const FEW_VALUES = 10;

/** What a filter says of a value. A pattern that is no regular expression matches nothing. */
export function tester(filter: ColumnFilter): (value: Cell) => boolean {
  const test = testerOf(filter);
  return (value) => (value === null ? filter.missing === true : test(value));
}

function testerOf(filter: ValueFilter): (value: HparamValue) => boolean {
  switch (filter.kind) {
    case 'range':
      return (value) => typeof value === 'number' && value >= filter.min && value <= filter.max;
    case 'set': {
      // As a set, 0 equals −0 and NaN equals NaN.
      const values = new Set(filter.values);
      return (value) => values.has(value);
    }
    case 'match': {
      const pattern = patternOf(filter.text);
      return pattern instanceof RegExp ? (value) => pattern.test(String(value)) : () => false;
    }
  }
}

/** The pattern, or in words why it is none. */
export function patternOf(text: string): RegExp | string {
  try {
    return new RegExp(text, 'i');
  } catch (error) {
    return error instanceof Error ? error.message.replace(/^Invalid regular expression: (\/.*\/\w*: )?/, '') : 'not a regular expression';
  }
}

/** The trials among `trials` that pass every filter. Filters of columns that are not there say nothing. */
export function passing(trials: readonly number[], columns: ReadonlyMap<string, Column>, filters: Filters): number[] {
  const tests = Object.entries(filters).flatMap(([key, filter]) => {
    const values = columns.get(key)?.values;
    return values === undefined ? [] : [{ values, test: tester(filter) }];
  });
  return tests.length === 0 ? [...trials] : trials.filter((trial) => tests.every(({ values, test }) => test(values[trial] ?? null)));
}

/** How a column is filtered unless one chooses: a tick a value while there are few, numbers by their range, all else by a pattern. */
export function usualKind(column: Column): ValueFilter['kind'] {
  if (column.kind === 'hyperparameter' && distinct(column.values).length < FEW_VALUES) return 'set';
  return column.numeric ? 'range' : 'match';
}

/** Whether it lets everything through, so that it need not be kept. */
export function isOpen(filter: ColumnFilter): boolean {
  if (filter.kind === 'range') return filter.min === Number.NEGATIVE_INFINITY && filter.max === Number.POSITIVE_INFINITY;
  return filter.kind === 'match' && filter.text === '';
}

/** In words, behind the column's name: "0.1 to 1", "at most 5", "adam or sgd", "matches /ad/". */
export function filterWords(filter: ColumnFilter, format: (value: HparamValue) => string): string {
  switch (filter.kind) {
    case 'range':
      if (filter.min === Number.NEGATIVE_INFINITY) return `at most ${format(filter.max)}`;
      return filter.max === Number.POSITIVE_INFINITY ? `at least ${format(filter.min)}` : `${format(filter.min)} to ${format(filter.max)}`;
    case 'set':
      return filter.values.length === 0 ? 'none' : filter.values.map(format).join(' or ');
    case 'match':
      return `matches /${filter.text}/`;
  }
}
