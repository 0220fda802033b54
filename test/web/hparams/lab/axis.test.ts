import { describe, expect, test } from 'vitest';
import { makeAxis } from '../../../../web/hparams/lab/axis.js';

const room = { from: 100, to: 500, most: 5 };

describe('an axis of numbers', () => {
  test('is even by orders of magnitude on a log scale', () => {
    const axis = makeAxis({ name: 'lr', type: 'float', low: 1e-4, high: 1, log: true }, { ...room, name: 'lr', values: [1e-4, 1e-3, 1e-2, 1e-1, 1] });
    expect([1e-4, 1e-2, 1].map((value) => Math.round(axis.pixel(value)))).toEqual([100, 300, 500]);
    expect(axis.ticks.map(({ label }) => label)).toEqual(['0.0001', '0.001', '0.01', '0.1', '1']);
    expect(axis.place(350)).toBeCloseTo(2.5, 9);
    expect(axis.pixel('adam')).toBeNaN();
    expect(axis.pixel(-1)).toBeNaN();
  });
  test('finds the place between values that are not evenly spread, and none beyond the ends', () => {
    const axis = makeAxis({ name: 'n', type: 'integer', low: 0, high: 10, log: false }, { ...room, name: 'n', values: [0, 2, 10] });
    expect([100, 140, 180, 340, 500, 900, -50].map((pixel) => axis.place(pixel))).toEqual([0, 0.5, 1, 1.5, 2, 2, 0]);
  });
  test('has whole ticks where numbers are whole', () => {
    const axis = makeAxis({ name: 'n', type: 'integer', low: 1, high: 3, log: false }, { ...room, name: 'n', values: [1, 2, 3] });
    expect(axis.ticks.map(({ label }) => label)).toEqual(['1', '2', '3']);
  });
  test('gives one value the middle', () => {
    const axis = makeAxis({ name: 'n', type: 'float', low: 3, high: 3, log: false }, { ...room, name: 'n', values: [3] });
    expect(axis.pixel(3)).toBe(300);
    expect(axis.place(120)).toBe(0);
  });
  test('goes upward when its pixels do', () => {
    const axis = makeAxis({ name: 'n', type: 'float', low: 0, high: 1, log: false }, { name: 'n', values: [0, 0.5, 1], from: 200, to: 0, most: 4 });
    expect([axis.pixel(0), axis.pixel(1), axis.place(50)]).toEqual([200, 0, 1.5]);
  });
});

describe('an axis of choices', () => {
  test('gives each a place of its own', () => {
    const axis = makeAxis({ name: 'opt', type: 'categorical', choices: ['adam', 'sgd'] }, { ...room, name: 'opt', values: ['adam', 'sgd'] });
    expect([axis.pixel('adam'), axis.pixel('sgd'), axis.half]).toEqual([200, 400, 100]);
    expect([0, 100, 299, 301, 999].map((pixel) => axis.place(pixel))).toEqual([0, 0, 0, 1, 1]);
    expect(axis.pixel('lamb')).toBeNaN();
  });
  test('keeps numbers apart that are choices, shortens long labels and leaves out what has no room', () => {
    const values = Array.from({ length: 20 }, (_, i) => `a very long choice ${i}`);
    const axis = makeAxis({ name: 'c', type: 'categorical', choices: values }, { ...room, name: 'c', values });
    expect(axis.ticks.map(({ label }) => label)).toEqual(['a very long c…', 'a very long c…', 'a very long c…', 'a very long c…', 'a very long c…']);
    expect(makeAxis({ name: 'b', type: 'categorical', choices: [64, 32] }, { ...room, name: 'b', values: [64, 32] }).kind).toBe('choices');
  });
});
