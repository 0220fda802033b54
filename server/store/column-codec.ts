/**
 * One column of numbers ⇄ bytes, lossless, in the smallest of these encodings. The encoding byte says which:
 *
 * | byte | encoding | bytes |
 * |---|---|---|
 * | 0 | float64 as it is | 8 a number |
 * | 1 | float32, when every number survives it | 4 a number |
 * | 0x10 + w | whole numbers as differences | 16 + w a number, w = 0, 1, 2 or 4 |
 * | 0x20 + w | multiples of 2^-22 as differences | 16 + w a number |
 *
 * Differences: float64 first number, float64 smallest difference, then for each further number its difference minus the
 * smallest, unsigned, w bytes wide. So an arithmetic progression (steps, as a rule) is 16 bytes whatever its length.
 * Wall times: a float64 in [2^30, 2^31) seconds (2004 to 2038) is always a multiple of 2^-22 s, so differences are exact.
 *
 * Every column begins at a multiple of 8 bytes, so that it can be read through a typed array; byte order is the machine's
 * own, as an index never leaves the machine that made it.
 *
 * A NaN stays NaN, but its payload may change. -0 stays -0.
 */
import { StoreDamaged } from './damaged.js';

const FLOAT64 = 0;
const FLOAT32 = 1;
const WHOLE = 0x10;
const TICKS = 0x20;
const TICKS_PER_UNIT = 2 ** 22;
const EXACT = 2 ** 53;
/** first number and smallest difference */
const DIFFERENCES_HEAD = 16;

/** How one column will be encoded, and what that needs. */
export interface ColumnPlan {
  readonly encoding: number;
  /** Differences only: the smallest one, in ticks. */
  readonly base: number;
  /** Bytes, always a multiple of 8. */
  readonly length: number;
}

const alignedTo8 = (bytes: number): number => (bytes + 7) & ~7;

/** Chooses the smallest encoding of `numbers[from, to)`, at least one number. */
export function planColumn(numbers: Float64Array, from: number, to: number): ColumnPlan {
  const whole = planDifferences(numbers, from, to, 1, WHOLE);
  if (whole !== null && (whole.encoding & 0x0f) < 4) return whole;
  const differences = whole ?? planDifferences(numbers, from, to, TICKS_PER_UNIT, TICKS);
  if (differences !== null && (differences.encoding & 0x0f) < 4) return differences;
  if (fitsFloat32(numbers, from, to)) return { encoding: FLOAT32, base: 0, length: alignedTo8(4 * (to - from)) };
  return differences ?? { encoding: FLOAT64, base: 0, length: 8 * (to - from) };
}

/** Writes what was planned into `buffer` at `at`, a multiple of 8. */
export function writeColumn(numbers: Float64Array, from: number, to: number, target: { plan: ColumnPlan; buffer: ArrayBuffer; at: number }): void {
  const { plan, buffer, at } = target;
  const count = to - from;
  if (plan.encoding === FLOAT64) {
    new Float64Array(buffer, at, count).set(numbers.subarray(from, to));
    return;
  }
  if (plan.encoding === FLOAT32) {
    new Float32Array(buffer, at, count).set(numbers.subarray(from, to));
    return;
  }
  const scale = (plan.encoding & 0xf0) === WHOLE ? 1 : TICKS_PER_UNIT;
  let previous = (numbers[from] as number) * scale;
  const head = new Float64Array(buffer, at, 2);
  head[0] = previous;
  head[1] = plan.base;
  const width = plan.encoding & 0x0f;
  if (width === 0) return;
  const differences = viewOf(buffer, at + DIFFERENCES_HEAD, count - 1, width);
  for (let i = from + 1; i < to; i += 1) {
    const tick = (numbers[i] as number) * scale;
    differences[i - from - 1] = tick - previous - plan.base;
    previous = tick;
  }
}

/** Bytes a column of `count` numbers takes in `encoding`. Throws `StoreDamaged` for a byte that names no encoding. */
export function columnLength(encoding: number, count: number): number {
  if (encoding === FLOAT64) return 8 * count;
  if (encoding === FLOAT32) return alignedTo8(4 * count);
  const family = encoding & 0xf0;
  const width = encoding & 0x0f;
  if ((family === WHOLE || family === TICKS) && (width === 0 || width === 1 || width === 2 || width === 4)) {
    return DIFFERENCES_HEAD + alignedTo8(width * (count - 1));
  }
  throw new StoreDamaged(`chunk names column encoding ${encoding}, which does not exist`);
}

