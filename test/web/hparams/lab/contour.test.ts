import { describe, expect, test } from 'vitest';
import { bandOf, heightAt, heightExtent, isoline, levelsOf, type HeightGrid } from '../../../../web/hparams/lab/contour.js';

const gridOf = (columns: number, rows: number, height: (i: number, j: number) => number): HeightGrid => ({
  columns,
  rows,
  values: Array.from({ length: columns * rows }, (_, k) => height(k % columns, Math.floor(k / columns))),
});
const ends = (pieces: readonly number[]): [number, number][] => Array.from({ length: pieces.length / 2 }, (_, k) => [pieces[2 * k] as number, pieces[2 * k + 1] as number]);

describe('levels', () => {
  test('are round and lie strictly between', () => {
    expect(levelsOf([0, 1], 5)).toEqual([0.2, 0.4, 0.6, 0.8]);
    expect(levelsOf([-0.31, 0.29, Number.NaN], 6)).toEqual([-0.3, -0.2, -0.1, 0, 0.1, 0.2]);
    expect(levelsOf([-1e30, 1e30], 4).length).toBeGreaterThan(1);
  });
  test('are none where all is alike, empty or nothing finite', () => {
    expect(levelsOf([], 5)).toEqual([]);
    expect(levelsOf([3, 3], 5)).toEqual([]);
    expect(levelsOf([0.1 + 0.2, 0.3], 5)).toEqual([]);
    expect(levelsOf([Number.NaN, Infinity], 5)).toEqual([]);
    expect(heightExtent([Number.NaN])).toBeNull();
  });
  test('part the heights into bands', () => {
    expect([-1, 0, 0.5, 1, 9, Number.NaN, Infinity].map((value) => bandOf([0, 1], value))).toEqual([0, 1, 1, 2, 2, -1, 2]);
  });
});

describe('a height between grid points', () => {
  const grid = gridOf(3, 2, (i, j) => i + 10 * j);
  test('is straight along each axis, and the edge beyond it', () => {
    expect(heightAt(grid, 0.5, 0.25)).toBe(3);
    expect(heightAt(grid, 2, 1)).toBe(12);
    expect(heightAt(grid, -4, 9)).toBe(10);
  });
  test('is not spoilt by a neighbour without weight', () => {
    const hole = gridOf(2, 1, (i) => (i === 0 ? 1 : Number.NaN));
    expect(heightAt(hole, 0, 0)).toBe(1);
    expect(heightAt(hole, 0.5, 0)).toBeNaN();
  });
});

describe('a line of equal height', () => {
  test('lies where a plane has that height, from edge to edge', () => {
    const pieces = isoline(gridOf(5, 4, (i, j) => i + 2 * j), 3.5);
    for (const [x, y] of ends(pieces)) expect(x + 2 * y).toBeCloseTo(3.5, 12);
    const border = ends(pieces).filter(([x, y]) => x === 0 || y === 0 || x === 4 || y === 3);
    expect(border.length).toBe(2);
  });
  test('goes round a hill without a gap: every end meets another', () => {
    const pieces = isoline(gridOf(21, 21, (i, j) => -Math.hypot(i - 10, j - 10)), -6.3);
    const count = new Map<string, number>();
    for (const [x, y] of ends(pieces)) {
      expect(Math.hypot(x - 10, y - 10)).toBeCloseTo(6.3, 1);
      const key = `${x.toFixed(9)} ${y.toFixed(9)}`;
      count.set(key, (count.get(key) ?? 0) + 1);
    }
    expect(new Set(count.values())).toEqual(new Set([2]));
  });
  test('parts a saddle by the height of its middle', () => {
    const saddle = (low: number): HeightGrid => ({ columns: 2, rows: 2, values: [1, low, low, 1] });
    // The middle is high: the high corners hang together, the line cuts off the low ones at (1, 0) and (0, 1).
    const cutsOff = ([x0, y0, x1, y1]: readonly number[]): string => (((x0 as number) + (x1 as number)) / 2 > 0.5 === ((y0 as number) + (y1 as number)) / 2 > 0.5 ? 'high' : 'low');
    const high = isoline(saddle(0.4), 0.5);
    expect([cutsOff(high.slice(0, 4)), cutsOff(high.slice(4))]).toEqual(['low', 'low']);
    const low = isoline(saddle(-1), 0.5);
    expect([cutsOff(low.slice(0, 4)), cutsOff(low.slice(4))]).toEqual(['high', 'high']);
  });
  test('is nowhere outside the heights, in one row, and beside what is not finite', () => {
    expect(isoline(gridOf(3, 3, () => 1), 2)).toEqual([]);
    expect(isoline(gridOf(3, 1, (i) => i), 1.5)).toEqual([]);
    expect(isoline(gridOf(2, 2, (i) => (i === 0 ? Number.NaN : 1)), 0.5)).toEqual([]);
  });
});
