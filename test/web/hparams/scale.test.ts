import { describe, expect, it } from 'vitest';
import { type Column, toColumns } from '../../../web/hparams/columns.js';
import { tester } from '../../../web/hparams/filters.js';
import { makeScale, scalesFor, type ScaleName } from '../../../web/hparams/scale.js';

const column = (values: Column['values'], kind: Column['kind'] = 'hyperparameter'): Column => ({ ...(toColumns({ hyperparameters: [{ name: 'x', displayName: '', description: '', type: 'mixed', domain: null, differs: true, values }], metrics: [] }, {})[0] as Column), kind });
const all = (values: readonly unknown[]): number[] => values.map((_, i) => i);
const scale = (values: Column['values'], wanted?: ScaleName) => makeScale(column(values), { trials: all(values), wanted });

describe('the scales of a column', () => {
  it('are places for what is not all numbers', () => {
    expect(scalesFor(column([1, 'auto']), [0, 1])).toEqual(['points']);
  });

  it('have a logarithmic one for positive numbers only, at first when a hyperparameter spans two decades', () => {
    expect(scalesFor(column([0.001, 0.1]), [0, 1])[0]).toBe('log');
    expect(scalesFor(column([0.001, 0.2, 0.3, 0.4, 0.5]), [0, 1, 2, 3, 4])[0]).toBe('linear');
    expect(scalesFor(column([1, 2]), [0, 1])).toEqual(['linear', 'log', 'quantile', 'points']);
    expect(scalesFor(column([0, 1000]), [0, 1])).toEqual(['linear', 'quantile', 'points']);
    expect(scalesFor(column([0.001, 1], 'metric'), [0, 1])[0]).toBe('linear');
  });

  it('give way when a column cannot have the wanted one any more', () => {
    expect(scale([-1, 1], 'log').name).toBe('linear');
    expect(scale(['a', 'b'], 'linear').name).toBe('points');
  });
});

describe.each([
  { name: 'linear' as const, values: [1, 10, 100] },
  { name: 'log' as const, values: [1, 10, 100] },
  { name: 'quantile' as const, values: [1, 10, 100] },
  { name: 'points' as const, values: ['adam', 'sgd', true] as Column['values'] },
])('a $name scale', ({ name, values }) => {
  const made = scale(values, name);

  it('has its first value at the bottom and its last at the top', () => {
    expect([made.position(values[0] ?? null), made.position(values[2] ?? null)]).toEqual([0, 1]);
  });

  it('has no place for what is missing or no number', () => {
    expect([null, NaN, Infinity, 'nowhere'].map((value) => made.position(value))).toEqual([NaN, NaN, NaN, NaN]);
  });

  it('finds by a brush exactly the values inside it', () => {
    expect(values.map(tester(made.between(0, 1)))).toEqual([true, true, true]);
    const middle = made.position(values[1] ?? null);
    expect(values.map(tester(made.between(middle - 1e-6, 1)))).toEqual([false, true, true]);
    expect(values.map(tester(made.between(0, middle + 1e-6)))).toEqual([true, true, false]);
  });

  it('knows where a brush lies', () => {
    const [from = NaN, to = NaN] = made.span(made.between(0.2, 0.9)) ?? [];
    if (name === 'points') expect([from <= 0.5, to]).toEqual([true, 0.625]);
    else expect([from.toFixed(9), to.toFixed(9)]).toEqual(['0.200000000', '0.900000000']);
    expect(made.span({ kind: 'match', text: 'a' })).toBeNull();
  });

  it('has ticks on the axis', () => {
    expect(made.ticks.length).toBeGreaterThanOrEqual(2);
    for (const { position } of made.ticks) expect(position).toSatisfy((at: number) => at >= -1e-6 && at <= 1 + 1e-6);
  });
});

describe('scales at the edges', () => {
  it('put one value alone in the middle', () => {
    for (const value of [5, 0, -3]) expect(scale([value], 'linear').position(value)).toBe(0.5);
    expect(scale([5], 'log').position(5)).toBeCloseTo(0.5, 12);
    expect(scale(['a']).position('a')).toBe(0.5);
  });

  it('stand without any value, and with the widest', () => {
    expect(scale([null]).position(null)).toBeNaN();
    expect(scale([]).ticks).toEqual([]);
    expect(scale([1, NaN], 'quantile').position(1)).toBe(0);
    const huge = scale([-1.7e308, 1.7e308], 'linear');
    expect([huge.position(0), huge.position(1.7e308), huge.between(0, 1)]).toEqual([0.5, 1, { kind: 'range', min: -1.7e308, max: 1.7e308 }]);
    expect(scale([-1.7e308, ...Array.from({ length: 9 }, (_, i) => i), 1.7e308], 'linear').ticks.length).toBeGreaterThan(0);
  });

  it('by rank give values that stand twice twice the room', () => {
    const made = scale([1, 1, 1, 2, 3], 'quantile');
    expect([1, 2, 3, 2.5].map((value) => made.position(value))).toEqual([0.25, 0.75, 1, 0.875]);
  });

  it('have their ticks at the values while these are few', () => {
    expect(scale([16, 32, 16, null], 'linear').ticks).toEqual([{ position: 0, label: '16' }, { position: 1, label: '32' }]);
    expect(scale(Array.from({ length: 20 }, (_, i) => i + 1), 'linear').ticks.map(({ label }) => label)).toEqual(['5', '10', '15', '20']);
  });

  it('take a column of a thousand names without a thousand ticks', () => {
    const names = Array.from({ length: 1000 }, (_, i) => `name ${i}`);
    expect(scale(names).ticks.length).toBe(200);
  });
});
