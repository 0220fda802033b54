import { describe, expect, it } from 'vitest';
import { atStep, indexAt, mostSamples, positionAt, stepsOfSample, unionOfSteps, wishesAround, withinRange } from '../../../web/images/steps.js';

const all = { series: 1, steps: [0, 10, 20], wallTimes: [100, 110, 120], samples: [3, 1, 3], keys: ['a', 'b', 'c'] };

describe('steps of a sample', () => {
  it('are those that have it, each with the address of its picture', () => {
    expect(stepsOfSample(all, 0).steps).toEqual([0, 10, 20]);
    expect(stepsOfSample(all, 2)).toEqual({ steps: [0, 20], wallTimes: [100, 120], paths: ['api/plugins/images/blob/a/2', 'api/plugins/images/blob/c/2'] });
    expect(stepsOfSample(all, 3).steps).toEqual([]);
    expect([mostSamples(all), mostSamples({ ...all, steps: [], samples: [] })]).toEqual([3, 0]);
  });
});

describe('a position', () => {
  it('shows the nearest step at or before it, and the end where there is none', () => {
    expect([-1, 0, 9, 10, 19, 99].map((step) => indexAt([0, 10, 20], atStep(step)))).toEqual([-1, 0, 0, 1, 1, 2]);
    expect(indexAt([0, 10, 20], null)).toBe(2);
    expect([indexAt([], null), indexAt([], atStep(3))]).toEqual([-1, -1]);
  });

  it('reaches each of several pictures with the same step', () => {
    const steps = [0, 5, 5, 5, 9];
    expect(steps.map((_, i) => indexAt(steps, positionAt(steps, i)))).toEqual([0, 1, 2, 3, 4]);
    expect(indexAt(steps, atStep(5))).toBe(3);
    expect(indexAt([0, 5, 9], positionAt(steps, 3))).toBe(1);
  });

  it('stays where it was put when steps are added, before or after', () => {
    expect(indexAt([0, 3, 10, 20, 30], positionAt([0, 10, 20], 1))).toBe(2);
  });

  it('is held inside a range', () => {
    const steps = [0, 10, 20, 30, 40];
    expect([0, 1, 2, 3, 4].map((at) => withinRange(steps, at, { from: 10, to: 30 }))).toEqual([1, 1, 2, 3, 3]);
    expect(withinRange(steps, 4, { from: 11, to: 12 })).toBe(1);
    expect(withinRange(steps, 4, { from: 50, to: 60 })).toBe(4);
    expect(withinRange(steps, 4, { from: -9, to: -1 })).toBe(0);
  });
});

describe('steps of all cards', () => {
  it('are each there once, in order', () => {
    expect(unionOfSteps([[0, 10, 20], [0, 10, 20], [5, 10, 30]])).toEqual([0, 5, 10, 20, 30]);
    expect(unionOfSteps([[1, 1, 2]])).toEqual([1, 2]);
    expect(unionOfSteps([])).toEqual([]);
  });
});

describe('pictures fetched', () => {
  it('are the one to show first, then where the slider is going, then its neighbours', () => {
    expect(wishesAround(5, 100, 0)).toEqual([5, 6, 4]);
    expect(wishesAround(5, 100, 1)).toEqual([5, 6, 7, 4]);
    expect(wishesAround(5, 100, -1)).toEqual([5, 4, 3, 6]);
    expect(wishesAround(50, 100, 3)).toEqual([50, 53, 56, 51, 52, 49]);
    expect(wishesAround(50, 1_000, 900)).toEqual([50, 82, 114, 51, 52, 49]);
    expect(wishesAround(0, 1, 1)).toEqual([0]);
    expect(wishesAround(0, 0, 0)).toEqual([]);
  });
});
