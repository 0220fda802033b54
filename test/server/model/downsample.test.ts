import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ascendingOrder, pickPoints, takeRows, thinTo, type PickOptions } from '../../../server/model/downsample.js';
import { toColumns } from '../../support/store-builder.js';

const x = fc.array(fc.oneof(fc.integer({ min: -50, max: 1000 }), fc.double({ min: -5, max: 500, noNaN: true })), { maxLength: 300 }).map((xs) => Float64Array.from(xs).sort());
const value = fc.oneof({ weight: 8, arbitrary: fc.double({ min: -10, max: 10, noNaN: true }) }, { weight: 1, arbitrary: fc.constantFrom(NaN, Infinity, -Infinity) });
const bound = fc.option(fc.integer({ min: -60, max: 1100 }), { nil: undefined });
const options = fc.record({ points: fc.integer({ min: 2, max: 60 }), scale: fc.constantFrom('linear' as const, 'log' as const), from: bound, to: bound });

/** A series with a value at each x, and a valid question about it. */
const cases = x.chain((xs) =>
  fc.tuple(fc.constant(xs), fc.array(value, { minLength: xs.length, maxLength: xs.length }).map((values) => Float64Array.from(values)), options),
);

const ask = ({ points, scale, from, to }: { points: number; scale: 'linear' | 'log'; from: number | undefined; to: number | undefined }): PickOptions => ({
  points,
  scale,
  ...(from === undefined ? {} : { from }),
  ...(to === undefined ? {} : { to }),
});

const finite = (values: Float64Array): Float64Array => values.filter((one) => Number.isFinite(one));

