/** Hyperparameters in the run selector: what is read of them, and how much room it takes. */
import type { HparamValue, HyperparameterColumn } from '../../../server/plugins/hparams/contract.js';
import { formatValue } from '../../charts/format.js';
import { compareHparams, type HparamFilter } from '../../state/hparam-filter.js';

/** A column as the rows of the run selector have it. */
export interface ShownColumn {
  readonly name: string;
  readonly label: string;
  /** CSS pixels. */
  readonly width: number;
  /** Numbers stand at the end of their column. */
  readonly numeric: boolean;
}

/** A column with fewer distinct values is filtered by ticking them unless one chooses otherwise. */
export const FEW_VALUES = 10;
/** Least room for the name of a run beside columns, CSS pixels. */
export const NAME_WIDTH = 132;

/** Values a chip names; of more it says how many. */
const NAMED_VALUES = 3;
const CHARACTER = 7.5;
const CELL_PADDING = 16;
/** Beside a column's name: the arrow of the order and the button of the column. */
const HEAD_ROOM = 34;
const LEAST_WIDTH = 56;
const GREATEST_WIDTH = 140;

/** As it is read: five significant digits, '' when missing. */
export function hparamText(value: HparamValue | null): string {
  if (value === null) return '';
  return typeof value === 'number' ? formatValue(value) : String(value);
}

/** Distinct values that are there, numbers first, each kind in its order. */
export function distinctValues(values: Iterable<HparamValue | null>): HparamValue[] {
  const found = new Set<HparamValue>();
  for (const value of values) if (value !== null) found.add(value);
  return [...found].sort(compareHparams);
}

/** Behind the column's name: "0.1 to 1", "at most 5", "adam or sgd", "has a value"; "any" without a filter. */
export function filterText(filter: HparamFilter | undefined): string {
  if (filter === undefined) return 'any';
  if (filter.kind === 'set') {
    if (filter.values.length === 0) return filter.missing ? 'has no value' : 'none';
    const texts = filter.values.map((value) => hparamText(value) || '(empty)');
    return texts.length > NAMED_VALUES ? `${texts.slice(0, NAMED_VALUES - 1).join(', ')} or ${texts.length - NAMED_VALUES + 1} more` : texts.join(' or ');
  }
  if (filter.min === null && filter.max === null) return filter.missing ? 'any' : 'has a value';
  if (filter.min === null) return `at most ${hparamText(filter.max)}`;
  return filter.max === null ? `at least ${hparamText(filter.min)}` : `${hparamText(filter.min)} to ${hparamText(filter.max)}`;
}

/** Hyperparameters whose name, display name or description has the text; capitals do not matter. */
export function findHparams(columns: readonly HyperparameterColumn[], text: string): readonly HyperparameterColumn[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return columns;
  return columns.filter(({ name, displayName, description }) => [name, displayName, description].some((words) => words.toLowerCase().includes(wanted)));
}

/** A column to show, wide enough for its head and most values. `column` is undefined while the answer is not there. */
export function shownColumn(name: string, column: Pick<HyperparameterColumn, 'displayName' | 'type' | 'values'> | undefined): ShownColumn {
  const label = column?.displayName || name;
  let longest = 0;
  for (const value of new Set(column?.values)) longest = Math.max(longest, hparamText(value).length);
  const wanted = Math.max(longest * CHARACTER + CELL_PADDING, label.length * CHARACTER + HEAD_ROOM);
  return { name, label, numeric: column?.type === 'number', width: Math.min(GREATEST_WIDTH, Math.max(LEAST_WIDTH, wanted)) };
}
