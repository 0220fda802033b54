import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Columns, RefColumns } from '../../../server/model/columns.js';
import { CHUNK_POINTS, decodeChunk, decodeChunkInto, encodeChunk, newColumns, newRefColumns } from '../../../server/store/chunk-codec.js';
import { StoreDamaged } from '../../../server/store/damaged.js';

const columnsOf = (steps: Iterable<number>, wallTimes: Iterable<number>, values: Iterable<number>): Columns => ({
  steps: Float64Array.from(steps),
  wallTimes: Float64Array.from(wallTimes),
  values: Float64Array.from(values),
});

const sequence = (count: number, at: (i: number) => number): number[] => Array.from({ length: count }, (_, i) => at(i));

const roundTrip = (columns: Columns | RefColumns): Columns | RefColumns => decodeChunk(encodeChunk(columns, 0, columns.steps.length).bytes);

/** Bytes a point, the head left out. */
const bytesAPoint = (columns: Columns | RefColumns): number =>
  Math.round((encodeChunk(columns, 0, columns.steps.length).bytes.length - 16) / columns.steps.length);

const step = fc.oneof(
  fc.integer({ min: -1000, max: 1000 }),
  fc.maxSafeInteger(),
  fc.constantFrom(2 ** 53, -(2 ** 53), 2 ** 53 - 1, 2 ** 62, -(2 ** 63), 0),
);
const tick = fc.integer({ min: 0, max: 2 ** 31 }).map((ticks) => 1_700_000_000 + ticks / 2 ** 22);
const wallTime = fc.oneof(tick, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constantFrom(0, -0, -1.5, 2 ** 31, 1e300));
const value = fc.oneof(
  fc.double(),
  fc.float(),
  fc.integer(),
  fc.constantFrom(NaN, -0, 0, Infinity, -Infinity, Number.MIN_VALUE, Number.MAX_VALUE, 2 ** 53, 3.4e38, 1e-45),
);
const points = fc.array(fc.tuple(step, wallTime, value), { minLength: 1, maxLength: 60 });

/** Every number of one kind, so that the compact encodings are reached, too. */
const evenPoints = fc
  .tuple(fc.constantFrom(step, fc.integer({ min: 0, max: 300 })), fc.constantFrom(tick, wallTime), fc.constantFrom(fc.float(), fc.integer({ min: -9, max: 9 })))
  .chain(([steps, wallTimes, values]) => fc.array(fc.tuple(steps, wallTimes, values), { minLength: 1, maxLength: 60 }));

