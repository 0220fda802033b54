/**
 * A run of consecutive points ⇄ one BLOB, with the statistics that let a reader skip it. Pure.
 *
 * ```
 *  0  u8   layout: 1 scalar (3 columns), 2 references (6 columns)
 *  4  u32  points
 *  8  u8 × 8  encoding of each column (column-codec.ts)
 * 16  the columns, each at a multiple of 8: steps, wall times, values [, offsets, lengths, indexes]
 * ```
 */
import type { Columns, RefColumns } from '../model/columns.js';
import { columnLength, planColumn, readColumn, writeColumn } from './column-codec.js';
import { StoreDamaged } from './damaged.js';

/** Most points a chunk may hold. */
export const CHUNK_POINTS = 4096;
/** A chunk of up to so many points is open: the next commit may rewrite it. */
export const OPEN_POINTS = 256;

const HEAD = 16;
const SCALAR = 1;
const REFERENCES = 2;

/** What is known of a chunk without decoding it. Steps and wall times in points' order unless said otherwise. */
export interface ChunkHeader {
  readonly count: number;
  readonly firstStep: number;
  readonly lastStep: number;
  readonly minStep: number;
  readonly maxStep: number;
  /** Steps never decrease within the chunk. */
  readonly monotone: boolean;
  readonly firstWallTime: number;
  readonly lastWallTime: number;
  readonly minWallTime: number;
  readonly maxWallTime: number;
  readonly lastValue: number;
  /** Smallest of the finite values, NaN when there are none. */
  readonly minValue: number;
  /** Largest of the finite values, NaN when there are none. */
  readonly maxValue: number;
  /** How many values are NaN or infinite. */
  readonly nonFinite: number;
}

