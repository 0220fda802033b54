import { describe, expect, test } from 'vitest';
import { formatCount, formatRelative, formatStepTick, formatTick, formatValue, formatWall, formatX } from '../../../web/charts/format.js';

describe('values', () => {
  test.each([
    [0, '0'], [0.123456, '0.12346'], [-0.5, '−0.5'], [12, '12'], [1234567, '1,234,567'], [0.00001234, '1.234e−5'], [-2.5e12, '−2.5e12'], [1e7, '1e7'],
    [Number.NaN, 'NaN'], [Number.POSITIVE_INFINITY, '∞'], [Number.NEGATIVE_INFINITY, '−∞'],
  ])('%d is written %s', (value, text) => expect(formatValue(value)).toBe(text));
});

test.each([[0, '0'], [812, '812'], [4096, '4,096'], [12_345, '12.3\u202fk'], [999_499, '999\u202fk'], [1_234_567, '1.2\u202fM'], [3.2e9, '3.2\u202fG']])('a count of %d is written %s', (count, text) => expect(formatCount(count)).toBe(text));
test.each([[1500, '1.5k'], [2_000_000, '2M'], [-4000, '−4k'], [7, '7'], [1_234_567, '1,234,567']])('a tick at step %d says %s', (step, text) => {
  expect(formatStepTick(step)).toBe(text);
});
test.each([[0, '0 s'], [0.25, '250 ms'], [12.34, '12.3 s'], [3600, '1 hr'], [3700, '1 hr 1 min'], [90_000, '1 day 1 hr'], [-61, '−1 min 1 s'], [Number.NaN, 'NaN']])('%d seconds are written %s', (seconds, text) => expect(formatRelative(seconds)).toBe(text));
test('ticks have the decimals of their distance', () => expect([formatTick(0.5, 0.25), formatTick(1, 0.5), formatTick(20_000, 5000)]).toEqual(['0.5', '1.0', '20,000']));
test('wall times are local', () => expect(formatWall(new Date(2026, 10, 25, 4, 5, 6).getTime() / 1000)).toBe('25 Nov 04:05:06'));
test('what is no time is not written', () => expect(formatWall(Number.NaN)).toBe(''));
test('steps that are not whole keep their decimals', () => expect([formatX(1200, 'step'), formatX(0.5, 'step')]).toEqual(['1,200', '0.5']));
