/**
 * Fewer points that look the same. Pure, deterministic, one pass. Two questions are answered: which points to draw at a width
 * (`pickPoints`), and which so many stand for a series where a client wants a number (`thinTo`).
 */
import type { Columns } from './columns.js';

export interface PickOptions {
  /** How many points are wanted, about twice the number of buckets: the width in pixels, for buckets of two pixels. At least 2. */
  readonly points: number;
  /** Range on the axis, both ends included; left out: where the points are. */
  readonly from?: number;
  readonly to?: number;
  /** Whether buckets are even on a linear or on a logarithmic axis. What is not above 0 falls into the first one of a logarithmic axis. */
  readonly scale?: 'linear' | 'log';
}

/**
 * Indexes of the points to draw, ascending. `x` must not decrease (see `ascendingOrder`) and holds no NaN.
 *
 * The axis is cut into `points` / 2 even buckets. Each keeps its least and its greatest value, and of NaN, ∞ and −∞ each the first
 * and the last; kept as well are the first and the last point in the range and the one next to it on either side, so that
 * a line reaches the edge. All points are answered when the range holds no more than `points`.
 */
export function pickPoints(x: Float64Array, values: Float64Array, options: PickOptions): Int32Array {
  const { points, from = -Infinity, to = Infinity, scale = 'linear' } = options;
  const begin = firstAtLeast(x, from);
  const end = firstAbove(x, to);
  const before = Math.max(0, begin - 1);
  const after = Math.min(x.length, end + 1);
  if (end - begin <= points) return Int32Array.from({ length: after - before }, (_, i) => before + i);

  const buckets = Math.max(1, Math.floor(points / 2));
  const bounds = bucketBounds({ low: Math.max(from, x[begin] as number), high: Math.min(to, x[end - 1] as number), from, to }, { buckets, scale });
  const picked = new Picked(2 * points + 8);
  if (before < begin) picked.add(before);
  picked.add(begin);
  let at = begin;
  for (let bucket = 0; at < end; bucket += 1) {
    const bound = bucket < bounds.length ? (bounds[bucket] as number) : Infinity;
    if ((x[at] as number) > bound) continue;
    at = pickBucket(x, values, { at, end, bound, picked });
  }
  picked.add(end - 1);
  if (after > end) picked.add(end);
  return picked.done();
}

/** Where a zoom shows only part of the points, buckets lie on what is shown of the axis, so that each is two pixels wide. */
function bucketBounds(
  { low, high, from, to }: { low: number; high: number; from: number; to: number },
  { buckets, scale }: { buckets: number; scale: 'linear' | 'log' },
): Float64Array {
  const least = Number.isFinite(from) ? from : low;
  const most = Number.isFinite(to) ? to : high;
  const bounds = new Float64Array(buckets);
  if (scale === 'log' && most > 0) {
    // an axis that begins at or below 0 shows three decades at least
    const start = Math.log(least > 0 ? least : Math.min(most, 1) / 1000);
    const width = (Math.log(most) - start) / buckets;
    for (let i = 0; i < buckets; i += 1) bounds[i] = Math.exp(start + width * (i + 1));
  } else {
    // dividing first: the difference of two doubles may be infinite
    const width = most / buckets - least / buckets;
    for (let i = 0; i < buckets; i += 1) bounds[i] = least + width * (i + 1);
  }
  return bounds;
}

/** Picks from the points at `at` and after it whose x is at most `bound`; answers the index of the first one beyond. */
function pickBucket(x: Float64Array, values: Float64Array, bucket: { at: number; end: number; bound: number; picked: Picked }): number {
  const { end, bound, picked } = bucket;
  let at = bucket.at;
  let least = -1;
  let greatest = -1;
  let leastValue = Infinity;
  let greatestValue = -Infinity;
  let odd: OddPoints | null = null;
  for (; at < end && (x[at] as number) <= bound; at += 1) {
    const value = values[at] as number;
    // true of NaN and infinities only
    if (value - value !== 0) {
      (odd ??= new OddPoints()).see(at, value);
      continue;
    }
    if (value < leastValue) {
      leastValue = value;
      least = at;
    }
    if (value > greatestValue) {
      greatestValue = value;
      greatest = at;
    }
  }
  if (odd !== null) {
    const chosen = odd.chosen();
    if (least >= 0) chosen.push(least, greatest);
    for (const index of chosen.sort((a, b) => a - b)) picked.add(index);
  } else if (least < greatest) {
    picked.add(least);
    picked.add(greatest);
  } else {
    picked.add(greatest);
    picked.add(least);
  }
  return at;
}

