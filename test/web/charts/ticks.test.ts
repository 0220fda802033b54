import { describe, expect, test } from 'vitest';
import { logTicks, xTicks, yTicks } from '../../../web/charts/ticks.js';

const labels = (ticks: readonly { label: string }[]): string[] => ticks.map(({ label }) => label);
const linear = { kind: 'linear', most: 6 } as const;

describe('y ticks', () => {
  test('are round, with the decimals they need', () => {
    expect(labels(yTicks({ min: -0.05, max: 1.05 }, 'linear', 6))).toEqual(['0', '0.2', '0.4', '0.6', '0.8', '1.0']);
    expect(labels(yTicks({ min: -2.1, max: 2.1 }, 'linear', 5))).toEqual(['−2', '−1', '0', '1', '2']);
  });
  test('of tiny and huge values use exponents', () => {
    expect(labels(yTicks({ min: 0, max: 4e-6 }, 'linear', 5))).toEqual(['0', '1e−6', '2e−6', '3e−6', '4e−6']);
    expect(labels(yTicks({ min: 0, max: 4e9 }, 'linear', 5))).toEqual(['0', '1e9', '2e9', '3e9', '4e9']);
  });
  test('never run away, whatever the domain', () => {
    for (const domain of [{ min: 1, max: 1 }, { min: -1e308, max: 1e308 }, { min: 5e-324, max: 1e-323 }, { min: 1e15, max: 1e15 + 1 }]) expect(yTicks(domain, 'linear', 6).length).toBeLessThan(51);
  });
});

describe('log ticks', () => {
  test('are decades, thinned evenly', () => {
    expect(logTicks({ min: 0.005, max: 200 }, 6)).toEqual([0.01, 0.1, 1, 10, 100]);
    expect(logTicks({ min: 1e-10, max: 1e10 }, 6)).toEqual([1e-8, 1e-4, 1, 1e4, 1e8]);
  });
  test('of less than three decades take 1, 2 and 5', () => expect(logTicks({ min: 1, max: 20 }, 6)).toEqual([1, 2, 5, 10, 20]));
  test('of a narrow domain are even steps', () => expect(logTicks({ min: 1.1, max: 1.4 }, 6).length).toBeGreaterThanOrEqual(2));
});

describe('x ticks', () => {
  test('of steps are whole and short', () => {
    expect(labels(xTicks({ min: 0, max: 10_000 }, 'step', linear))).toEqual(['0', '2k', '4k', '6k', '8k', '10k']);
    expect(labels(xTicks({ min: 0, max: 2.6e6 }, 'step', linear))).toEqual(['0', '500k', '1M', '1.5M', '2M', '2.5M']);
    expect(labels(xTicks({ min: 0, max: 3 }, 'step', linear))).toEqual(['0', '1', '2', '3']);
  });
  test('of huge steps are rounded, and counted from the first where they would look alike', () => {
    const trillion = 2 ** 40;
    expect(labels(xTicks({ min: trillion, max: trillion * 1.05 }, 'step', linear))).toEqual(['1.1T', '1.11T', '1.12T', '1.13T', '1.14T', '1.15T']);
    expect(labels(xTicks({ min: trillion - 1100, max: trillion + 1100 }, 'step', { kind: 'linear', most: 3 }))).toEqual(['1.1T', '+1k']);
    expect(labels(xTicks({ min: 1_234_560, max: 1_234_590 }, 'step', { kind: 'linear', most: 3 }))).toEqual(['1.23456M', '1.23457M', '1.23458M', '1.23459M']);
  });
  test('of relative time are seconds, minutes, hours or days', () => {
    expect(labels(xTicks({ min: 0, max: 50 }, 'relative', linear))).toEqual(['0', '10 s', '20 s', '30 s', '40 s', '50 s']);
    expect(labels(xTicks({ min: 0, max: 7200 }, 'relative', linear))).toEqual(['0', '30 min', '1 hr', '1.5 hr', '2 hr']);
    expect(labels(xTicks({ min: 0, max: 5 * 86_400 }, 'relative', linear))).toEqual(['0', '1 day', '2 day', '3 day', '4 day', '5 day']);
  });
  test('of wall time stand at local hours and midnights', () => {
    const start = new Date(2026, 10, 24, 19, 10).getTime() / 1000;
    expect(labels(xTicks({ min: start, max: start + 9 * 3600 }, 'wall', linear))).toEqual(['20:00', '22:00', '25 Nov', '02:00', '04:00']);
  });
  test('of years of wall time stand at first days of months', () => {
    const start = new Date(2025, 2, 5).getTime() / 1000;
    expect(labels(xTicks({ min: start, max: start + 500 * 86_400 }, 'wall', linear))).toEqual(['1 Apr', '1 Jul', '1 Oct', '2026', '1 Apr', '1 Jul']);
  });
});
