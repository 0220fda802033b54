import { expect, test } from 'vitest';
import { median, quantile } from '../../../../scripts/bench/statistics.js';

test('a quantile is one of the measurements, whatever their order', () => {
  expect(quantile([30, 10, 20, 40], 0.5)).toBe(20);
  expect(quantile([30, 10, 20, 40], 0.95)).toBe(40);
  expect(quantile([30, 10, 20, 40], 0)).toBe(10);
  expect(quantile(Array.from({ length: 200 }, (_, i) => i + 1), 0.99)).toBe(198);
});

test('one measurement is every quantile, none is NaN', () => {
  expect(median([7])).toBe(7);
  expect(quantile([7], 0.99)).toBe(7);
  expect(median([])).toBeNaN();
});