/**
 * At most `count` points of a series, in order; 0 = all of it. The first and the last point stay (the last alone when `count` is 1), and of
 * each of (`count` − 2) / 2 equal parts the least and the greatest value, a non-finite one before either.
 */
export function thinTo(columns: Columns, count: number): Columns {
  const length = columns.steps.length;
  if (count <= 0 || length <= count) return columns;
  const picked = new Picked(count);
  if (count > 1) picked.add(0);
  const parts = Math.floor((count - 2) / 2);
  for (let part = 0; part < parts; part += 1) {
    const from = 1 + Math.floor(((length - 2) * part) / parts);
    const to = 1 + Math.floor(((length - 2) * (part + 1)) / parts);
    for (const index of pairOf(columns.values, from, to)) picked.add(index);
  }
  picked.add(length - 1);
  return takeRows(columns, picked.done());
}

/** Two points, at least two given, that say most about `[from, to)`, ascending. */
function pairOf(values: Float64Array, from: number, to: number): [number, number] {
  let least = -1;
  let greatest = -1;
  let odd = -1;
  for (let i = from; i < to; i += 1) {
    const value = values[i] as number;
    if (value - value !== 0) {
      if (odd < 0) odd = i;
      continue;
    }
    if (least < 0 || value < (values[least] as number)) least = i;
    if (greatest < 0 || value > (values[greatest] as number)) greatest = i;
  }
  const other = odd < 0 ? least : odd;
  // all the same, or nothing finite
  if (other === greatest || greatest < 0) return [from, to - 1];
  return other < greatest ? [other, greatest] : [greatest, other];
}

/** The rows at `indexes`, in that order. */
export function takeRows({ steps, wallTimes, values }: Columns, indexes: ArrayLike<number>): Columns {
  const take = (column: Float64Array): Float64Array => {
    const taken = new Float64Array(indexes.length);
    for (let i = 0; i < indexes.length; i += 1) taken[i] = column[indexes[i] as number] as number;
    return taken;
  };
  return { steps: take(steps), wallTimes: take(wallTimes), values: take(values) };
}

/** The order that makes `x` ascending, points at one x as they were; null when it is already so, as is usual. */
export function ascendingOrder(x: Float64Array): Uint32Array | null {
  let ascending = true;
  for (let i = 1; i < x.length && ascending; i += 1) ascending = (x[i] as number) >= (x[i - 1] as number);
  if (ascending) return null;
  // by value, then by index: sorting typed arrays is not promised to be stable
  return Uint32Array.from(x.keys()).sort((a, b) => (x[a] as number) - (x[b] as number) || a - b);
}

function firstAtLeast(x: Float64Array, bound: number): number {
  let low = 0;
  let high = x.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((x[middle] as number) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

function firstAbove(x: Float64Array, bound: number): number {
  let low = 0;
  let high = x.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((x[middle] as number) <= bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** First and last of each kind of non-finite value. */
class OddPoints {
  readonly #ends = new Int32Array(6).fill(-1);

  see(index: number, value: number): void {
    const kind = value === Infinity ? 2 : value === -Infinity ? 4 : 0;
    if ((this.#ends[kind] as number) < 0) this.#ends[kind] = index;
    this.#ends[kind + 1] = index;
  }

  /** Not in order, perhaps twice. */
  chosen(): number[] {
    return [...this.#ends].filter((index) => index >= 0);
  }
}

/** A growing list of ascending indexes; one that is there already is not added again. */
class Picked {
  #indexes: Int32Array;
  #length = 0;

  constructor(capacity: number) {
    this.#indexes = new Int32Array(Math.max(capacity, 8));
  }

  add(index: number): void {
    if (this.#length > 0 && index <= (this.#indexes[this.#length - 1] as number)) return;
    if (this.#length === this.#indexes.length) {
      const larger = new Int32Array(2 * this.#length);
      larger.set(this.#indexes);
      this.#indexes = larger;
    }
    this.#indexes[this.#length] = index;
    this.#length += 1;
  }

  done(): Int32Array {
    return this.#indexes.slice(0, this.#length);
  }
}