/**
 * Decodes `count` numbers that stand at byte `at` of `bytes` into `target` from `to` on. The bytes must be long enough
 * and `bytes.byteOffset + at` a multiple of 8; `decodeChunk` sees to both.
 */
export function readColumn(bytes: Uint8Array, at: number, source: { encoding: number; count: number; target: Float64Array; to: number }): void {
  const { encoding, count, target, to } = source;
  const buffer = bytes.buffer;
  const start = bytes.byteOffset + at;
  if (encoding === FLOAT64) {
    target.set(new Float64Array(buffer, start, count), to);
    return;
  }
  if (encoding === FLOAT32) {
    target.set(new Float32Array(buffer, start, count), to);
    return;
  }
  const head = new Float64Array(buffer, start, 2);
  const unit = (encoding & 0xf0) === WHOLE ? 1 : 1 / TICKS_PER_UNIT;
  const width = encoding & 0x0f;
  let tick = head[0] as number;
  const base = head[1] as number;
  target[to] = tick * unit;
  if (width === 0) {
    for (let i = 1; i < count; i += 1) target[to + i] = (tick + i * base) * unit;
    return;
  }
  // one loop each, so that each sees a single kind of array (measured: a shared loop is three times slower)
  const first = start + DIFFERENCES_HEAD;
  if (width === 1) {
    const differences = new Uint8Array(buffer, first, count - 1);
    for (let i = 0; i < count - 1; i += 1) {
      tick += base + (differences[i] as number);
      target[to + i + 1] = tick * unit;
    }
  } else if (width === 2) {
    const differences = new Uint16Array(buffer, first, count - 1);
    for (let i = 0; i < count - 1; i += 1) {
      tick += base + (differences[i] as number);
      target[to + i + 1] = tick * unit;
    }
  } else {
    const differences = new Uint32Array(buffer, first, count - 1);
    for (let i = 0; i < count - 1; i += 1) {
      tick += base + (differences[i] as number);
      target[to + i + 1] = tick * unit;
    }
  }
}

/** Null when some number is no multiple of 1/scale, is -0 or too large, or when the differences lie too far apart. */
function planDifferences(numbers: Float64Array, from: number, to: number, scale: number, family: number): ColumnPlan | null {
  const first = (numbers[from] as number) * scale;
  let previous = first;
  let smallest = Infinity;
  let largest = -Infinity;
  if (first !== Math.floor(first) || isNegativeZero(first)) return null;
  for (let i = from + 1; i < to; i += 1) {
    const tick = (numbers[i] as number) * scale;
    // also true of NaN, which equals nothing
    if (tick !== Math.floor(tick) || isNegativeZero(tick)) return null;
    const difference = tick - previous;
    if (difference < smallest) smallest = difference;
    if (difference > largest) largest = difference;
    previous = tick;
  }
  const count = to - from;
  if (count === 1) return Math.abs(first) <= EXACT ? { encoding: family, base: 0, length: DIFFERENCES_HEAD } : null;
  const range = largest - smallest;
  // -1 for infinities among the numbers, too: some difference is then infinite or NaN, and so is the range
  const width = range === 0 ? 0 : range < 2 ** 8 ? 1 : range < 2 ** 16 ? 2 : range < 2 ** 32 ? 4 : -1;
  // No tick lies further than this from 0, and every sum and product in decoding stays below 2^53, where whole numbers
  // are exact. One check here is cheaper than one a number above.
  const furthest = Math.max(Math.abs(first), Math.abs(previous)) + Math.abs(previous - first) + count * range;
  if (width < 0 || !(furthest < EXACT)) return null;
  return { encoding: family | width, base: smallest, length: DIFFERENCES_HEAD + alignedTo8(width * (count - 1)) };
}

const isNegativeZero = (number: number): boolean => number === 0 && 1 / number < 0;

function fitsFloat32(numbers: Float64Array, from: number, to: number): boolean {
  for (let i = from; i < to; i += 1) {
    const number = numbers[i] as number;
    // fround keeps -0 and ±Infinity; a NaN is the one number unequal to itself
    if (Math.fround(number) !== number && number === number) return false;
  }
  return true;
}

function viewOf(buffer: ArrayBuffer, at: number, count: number, width: number): Uint8Array | Uint16Array | Uint32Array {
  if (width === 1) return new Uint8Array(buffer, at, count);
  if (width === 2) return new Uint16Array(buffer, at, count);
  return new Uint32Array(buffer, at, count);
}
