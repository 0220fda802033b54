import { describe, expect, test } from 'vitest';
import { select, xDomain, xExtent, yDomain, yExtent } from '../../../web/charts/domain.js';
import { toPoints } from '../../../web/charts/to-points.js';
import { makeLine } from './lines.js';

const points = (...values: number[]) => [toPoints(makeLine(values), 'step')];
const whole = { ignoreOutliers: false, within: null };

describe('y extent', () => {
  test('is null without values that can be shown', () => {
    expect(yExtent([], 'linear', whole)).toBeNull();
    expect(yExtent(points(), 'linear', whole)).toBeNull();
    expect(yExtent(points(Number.NaN, Number.POSITIVE_INFINITY), 'linear', whole)).toBeNull();
    expect(yExtent(points(0, -1), 'log', whole)).toBeNull();
  });
  test('passes over NaN and infinities', () => expect(yExtent(points(3, Number.NaN, -1, Number.NEGATIVE_INFINITY), 'linear', whole)).toEqual({ min: -1, max: 3 }));
  test('on a log axis passes over what is not positive', () => expect(yExtent(points(-5, 0, 0.1, 10), 'log', whole)).toEqual({ min: 0.1, max: 10 }));
  test('looks only at points in view', () => expect(yExtent(points(100, 1, 2, 3, 100), 'linear', { ignoreOutliers: false, within: { min: 1, max: 3 } })).toEqual({ min: 1, max: 3 }));
  test('of smoothed lines is that of the smoothed values', () => {
    const line = makeLine([0, 100], { smoothed: Float32Array.of(0, 50) });
    expect(yExtent([toPoints(line, 'step')], 'linear', whole)).toEqual({ min: 0, max: 50 });
  });
  test('leaves out outliers: the 5th to the 95th percentile', () => {
    const values = Array.from({ length: 99 }, (_, i) => i);
    expect(yExtent(points(...values, 1e6), 'linear', { ignoreOutliers: true, within: null })).toEqual({ min: 0, max: 94 });
  });
  test('keeps the steep start of a curve, which is no outlier', () => {
    const loss = Array.from({ length: 100 }, (_, i) => 2 * Math.exp(-i / 20));
    expect(yExtent(points(...loss), 'linear', { ignoreOutliers: true, within: null })?.max).toBe(2);
  });
  test('keeps both of two values', () => expect(yExtent(points(1, 1e9), 'linear', { ignoreOutliers: true, within: null })).toEqual({ min: 1, max: 1e9 }));
  test('of a million points does not overflow the stack', () => {
    const values = Float64Array.from({ length: 1_000_000 }, (_, i) => Math.sin(i));
    const million = [toPoints(makeLine([...values]), 'step')];
    expect(yExtent(million, 'linear', { ignoreOutliers: true, within: null })?.max).toBeCloseTo(1, 3);
  });
});

describe('y domain', () => {
  test('has 5 % more on each side', () => expect(yDomain({ min: 0, max: 100 }, 'linear')).toEqual({ min: -5, max: 105 }));
  test.each([[3, 0, 6], [-3, -6, 0], [0, -1, 1]])('of constant data %d reaches from %d to %d', (value, min, max) => expect(yDomain({ min: value, max: value }, 'linear')).toEqual({ min, max }));
  test('of nothing can still be drawn', () => {
    expect(yDomain(null, 'linear')).toEqual({ min: -1, max: 1 });
    expect(yDomain(null, 'log').min).toBeGreaterThan(0);
  });
  test('on a log axis stays positive and never wider than [min / 2, 2 max]', () => {
    expect(yDomain({ min: 1, max: 1 }, 'log')).toEqual({ min: 0.5, max: 2 });
    expect(yDomain({ min: 1e-10, max: 1e10 }, 'log')).toEqual({ min: 5e-11, max: 2e10 });
  });
  test('of values whose distance overflows is the extent itself', () => expect(yDomain({ min: -1e308, max: 1e308 }, 'linear')).toEqual({ min: -1e308, max: 1e308 }));
});

describe('x', () => {
  test('extent passes over empty lines, and on a log axis over what is not positive', () => {
    const all = [toPoints(makeLine([1, 2, 3], { steps: Int32Array.of(0, 5, 9) }), 'step'), toPoints(makeLine([]), 'step')];
    expect(xExtent(all, 'linear')).toEqual({ min: 0, max: 9 });
    expect(xExtent(all, 'log')).toEqual({ min: 5, max: 9 });
    expect(xExtent([], 'linear')).toBeNull();
  });
  test('domain of a single step has that step in its middle', () => {
    expect(xDomain({ min: 7, max: 7 }, 'linear')).toEqual({ min: 6, max: 8 });
    expect(xDomain({ min: 7, max: 7 }, 'log')).toEqual({ min: 3.5, max: 14 });
  });
});

test('select finds what sorting finds, with many equal values too', () => {
  const values = Float64Array.from({ length: 1001 }, (_, i) => (i * 7919) % 13);
  const sorted = Float64Array.from(values).sort();
  for (const k of [0, 1, 50, 500, 999, 1000]) expect(select(Float64Array.from(values), k)).toBe(sorted[k]);
});
