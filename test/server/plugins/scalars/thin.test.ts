import { describe, expect, it } from 'vitest';
import { pickPoints } from '../../../../server/plugins/scalars/thin.js';

const line = (count: number, value: (i: number) => number) => ({
  x: Float64Array.from({ length: count }, (_, i) => i),
  values: Float64Array.from({ length: count }, (_, i) => value(i)),
});
const pick = ({ x, values }: { x: Float64Array; values: Float64Array }, budget: number | null, log = false) => [
  ...pickPoints(x, values, { from: 0, to: x.length, budget, log }),
];

describe('pickPoints', () => {
  it('keeps everything without a budget, and when it fits', () => {
    expect(pick(line(5, (i) => i), null)).toEqual([0, 1, 2, 3, 4]);
    expect(pick(line(5, (i) => i), 5)).toEqual([0, 1, 2, 3, 4]);
    expect(pick(line(0, (i) => i), 5)).toEqual([]);
  });

  it('keeps about the budget, in order, with both ends and the extremes of every column', () => {
    const wave = line(10_000, (i) => Math.sin(i / 7) + (i === 4321 ? 100 : 0) - (i === 8765 ? 100 : 0));
    const picked = pick(wave, 400);
    expect(picked.length).toBeLessThanOrEqual(400);
    expect(picked.length).toBeGreaterThan(350);
    expect(picked).toEqual([...new Set(picked)].sort((a, b) => a - b));
    expect(picked).toEqual(expect.arrayContaining([0, 4321, 8765, 9999]));
    const columns = 199;
    const kept = new Set(picked);
    for (let column = 0; column < columns; column++) {
      const inside = [...wave.x.keys()].filter((i) => i > 0 && i < 9999 && Math.min(columns - 1, Math.ceil((i * columns) / 9999) - 1) === column);
      const values = inside.map((i) => wave.values[i] as number);
      expect(kept.has(inside[values.indexOf(Math.max(...values))] as number)).toBe(true);
      expect(kept.has(inside[values.indexOf(Math.min(...values))] as number)).toBe(true);
    }
  });

  it('keeps first and last of each kind of non-finite value in a column', () => {
    const broken = line(1000, (i) => (i >= 500 && i < 600 ? NaN : i === 700 ? Infinity : i === 701 ? -Infinity : i));
    const picked = pick(broken, 22);
    expect(picked).toEqual(expect.arrayContaining([500, 599, 700, 701]));
    expect(picked.length).toBeLessThan(40);
  });

  it('stays bounded when every value is NaN', () => {
    expect(pick(line(100_000, () => NaN), 400).length).toBeLessThanOrEqual(400);
  });

  it('makes columns even on a logarithmic axis, with what is not above zero in the first', () => {
    const { x, values } = line(100_000, (i) => i % 2);
    const picked = pick({ x, values }, 400, true);
    const early = picked.filter((i) => (x[i] as number) <= 1000).length;
    // Three of five decades lie below 1,000.
    expect(early).toBeGreaterThan(picked.length * 0.3);
    expect(pick(line(100_000, (i) => i), 400).filter((i) => i <= 1000).length).toBeLessThan(10);
  });

  it('puts points that share one x into one column', () => {
    const same = { x: new Float64Array(5000).fill(3), values: Float64Array.from({ length: 5000 }, (_, i) => (i === 77 ? -9 : i % 10)) };
    const picked = pick(same, 100);
    expect(picked[0]).toBe(0);
    expect(picked.at(-1)).toBe(4999);
    expect(picked).toContain(77);
    expect(picked.length).toBeLessThanOrEqual(100);
  });

  it('picks within the range it is given', () => {
    const { x, values } = line(10_000, (i) => Math.sin(i));
    const picked = pickPoints(x, values, { from: 3000, to: 4000, budget: 50, log: false });
    expect(picked[0]).toBe(3000);
    expect(picked.at(-1)).toBe(3999);
  });
});
