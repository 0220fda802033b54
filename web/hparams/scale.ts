/** Axes of trials: a value of any kind → a place between 0 and 1, and back. */
import type { HparamValue } from '../../server/plugins/hparams/contract.js';
import { logTicks, yTicks } from '../charts/ticks.js';
import { type Cell, type Column, cellText, distinct } from './columns.js';
import type { ValueFilter } from './filters.js';

/** `quantile` spreads values by their rank; `points` gives each distinct value a place of its own. */
export type ScaleName = 'linear' | 'log' | 'quantile' | 'points';

export const SCALE_WORDS: Readonly<Record<ScaleName, string>> = { linear: 'Linear', log: 'Logarithmic', quantile: 'Quantile', points: 'One place a value' };

export interface Scale {
  readonly name: ScaleName;
  /** 0 (least) to 1 (greatest); NaN for what has no place: missing, NaN, infinite, and on a log scale zero and less. */
  position(value: Cell): number;
  /** The filter of what lies between two places, `from` ≤ `to`. */
  between(from: number, to: number): ValueFilter;
  /** Where a filter lies, when it is one that `between` could have made; else null. */
  span(filter: ValueFilter): readonly [from: number, to: number] | null;
  /** In order of place. Labels are as short as ticks are; of `points` every one is there. */
  readonly ticks: readonly ScaleTick[];
  /** How far one key press goes. */
  readonly step: number;
}

export interface ScaleTick {
  readonly position: number;
  readonly label: string;
}

/** More places than this on an axis are no longer told apart. */
const MOST_POINTS = 200;
const DEFAULT_TICKS = 6;
/** Two decades or more of a positive hyperparameter are drawn on a log scale at first, when half of the values lie in the lowest part of the range. */
const [LOG_SPAN, LOG_MEDIAN] = [100, 0.2];

interface Extent {
  readonly min: number;
  readonly max: number;
}

/** Scales a column can have, the one it has at first in front. `trials` are those shown. */
export function scalesFor(column: Column, trials: readonly number[]): ScaleName[] {
  if (!column.numeric) return ['points'];
  const extent = extentOf(column.values, trials);
  const positive = extent !== null && extent.min > 0;
  const names: ScaleName[] = ['linear', ...(positive ? (['log'] as const) : []), 'quantile', 'points'];
  const usual: ScaleName = column.kind === 'hyperparameter' && positive && extent.max / extent.min >= LOG_SPAN && isLow(finite(column.values, trials), extent) ? 'log' : 'linear';
  return [usual, ...names.filter((name) => name !== usual)];
}

/** The scale of a column over `trials`. One that the column cannot have (any more) gives way to the usual one. */
export function makeScale(column: Column, options: { readonly trials: readonly number[]; readonly wanted?: ScaleName | undefined; readonly ticks?: number }): Scale {
  const { trials, wanted, ticks = DEFAULT_TICKS } = options;
  const possible = scalesFor(column, trials);
  const name = wanted !== undefined && possible.includes(wanted) ? wanted : (possible[0] as ScaleName);
  if (name === 'points') return pointScale(distinct(trials.map((trial) => column.values[trial] ?? null)));
  if (name === 'quantile') return quantileScale(finite(column.values, trials));
  return numberScale(name, extentOf(column.values, trials), { most: ticks, few: fewNumbers(column.values, trials, ticks) });
}

/** `few` are the values themselves where they are no more than `most`: then ticks stand at them. */
function numberScale(name: 'linear' | 'log', extent: Extent | null, { most, few }: { readonly most: number; readonly few: readonly number[] | null }): Scale {
  const { min, max } = room(extent ?? { min: 0, max: 1 }, name);
  // Halves, where the distance of the ends is more than a double holds.
  const unit = Number.isFinite(max - min) ? 1 : 2;
  const [into, back] = name === 'log' ? [Math.log10, (even: number) => 10 ** even] : [(value: number) => value / unit, (even: number) => even * unit];
  const [start, span] = [into(min), into(max) - into(min)];
  const position = (value: Cell): number => {
    if (typeof value !== 'number') return Number.NaN;
    const at = (into(value) - start) / span;
    return Number.isFinite(at) ? at : Number.NaN;
  };
  // An end of the axis is exactly the extent's, whatever rounding makes of it; a brush to the end takes the outermost trial in.
  const value = (at: number): number => (at <= 0 ? Math.min(min, back(start + span * at)) : at >= 1 ? Math.max(max, back(start + span * at)) : back(start + span * at));
  const marks = few !== null ? few.map((mark) => ({ value: mark, label: cellText(Number(mark.toPrecision(4))) })) : name === 'log' ? logTicks({ min, max }, most).map((mark) => ({ value: mark, label: cellText(mark) })) : yTicks({ min: min / unit, max: max / unit }, 'linear', most);
  return {
    name,
    position,
    between: (from, to) => ({ kind: 'range', min: value(from), max: value(to) }),
    span: (filter) => (filter.kind === 'range' ? ends(position(filter.min), position(filter.max)) : null),
    ticks: marks.map(({ value: mark, label }) => ({ position: position(mark), label })).filter((tick) => tick.position >= -1e-9 && tick.position <= 1 + 1e-9),
    step: 1 / 50,
  };
}