/** A chunk ready to be stored. */
export interface EncodedChunk {
  readonly header: ChunkHeader;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Whether these columns say where values stand in their file. */
export const isRefColumns = (columns: Columns | RefColumns): columns is RefColumns => 'offsets' in columns;

/**
 * Encodes the points `[from, to)`: at least one, at most `CHUNK_POINTS`, otherwise a RangeError.
 * Lossless, but for the payload of NaNs.
 */
export function encodeChunk(columns: Columns | RefColumns, from: number, to: number): EncodedChunk {
  const count = to - from;
  if (!(count >= 1 && count <= CHUNK_POINTS && from >= 0 && to <= columns.steps.length)) {
    throw new RangeError(`a chunk holds 1 to ${CHUNK_POINTS} points, asked for [${from}, ${to}) of ${columns.steps.length}`);
  }
  const sources = columnsOf(columns);
  const plans = sources.map((numbers) => planColumn(numbers, from, to));
  const buffer = new ArrayBuffer(plans.reduce((sum, plan) => sum + plan.length, HEAD));
  const bytes = new Uint8Array(buffer);
  bytes[0] = sources.length === 3 ? SCALAR : REFERENCES;
  new Uint32Array(buffer, 4, 1)[0] = count;
  let at = HEAD;
  for (const [index, plan] of plans.entries()) {
    bytes[8 + index] = plan.encoding;
    writeColumn(sources[index] as Float64Array, from, to, { plan, buffer, at });
    at += plan.length;
  }
  return { header: describe(columns, from, to), bytes };
}

/** The points of a chunk. Throws `StoreDamaged` when the bytes are not a whole chunk. */
export function decodeChunk(bytes: Uint8Array): Columns | RefColumns {
  const { layout, count } = readHead(bytes);
  const target = layout === SCALAR ? newColumns(count) : newRefColumns(count);
  decodeChunkInto(bytes, target, 0);
  return target;
}

/**
 * Decodes a chunk into columns from row `at` on and returns how many points it had; reading many chunks this way needs
 * no second copy. Throws `StoreDamaged` when the bytes are not a whole chunk, are of the other kind (scalar points,
 * references), or hold more points than there is room.
 */
export function decodeChunkInto(bytes: Uint8Array, target: Columns | RefColumns, at: number): number {
  const aligned = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice();
  const { count, columns } = readHead(aligned);
  const targets = columnsOf(target);
  if (targets.length !== columns) throw new StoreDamaged(`chunk has ${columns} columns, want ${targets.length}`);
  if (at + count > target.steps.length) throw new StoreDamaged(`chunk has ${count} points, want at most ${target.steps.length - at}`);
  let offset = HEAD;
  for (let index = 0; index < columns; index += 1) {
    const encoding = aligned[8 + index] as number;
    readColumn(aligned, offset, { encoding, count, target: targets[index] as Float64Array, to: at });
    offset += columnLength(encoding, count);
  }
  return count;
}

/** Whether the chunk holds references rather than scalar points. */
export const holdsReferences = (bytes: Uint8Array): boolean => bytes[0] === REFERENCES;

/** Columns for `count` scalar points, all zero. */
export const newColumns = (count: number): Columns => ({
  steps: new Float64Array(count),
  wallTimes: new Float64Array(count),
  values: new Float64Array(count),
});

/** Columns for `count` references, all zero. */
export const newRefColumns = (count: number): RefColumns => ({
  ...newColumns(count),
  offsets: new Float64Array(count),
  lengths: new Float64Array(count),
  indexes: new Float64Array(count),
});

function columnsOf(columns: Columns | RefColumns): Float64Array[] {
  const { steps, wallTimes, values } = columns;
  if (!isRefColumns(columns)) return [steps, wallTimes, values];
  return [steps, wallTimes, values, columns.offsets, columns.lengths, columns.indexes];
}

/** Checks everything that later code trusts: kind, number of points, encodings and the exact length. */
function readHead(bytes: Uint8Array): { layout: number; count: number; columns: number } {
  if (bytes.length < HEAD) throw new StoreDamaged(`chunk is ${bytes.length} bytes, want at least ${HEAD}`);
  const layout = bytes[0] as number;
  if (layout !== SCALAR && layout !== REFERENCES) throw new StoreDamaged(`chunk has layout ${layout}, want 1 or 2`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const count = view.getUint32(4, littleEndian);
  if (count < 1 || count > CHUNK_POINTS) throw new StoreDamaged(`chunk has ${count} points, want 1 to ${CHUNK_POINTS}`);
  const columns = layout === SCALAR ? 3 : 6;
  let length = HEAD;
  for (let index = 0; index < columns; index += 1) length += columnLength(bytes[8 + index] as number, count);
  if (length !== bytes.length) throw new StoreDamaged(`chunk is ${bytes.length} bytes, want ${length}`);
  return { layout, count, columns };
}

const littleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

function describe({ steps, wallTimes, values }: Columns, from: number, to: number): ChunkHeader {
  const [minStep, maxStep, monotone] = extent(steps, from, to);
  const [minWallTime, maxWallTime] = extent(wallTimes, from, to);
  let minValue = Infinity;
  let maxValue = -Infinity;
  let nonFinite = 0;
  for (let i = from; i < to; i += 1) {
    const value = values[i] as number;
    // value - value is 0 for finite numbers and NaN for all others
    if (value - value !== 0) nonFinite += 1;
    else {
      if (value < minValue) minValue = value;
      if (value > maxValue) maxValue = value;
    }
  }
  const anyFinite = nonFinite < to - from;
  return {
    count: to - from,
    firstStep: steps[from] as number,
    lastStep: steps[to - 1] as number,
    minStep,
    maxStep,
    monotone,
    firstWallTime: wallTimes[from] as number,
    lastWallTime: wallTimes[to - 1] as number,
    minWallTime,
    maxWallTime,
    lastValue: values[to - 1] as number,
    minValue: anyFinite ? minValue : NaN,
    maxValue: anyFinite ? maxValue : NaN,
    nonFinite,
  };
}

/** Smallest, largest, and whether the numbers never decrease: the usual case, where the ends are the extremes. */
function extent(numbers: Float64Array, from: number, to: number): [number, number, boolean] {
  let previous = numbers[from] as number;
  let monotone = true;
  for (let i = from + 1; i < to; i += 1) {
    const number = numbers[i] as number;
    if (number < previous) {
      monotone = false;
      break;
    }
    previous = number;
  }
  if (monotone) return [numbers[from] as number, previous, true];
  let smallest = Infinity;
  let largest = -Infinity;
  for (let i = from; i < to; i += 1) {
    const number = numbers[i] as number;
    if (number < smallest) smallest = number;
    if (number > largest) largest = number;
  }
  return [smallest, largest, false];
}