describe('encodeChunk and decodeChunk', () => {
  it('give back exactly what went in, whatever the points are', () => {
    fc.assert(
      fc.property(fc.oneof(points, evenPoints), (rows) => {
        const columns = columnsOf(rows.map((row) => row[0]), rows.map((row) => row[1]), rows.map((row) => row[2]));
        // toEqual tells -0 from 0 and takes NaN for NaN
        expect(roundTrip(columns)).toEqual(columns);
      }),
      { numRuns: 1000 },
    );
  });

  it('give back references exactly', () => {
    const row = fc.tuple(step, wallTime, fc.nat(1000), fc.nat({ max: 2 ** 31 - 1 }), fc.nat(), fc.nat(20));
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 40 }), (rows) => {
        const column = (k: 0 | 1 | 2 | 3 | 4 | 5): Float64Array => Float64Array.from(rows, (one) => one[k]);
        const refs: RefColumns = { steps: column(0), wallTimes: column(1), values: column(2), offsets: column(3), lengths: column(4), indexes: column(5) };
        expect(roundTrip(refs)).toEqual(refs);
      }),
    );
  });

  it('keep a NaN with a payload as a NaN', () => {
    const bits = new BigUint64Array([0x7ff8dead_beef0001n, 0xfff0000000000001n]);
    const values = new Float64Array(bits.buffer);
    expect(roundTrip({ ...columnsOf([1, 2], [5, 6], []), values }).values).toEqual(Float64Array.of(NaN, NaN));
  });

  it('keep differences exact when the steps span more than 2^53', () => {
    const columns = columnsOf([-(2 ** 53), -1, 2 ** 53 - 2], [1, 2, 3], [1, 2, 3]);
    expect(roundTrip(columns)).toEqual(columns);
    const even = columnsOf(sequence(8, (i) => -(2 ** 53) + i * (2 ** 51 - 1)), sequence(8, Number), sequence(8, Number));
    expect(roundTrip(even)).toEqual(even);
  });

  it('take a slice of the columns', () => {
    const columns = columnsOf(sequence(10, (i) => i * i), sequence(10, (i) => i + 0.1), sequence(10, (i) => i / 3));
    const decoded = decodeChunk(encodeChunk(columns, 3, 7).bytes);
    expect(decoded).toEqual({ steps: columns.steps.slice(3, 7), wallTimes: columns.wallTimes.slice(3, 7), values: columns.values.slice(3, 7) });
  });

  it('need 8 bytes a point or less for what PyTorch writes: even steps, jittered times, float32 values', () => {
    const count = CHUNK_POINTS;
    let time = 1_700_000_000.25;
    const times = sequence(count, (i) => (time += 0.1 + ((i * 7919) % 1000) / 1e4));
    const values = sequence(count, (i) => Math.fround(1 / (i + 3)));
    expect(bytesAPoint(columnsOf(sequence(count, (i) => i * 10), times, values))).toBe(8);
    // jitter below 15 ms fits two bytes
    const steady = sequence(count, (i) => 1_700_000_000 + i * 0.25 + ((i * 7919) % 1000) / 1e5);
    expect(bytesAPoint(columnsOf(sequence(count, Number), steady, values))).toBe(6);
  });

  it('need next to nothing for a constant and 1 byte for a slow counter', () => {
    const even = sequence(1000, Number);
    expect(bytesAPoint(columnsOf(even, even, sequence(1000, () => 0.25)))).toBe(0);
    expect(bytesAPoint(columnsOf(even, even, sequence(1000, (i) => Math.floor(i / 100))))).toBe(1);
  });

  it('keep float64 values that float32 cannot hold', () => {
    const columns = columnsOf([1, 2], [1.1, 2.2], [0.1, 0.2]);
    expect(roundTrip(columns)).toEqual(columns);
  });

  it('refuse an empty chunk, one past the limit, and a slice beyond the columns', () => {
    const columns = newColumns(CHUNK_POINTS + 1);
    expect(() => encodeChunk(columns, 5, 5)).toThrow(RangeError);
    expect(() => encodeChunk(columns, 0, CHUNK_POINTS + 1)).toThrow(RangeError);
    expect(() => encodeChunk(columns, CHUNK_POINTS, CHUNK_POINTS + 2)).toThrow(RangeError);
  });

  it('own their buffer, so that it can be transferred', () => {
    const { bytes } = encodeChunk(newColumns(5), 0, 5);
    expect(bytes.byteOffset).toBe(0);
    expect(bytes.buffer.byteLength).toBe(bytes.length);
  });

  it('decode from bytes that are not aligned', () => {
    const columns = columnsOf([1, 2, 7], [1.5, 2.5, 2.75], [NaN, 0.1, 3]);
    const { bytes } = encodeChunk(columns, 0, 3);
    for (let shift = 1; shift < 8; shift += 1) {
      const shifted = new Uint8Array(bytes.length + shift).subarray(shift);
      shifted.set(bytes);
      expect(decodeChunk(shifted)).toEqual(columns);
    }
  });

  it('say StoreDamaged, whichever byte of the head is wrong and wherever the bytes are cut', () => {
    const { bytes } = encodeChunk(columnsOf([1, 2, 7], [1.5, 2.5, 2.75], [NaN, 0.1, 3]), 0, 3);
    for (let length = 0; length < bytes.length; length += 1) expect(() => decodeChunk(bytes.slice(0, length))).toThrow(StoreDamaged);
    for (let at = 0; at < 16; at += 1) {
      for (let wrong = 0; wrong < 256; wrong += 1) {
        const damaged = bytes.slice();
        damaged[at] = wrong;
        try {
          expect(decodeChunk(damaged).steps.length).toBeLessThanOrEqual(CHUNK_POINTS);
        } catch (error) {
          expect(error).toBeInstanceOf(StoreDamaged);
        }
      }
    }
  });

  it('decode into the middle of larger columns, and never past their end', () => {
    const { bytes } = encodeChunk(columnsOf([1, 2], [3, 4], [5, 6]), 0, 2);
    const target = newColumns(4);
    expect(decodeChunkInto(bytes, target, 1)).toBe(2);
    expect(target).toEqual(columnsOf([0, 1, 2, 0], [0, 3, 4, 0], [0, 5, 6, 0]));
    expect(() => decodeChunkInto(bytes, target, 3)).toThrow(StoreDamaged);
    expect(() => decodeChunkInto(bytes, newRefColumns(2), 0)).toThrow(StoreDamaged);
  });
});

describe('the statistics of a chunk', () => {
  it('are those of its points', () => {
    const columns = columnsOf([5, 9, 9, 7], [10.5, 10, 12, 11], [NaN, -2, Infinity, 4]);
    expect(encodeChunk(columns, 0, 4).header).toEqual({
      count: 4,
      firstStep: 5,
      lastStep: 7,
      minStep: 5,
      maxStep: 9,
      monotone: false,
      firstWallTime: 10.5,
      lastWallTime: 11,
      minWallTime: 10,
      maxWallTime: 12,
      lastValue: 4,
      minValue: -2,
      maxValue: 4,
      nonFinite: 2,
    });
  });

  it('call repeated steps monotone', () => {
    expect(encodeChunk(columnsOf([3, 3, 4], [1, 1, 1], [0, 0, 0]), 0, 3).header.monotone).toBe(true);
  });

  it('have NaN for the extremes when no value is finite', () => {
    const { header } = encodeChunk(columnsOf([1, 2, 3], [1, 2, 3], [NaN, Infinity, -Infinity]), 0, 3);
    expect(header).toMatchObject({ minValue: NaN, maxValue: NaN, lastValue: -Infinity, nonFinite: 3 });
  });
});