describe('pickPoints', () => {
  it('keeps the ends, the extremes, every kind of non-finite value and the neighbours of the range, in order, in bounds', () => {
    fc.assert(
      fc.property(cases, ([xs, values, question]) => {
        const picked = [...pickPoints(xs, values, ask(question))];
        const { from = -Infinity, to = Infinity, points } = question;
        expect(picked).toEqual([...new Set(picked)].sort((a, b) => a - b));
        const within = [...xs.keys()].filter((i) => (xs[i] as number) >= from && (xs[i] as number) <= to);
        const kept = new Set(picked);
        const [first, last] = [within[0], within.at(-1)];
        if (first !== undefined && last !== undefined) {
          const neighbours = [first - 1, first, last, last + 1].filter((i) => i >= 0 && i < xs.length);
          for (const i of neighbours) expect(kept.has(i)).toBe(true);
          const pick = (indexes: Iterable<number>): Float64Array => Float64Array.from(indexes, (i) => values[i] as number);
          const [all, some] = [pick(within), pick(picked.filter((i) => i >= first && i <= last))];
          expect(Math.min(...finite(some))).toBe(Math.min(...finite(all)));
          expect(Math.max(...finite(some))).toBe(Math.max(...finite(all)));
          for (const odd of [NaN, Infinity, -Infinity]) expect(some.includes(odd)).toBe(all.includes(odd));
          if (within.length <= points) expect(some.length).toBe(within.length);
        }
        // two or fewer finite values a bucket, six or fewer others, two ends, two neighbours
        expect(picked.length).toBeLessThanOrEqual(8 * Math.max(1, Math.floor(points / 2)) + 4);
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps the extremes of every bucket, so that no spike goes missing', () => {
    const count = 100_000;
    const xs = Float64Array.from({ length: count }, (_, i) => i);
    const values = Float64Array.from(xs, (i) => (i % 997 === 500 ? 100 + i : Math.sin(i)));
    const picked = pickPoints(xs, values, { points: 400 });
    expect(picked.length).toBeLessThanOrEqual(402);
    const buckets = 200;
    for (let bucket = 0; bucket < buckets; bucket += 1) {
      const [low, high] = [((count - 1) * bucket) / buckets, ((count - 1) * (bucket + 1)) / buckets];
      const inside = (i: number): boolean => i > low && i <= high;
      const most = (indexes: Iterable<number>): number => Math.max(...[...indexes].filter(inside).map((i) => values[i] as number));
      expect(most(picked)).toBe(most(xs.slice(Math.floor(low), Math.ceil(high) + 1)));
    }
  });

  it('keeps a lone NaN among a million points, and of a million NaNs a few', () => {
    const xs = Float64Array.from({ length: 1_000_000 }, (_, i) => i);
    const values = xs.map((i) => Math.sin(i / 1000));
    values[123_456] = NaN;
    const picked = pickPoints(xs, values, { points: 800 });
    expect(picked.includes(123_456)).toBe(true);
    expect(picked.length).toBeLessThan(820);
    expect(pickPoints(xs, values.fill(NaN), { points: 800 }).length).toBeLessThanOrEqual(802);
  });

  it('answers nothing for nothing, and all for few', () => {
    expect([...pickPoints(new Float64Array(0), new Float64Array(0), { points: 10 })]).toEqual([]);
    expect([...pickPoints(Float64Array.of(5), Float64Array.of(NaN), { points: 10 })]).toEqual([0]);
    expect([...pickPoints(Float64Array.of(1, 2, 3), Float64Array.of(1, 1, 1), { points: 10 })]).toEqual([0, 1, 2]);
  });

  it('answers the two neighbours of a range that holds nothing', () => {
    expect([...pickPoints(Float64Array.of(1, 2, 8, 9), Float64Array.of(1, 2, 3, 4), { points: 10, from: 4, to: 6 })]).toEqual([1, 2]);
    expect([...pickPoints(Float64Array.of(1, 2), Float64Array.of(1, 2), { points: 10, from: 4, to: 6 })]).toEqual([1]);
    expect([...pickPoints(Float64Array.of(1, 2), Float64Array.of(1, 2), { points: 10, from: -4, to: -1 })]).toEqual([0]);
  });

  it('keeps what shows of points that all stand at one x', () => {
    const xs = new Float64Array(1000).fill(7);
    const values = Float64Array.from(xs, (_, i) => (i === 400 ? -3 : i === 500 ? 9 : 0));
    for (const scale of ['linear', 'log'] as const) expect([...pickPoints(xs, values, { points: 20, scale })]).toEqual([0, 400, 500, 999]);
  });

  it('spreads its points evenly over decades on a logarithmic axis', () => {
    const xs = Float64Array.from({ length: 100_000 }, (_, i) => i + 1);
    const values = Float64Array.from(xs, (i) => Math.sin(i));
    const picked = pickPoints(xs, values, { points: 200, scale: 'log' });
    const inDecade = (low: number): number => [...picked].filter((i) => (xs[i] as number) > low && (xs[i] as number) <= 10 * low).length;
    for (const low of [100, 1000, 10_000]) expect(inDecade(low)).toBeGreaterThan(35);
    expect(picked.length).toBeLessThanOrEqual(202);
  });
});

describe('thinTo', () => {
  it('answers at most so many points, the last one among them, each once and in order', () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 200 }), fc.nat(50), (values, count) => {
        const columns = toColumns({ values });
        const thinned = thinTo(columns, count);
        if (count === 0 || values.length <= count) return void expect(thinned).toEqual(columns);
        expect(thinned.steps.length).toBeLessThanOrEqual(count);
        expect(thinned.steps.length).toBeGreaterThanOrEqual(count - 1);
        expect(thinned.steps.at(-1)).toBe(values.length - 1);
        if (count > 1) expect(thinned.steps[0]).toBe(0);
        expect([...thinned.steps]).toEqual([...new Set(thinned.steps)].sort((a, b) => a - b));
        expect(thinned).toEqual(takeRows(columns, thinned.steps));
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps a spike and a NaN', () => {
    const values = Float64Array.from({ length: 10_000 }, (_, i) => (i === 3210 ? 50 : i === 7654 ? NaN : Math.sin(i)));
    const { steps } = thinTo(toColumns({ values }), 100);
    expect(steps).toContain(3210);
    expect(steps).toContain(7654);
    expect(steps.length).toBe(100);
  });
});

describe('ascendingOrder', () => {
  it('is null when nothing has to move', () => {
    expect(ascendingOrder(Float64Array.of())).toBe(null);
    expect(ascendingOrder(Float64Array.of(1, 1, 2))).toBe(null);
  });

  it('sorts by x and keeps the order of points at one x', () => {
    expect([...(ascendingOrder(Float64Array.of(3, 1, 3, -Infinity, 1)) ?? [])]).toEqual([3, 1, 4, 0, 2]);
  });
});
