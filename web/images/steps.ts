import type { ImageSteps } from '../../server/plugins/images/contract.js';

/** The steps of one series that hold a sample, as columns of equal length in step order. */
export interface SampleSteps {
  readonly steps: readonly number[];
  /** Seconds since the epoch. */
  readonly wallTimes: readonly number[];
  /** Addresses of the pictures, relative to the page. */
  readonly paths: readonly string[];
}

/** Where a slider stands: at a step, and at which of several pictures with that step. */
export interface Position {
  readonly step: number;
  /** From 0; one that is too large means the last. */
  readonly copy: number;
}

/** The last picture of a step: what was written last counts. */
export const atStep = (step: number): Position => ({ step, copy: Infinity });

/** Steps that have sample `sample` (from 0); all of them as a rule. */
export function stepsOfSample(all: ImageSteps, sample: number): SampleSteps {
  const kept = all.steps.flatMap((_, i) => (sample < (all.samples[i] ?? 0) ? [i] : []));
  return {
    steps: kept.map((i) => all.steps[i] ?? 0),
    wallTimes: kept.map((i) => all.wallTimes[i] ?? 0),
    paths: kept.map((i) => `api/plugins/images/blob/${all.keys[i] ?? ''}/${sample}`),
  };
}

/** The most samples of a step. */
export const mostSamples = (all: ImageSteps): number => all.samples.reduce((most, n) => Math.max(most, n), 0);

/** How many of the sorted steps are at most `step`. */
export function countUpTo(steps: readonly number[], step: number): number {
  let [low, high] = [0, steps.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((steps[middle] ?? Infinity) <= step) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of the picture to show at a position: of the nearest step at or before it, -1 when there is none. Null is the end. */
export function indexAt(steps: readonly number[], position: Position | null): number {
  if (position === null) return steps.length - 1;
  const last = countUpTo(steps, position.step) - 1;
  if (last < 0 || steps[last] !== position.step) return last;
  return Math.min(last, firstOf(steps, last) + position.copy);
}

/** The index, held to the steps of a range; where the range has none, the nearest step at or before its end. */
export function withinRange(steps: readonly number[], index: number, range: { readonly from: number; readonly to: number }): number {
  const last = Math.max(0, countUpTo(steps, range.to) - 1);
  let first = countUpTo(steps, range.from);
  while (first > 0 && steps[first - 1] === range.from) first--;
  return Math.max(Math.min(first, last), Math.min(index, last));
}

/** The position of a picture. */
export function positionAt(steps: readonly number[], index: number): Position {
  return { step: steps[index] ?? 0, copy: index - firstOf(steps, index) };
}

function firstOf(steps: readonly number[], index: number): number {
  const step = steps[index] ?? 0;
  let first = index;
  while (first > 0 && steps[first - 1] === step) first--;
  return first;
}

/** Every step of several sorted lists once, sorted. Lists that are the same array, or equal to the one before, cost nothing. */
export function unionOfSteps(lists: readonly (readonly number[])[]): readonly number[] {
  const different: (readonly number[])[] = [];
  for (const list of lists) if (!different.some((one) => equal(one, list))) different.push(list);
  const [only] = different;
  if (different.length <= 1) return only ? [...new Set(only)] : [];
  return [...new Set(different.flat())].sort((a, b) => a - b);
}

const equal = (a: readonly number[], b: readonly number[]): boolean => a === b || (a.length === b.length && a.every((step, i) => step === b[i]));

/** A scrub may leap; further ahead than this nothing is guessed. */
const MOST_STRIDE = 32;

/**
 * Indexes in the order they are wanted: the one to show, then those likely to be next. `by` is how far the slider moved last
 * (0: it rests): where the next such moves lead comes first, then the neighbours.
 */
export function wishesAround(index: number, count: number, by: number): readonly number[] {
  const stride = Math.max(-MOST_STRIDE, Math.min(MOST_STRIDE, by));
  const onward = stride < 0 ? -1 : 1;
  const around = [0, stride, 2 * stride, onward, 2 * onward * Math.sign(Math.abs(stride)), -onward];
  return [...new Set(around.map((far) => index + far))].filter((at) => at >= 0 && at < count);
}