/** Places by rank among the values: those that stand twice take twice the room. Between values it is straight. */
function quantileScale(sorted: Float64Array): Scale {
  const last = Math.max(1, sorted.length - 1);
  const position = (value: Cell): number => {
    if (typeof value !== 'number' || !Number.isFinite(value) || sorted.length === 0) return Number.NaN;
    const low = bound(sorted, (one) => one < value);
    const high = bound(sorted, (one) => one <= value);
    if (high > low) return (low + high - 1) / 2 / last;
    if (low === 0) return 0;
    if (low === sorted.length) return 1;
    const [before, after] = [sorted[low - 1] as number, sorted[low] as number];
    return (low - 1 + (value - before) / (after - before)) / last;
  };
  const value = (at: number): number => {
    if (at <= 0) return sorted[0] ?? 0;
    if (at >= 1) return sorted[sorted.length - 1] ?? 1;
    const place = at * last;
    const [before, after] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0];
    return before + (after - before) * (place - Math.floor(place));
  };
  const quarters = sorted.length === 0 ? [] : [0, 0.25, 0.5, 0.75, 1];
  return {
    name: 'quantile',
    position,
    between: (from, to) => ({ kind: 'range', min: value(from), max: value(to) }),
    span: (filter) => (filter.kind === 'range' ? ends(position(filter.min), position(filter.max)) : null),
    ticks: quarters.map((at) => ({ position: at, label: cellText(Number(value(at).toPrecision(3))) })),
    step: 1 / 20,
  };
}

function pointScale(values: readonly HparamValue[]): Scale {
  const shown = values.slice(0, MOST_POINTS);
  const place = (i: number): number => (shown.length === 1 ? 0.5 : i / (shown.length - 1));
  const places = new Map(shown.map((value, i) => [value, place(i)]));
  const gap = shown.length === 1 ? 1 : 1 / (shown.length - 1);
  return {
    name: 'points',
    position: (value) => (value === null ? Number.NaN : (places.get(value) ?? Number.NaN)),
    between: (from, to) => ({ kind: 'set', values: shown.filter((_, i) => place(i) >= from - 1e-9 && place(i) <= to + 1e-9) }),
    span(filter) {
      if (filter.kind !== 'set') return null;
      const at = filter.values.flatMap((value) => places.get(value) ?? []);
      return at.length === 0 ? null : [Math.max(0, Math.min(...at) - gap / 4), Math.min(1, Math.max(...at) + gap / 4)];
    },
    ticks: shown.map((value, i) => ({ position: place(i), label: cellText(value) })),
    step: gap,
  };
}

/** Ends of a span on the axis: what is infinite or beyond its end is the end. */
const ends = (from: number, to: number): readonly [number, number] => [Number.isNaN(from) ? 0 : Math.max(0, from), Number.isNaN(to) ? 1 : Math.min(1, to)];

/** One value alone stands in the middle. */
function room({ min, max }: Extent, name: 'linear' | 'log'): Extent {
  if (min < max) return { min, max };
  if (name === 'log') return { min: min / 2, max: max * 2 };
  const half = min === 0 ? 1 : Math.abs(min) / 2;
  return { min: min - half, max: max + half };
}

/** Whether the median lies low: one value far below the others does not make a scale logarithmic. */
const isLow = (sorted: Float64Array, { min, max }: Extent): boolean => ((sorted[Math.floor((sorted.length - 1) / 2)] as number) - min) / (max - min) < LOG_MEDIAN;

/** Distinct finite values in order, when there are at most `most` and at least one; else null. */
function fewNumbers(values: readonly Cell[], trials: readonly number[], most: number): number[] | null {
  const found = new Set<number>();
  for (const trial of trials) {
    const value = values[trial];
    if (typeof value === 'number' && Number.isFinite(value)) found.add(value);
    if (found.size > most) return null;
  }
  return found.size === 0 ? null : [...found].sort((a, b) => a - b);
}

function extentOf(values: readonly Cell[], trials: readonly number[]): Extent | null {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const trial of trials) {
    const value = values[trial];
    if (typeof value !== 'number' || !Number.isFinite(value)) continue;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return min > max ? null : { min, max };
}

const finite = (values: readonly Cell[], trials: readonly number[]): Float64Array =>
  Float64Array.from(trials.map((trial) => values[trial]).filter((value): value is number => typeof value === 'number' && Number.isFinite(value))).sort();

/** How many at the front of `sorted` are `before`. */
function bound(sorted: Float64Array, before: (value: number) => boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (before(sorted[middle] as number)) low = middle + 1;
    else high = middle;
  }
  return low;
}
