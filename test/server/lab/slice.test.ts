import { describe, expect, test } from 'vitest';
import { createModel } from '../../../server/lab/model.js';
import { createRandom } from '../../../server/lab/random.js';
import { completed, contourOf, distanceFrom, replaced, sliceOf, valuesAlong } from '../../../server/lab/slice.js';
import type { FloatParameter, Parameter, SearchSpace } from '../../../server/lab/space.js';

const x: FloatParameter = { name: 'x', type: 'float', low: 0, high: 1, log: false };
const y: FloatParameter = { name: 'y', type: 'float', low: 1e-4, high: 1, log: true };
const space: SearchSpace = { parameters: [x, y, { name: 'kind', type: 'categorical', choices: ['a', 'b'] }, { name: 'deep', type: 'integer', low: 1, high: 9, log: false, when: { parameter: 'kind', values: ['b'] } }] };
const trials = Array.from({ length: 30 }, (_, i) => {
  const at = { x: ((i * 7) % 30) / 29, y: 10 ** (-4 * (((i * 11) % 30) / 29)), kind: i % 2 ? 'a' : 'b' };
  return { configuration: at, value: 10 - 40 * (at.x - 0.3) ** 2 };
});
const model = createModel({ space, trials, goal: 'maximize' }, createRandom(0));
const at = { x: 0.5, y: 0.01, kind: 'a' };

describe('values along a parameter', () => {
  const along = (parameter: Parameter, most = 5) => valuesAlong(parameter, most);
  test('reach from end to end, evenly on its scale', () => {
    expect(along(x)).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect(along(y).map((value) => Number((value as number).toPrecision(6)))).toEqual([1e-4, 1e-3, 1e-2, 1e-1, 1]);
  });
  test('are each choice, each of few whole numbers, and never one twice', () => {
    expect(along({ name: 'k', type: 'categorical', choices: ['u', 'v'] })).toEqual(['u', 'v']);
    expect(along({ name: 'k', type: 'boolean' })).toEqual([false, true]);
    expect(along({ name: 'k', type: 'integer', low: 2, high: 5, log: false })).toEqual([2, 3, 4, 5]);
    expect(along({ name: 'k', type: 'integer', low: 1, high: 1000, log: true }, 129).length).toBe(new Set(along({ name: 'k', type: 'integer', low: 1, high: 1000, log: true }, 129)).size);
    expect(along({ name: 'k', type: 'float', low: 3, high: 3, log: false })).toEqual([3]);
  });
});

test('a configuration is completed with middles, numbers stay as given, values outside come to the end', () => {
  const whole = completed(space, { x: 0.1, kind: 'a' });
  expect(Object.keys(whole)).toEqual(['x', 'y', 'kind']);
  expect(whole['x']).toBe(0.1);
  expect(whole['y']).toBeCloseTo(0.01, 12);
  expect(completed(space, { x: 7, kind: 'b' })).toMatchObject({ x: 1, deep: 5 });
});

test('replacing a value obeys conditions, and a hyperparameter may have any name', () => {
  expect(replaced(space, at, { kind: 'b' })).toEqual({ ...at, kind: 'b', deep: 5 });
  expect(replaced(space, { ...at, kind: 'b', deep: 7 }, { kind: 'a' })).toEqual({ ...at, kind: 'a' });
  const odd: SearchSpace = { parameters: [{ ...x, name: 'constructor' }, { ...x, name: '__proto__' }] };
  expect(Object.entries(completed(odd, {}))).toEqual([['constructor', 0.5], ['__proto__', 0.5]]);
});

describe('a slice', () => {
  const slice = sliceOf(space, model, { parameter: x, at, acquisition: 'expected-improvement', exploration: 0.5 });
  test('follows the function, in its own unit', () => {
    slice.x.forEach((value, i) => expect(Math.abs((slice.mean[i] as number) - (10 - 40 * ((value as number) - 0.3) ** 2))).toBeLessThan(0.5));
  });
  test('has an acquisition that is nowhere negative and highest where the model hopes most', () => {
    expect(Math.min(...slice.acquisition)).toBeGreaterThanOrEqual(0);
    expect(slice.acquisition[slice.maximum]).toBe(Math.max(...slice.acquisition));
    expect(Math.abs((slice.x[slice.maximum] as number) - 0.3)).toBeLessThan(0.15);
  });
  test('of the negated metric is its mirror image with the same acquisition', () => {
    const negated = trials.map(({ configuration, value }) => ({ configuration, value: -value }));
    const mirror = sliceOf(space, createModel({ space, trials: negated, goal: 'minimize' }, createRandom(0)), { parameter: x, at, acquisition: 'upper-confidence-bound', exploration: 1 });
    const plain = sliceOf(space, model, { parameter: x, at, acquisition: 'upper-confidence-bound', exploration: 1 });
    mirror.mean.forEach((mean, i) => expect(mean).toBeCloseTo(-(slice.mean[i] as number), 6));
    mirror.acquisition.forEach((value, i) => expect(value).toBeCloseTo(plain.acquisition[i] as number, 6));
  });
});

test('a contour agrees with slices through it', () => {
  const contour = contourOf(space, model, { x, y, at, size: 5 });
  expect(contour.mean).toHaveLength(25);
  const slice = sliceOf(space, model, { parameter: x, at: { ...at, y: contour.y[3] as number }, acquisition: 'expected-improvement', exploration: 0.5 });
  [0, 32, 64, 96, 128].forEach((i, column) => expect(contour.mean[3 * 5 + column]).toBeCloseTo(slice.mean[i] as number, 9));
});

test('the distance from a section counts the parameters that are not varied', () => {
  expect(distanceFrom(space, { ...at, x: 0.9 }, { at, along: ['x'] })).toBe(0);
  expect(distanceFrom(space, { ...at, y: 1e-4 }, { at, along: ['x'] })).toBeCloseTo(0.5, 9);
});

test('many predictions at once are those one by one', () => {
  const configurations = trials.map(({ configuration }) => ({ ...configuration, x: configuration.x / 2 }));
  model.predictMany(configurations).forEach(({ mean, deviation }, i) => {
    const one = model.predict(configurations[i] as (typeof configurations)[number]);
    expect(mean).toBeCloseTo(one.mean, 10);
    expect(deviation).toBeCloseTo(one.deviation, 10);
    expect(model.mean(configurations[i] as (typeof configurations)[number])).toBeCloseTo(one.mean, 10);
  });
});
