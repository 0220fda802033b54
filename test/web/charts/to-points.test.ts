import { describe, expect, test } from 'vitest';
import { countNonPositive, toPoints, xColumn } from '../../../web/charts/to-points.js';
import { makeLine } from './lines.js';

describe('x columns', () => {
  test('steps and elapsed times are the columns themselves', () => {
    const { columns } = makeLine([1, 2]);
    expect(xColumn(columns, 'step')).toBe(columns.steps);
    expect(xColumn(columns, 'relative')).toBe(columns.elapsed);
  });
  test('wall times are start + elapsed, made once', () => {
    const { columns } = makeLine([1, 2, 3]);
    expect([...xColumn(columns, 'wall')]).toEqual([1_700_000_000, 1_700_000_001, 1_700_000_002]);
    expect(xColumn(columns, 'wall')).toBe(xColumn(columns, 'wall'));
  });
});

describe('points', () => {
  test('of an empty line are empty', () => {
    const points = toPoints(makeLine([]), 'step');
    expect([points.x.length, points.last, points.finite, points.nonFinite.length]).toEqual([0, -1, 0, 0]);
  });
  test('share the columns', () => {
    const line = makeLine([1, 2], { smoothed: Float32Array.of(1, 1.5) });
    const points = toPoints(line, 'step');
    expect(points.y).toBe(line.columns.smoothed);
    expect(points.raw).toBe(line.columns.values);
  });
  test('mark a NaN beside the last finite value, or the first after it', () => {
    const points = toPoints(makeLine([Number.NaN, Number.NaN, 7, Number.POSITIVE_INFINITY, 8, Number.NaN]), 'step');
    expect([...points.nonFinite]).toEqual([0, 1, 3, 5]);
    expect([...points.beside]).toEqual([7, 7, 7, 8]);
    expect([points.finite, points.last]).toEqual([2, 4]);
  });
  test('without a finite value are marked beside nothing', () => {
    const points = toPoints(makeLine([Number.NaN, Number.NEGATIVE_INFINITY]), 'step');
    expect([points.last, ...points.beside]).toEqual([-1, Number.NaN, Number.NaN]);
  });
  test('put restarts on the axis in use, and none on superseded parts', () => {
    const change = { elapsed: Float32Array.of(0, 60, 120), restarts: Float64Array.of(2) };
    expect(toPoints(makeLine([1, 2, 3], change), 'relative').restarts).toEqual([120]);
    expect(toPoints(makeLine([1, 2, 3], { ...change, superseded: true }), 'relative').restarts).toEqual([]);
  });
});

test('a log axis hides zeros and negative values, and says how many', () => {
  expect(countNonPositive([toPoints(makeLine([1, 0, -2, Number.NaN, Number.NEGATIVE_INFINITY, 3]), 'step')])).toBe(2);
});
