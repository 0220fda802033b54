import { describe, expect, test } from 'vitest';
import { acquisitionDomain, metricDomain, nearestPoint, pointOpacity } from '../../../../web/hparams/lab/slice-plot.js';

const points = (...value: number[]) => ({ trial: value.map(String), x: value.map(() => 0), y: [], value, distance: value.map(() => 0) });

describe('the axis of the metric', () => {
  test('holds two standard deviations and the trials near them', () => {
    const { min, max } = metricDomain({ mean: [0, 1], deviation: [0.5, 0.5], points: points(-1.5, 3) });
    expect(min).toBeLessThan(-1.5);
    expect(max).toBeGreaterThan(3);
  });
  test('is not stretched by a trial that diverged', () => {
    expect(metricDomain({ mean: [0, 1], deviation: [0.5, 0.5], points: points(1e9, -1e9) })).toEqual(metricDomain({ mean: [0, 1], deviation: [0.5, 0.5], points: points() }));
  });
  test('is there with nothing, one flat value, and what is not finite', () => {
    for (const mean of [[], [2], [Number.NaN], [Infinity]]) {
      const { min, max } = metricDomain({ mean, deviation: mean.map(() => 0), points: points(2) });
      expect(min).toBeLessThan(max);
    }
  });
});

test('the acquisition function stands on 0 unless it goes below', () => {
  expect(acquisitionDomain([0.5, 1])).toEqual({ min: 0, max: 1.08 });
  expect(acquisitionDomain([0, 0])).toEqual({ min: 0, max: 1 });
  expect(acquisitionDomain([])).toEqual({ min: 0, max: 1 });
  expect(acquisitionDomain([-2, 1]).min).toBeLessThan(-2);
});

test('a trial fades with its distance from the slice and never vanishes', () => {
  expect(pointOpacity(0)).toBe(1);
  expect(pointOpacity(0.3)).toBeLessThan(pointOpacity(0.1));
  expect(pointOpacity(100)).toBeGreaterThan(0.2);
});

test('the pointer finds the nearest trial within reach', () => {
  expect(nearestPoint([[0, 0], [10, 0], [Number.NaN, 0]], 7, 1)).toBe(1);
  expect(nearestPoint([[0, 0]], 50, 50)).toBe(-1);
  expect(nearestPoint([], 0, 0)).toBe(-1);
});
