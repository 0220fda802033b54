import { describe, expect, it } from 'vitest';
import { layOut, sliceAt, topAt, binAt } from '../../../web/histograms/ridge-layout.js';
import { chosenSlices, sliceAtStep, stepsBetween } from '../../../web/histograms/ridge-choice.js';
import { readingWords, ridgesLabel, totalOf } from '../../../web/histograms/ridge-words.js';
import { binEdges, makeRidges, sliceOf } from '../../../web/histograms/ridges.js';
import { columnsOf, sourceOf } from './instruments.js';

const three = columnsOf([[0, 1, 4]], [[1, 2, 8]], [[0, 2, 2]]);
const options = { axis: 'step', bins: 2, within: null } as const;
const plot = { left: 0, top: 0, right: 100, bottom: 100 };
const ridges = makeRidges([sourceOf(three)], options);

describe('ridges', () => {
  it('are slices in the order of their positions, binned over one range', () => {
    expect([ridges.count, ridges.range, [...ridges.positions], [...ridges.counts], ridges.highest]).toEqual([3, { min: 0, max: 2 }, [0, 10, 20], [4, 0, 0, 8, 1, 1], 8]);
    expect(binEdges(ridges, 1)).toEqual({ min: 1, max: 2 });
  });
  it('of several runs mingle by position; equals keep the order of their runs', () => {
    const late = { ...three, wallTimes: three.wallTimes.map((time) => time + 0.5) };
    const both = makeRidges([sourceOf(three, 'a'), sourceOf(late, 'b')], { ...options, axis: 'wall' });
    expect([...both.source]).toEqual([0, 1, 0, 1, 0, 1]);
    expect([...makeRidges([sourceOf(three, 'a'), sourceOf(late, 'b')], options).source]).toEqual([0, 1, 0, 1, 0, 1]);
    expect(sliceOf(both, 3)).toMatchObject({ step: 10, relative: 1, source: { name: 'b' } });
  });
  it('of a range of steps keep the bins of all', () => {
    const some = makeRidges([sourceOf(three)], { ...options, within: { from: 5, to: 20 } });
    expect([[...some.positions], some.range]).toEqual([[10, 20], ridges.range]);
  });
  it('of nothing are none', () => {
    expect(makeRidges([], options)).toMatchObject({ count: 0, highest: 0 });
    expect(makeRidges([sourceOf(columnsOf([]))], options)).toMatchObject({ count: 1, highest: 0, range: { min: 0, max: 1 } });
  });
});

describe('their layout', () => {
  it('has the oldest at the back, the newest on the bottom, and no ridge above the plot', () => {
    const layout = layOut(ridges, { mode: 'offset', log: false, plot });
    expect([...layout.bases]).toEqual([40, 70, 100]);
    expect([...layout.tops]).toEqual([20, 40, 70, 30, 95, 95]);
    expect([...layout.middles]).toEqual([25, 75]);
  });
  it('puts all on one line in overlay mode, and a single slice on the bottom', () => {
    expect([...layOut(ridges, { mode: 'overlay', log: false, plot }).bases]).toEqual([100, 100, 100]);
    expect([...layOut(makeRidges([sourceOf(columnsOf([[0, 1, 4]]))], options), { mode: 'offset', log: false, plot }).bases]).toEqual([100]);
  });
  it('lifts small counts with a log scale, and leaves empty bins at the base', () => {
    const layout = layOut(ridges, { mode: 'offset', log: true, plot });
    expect(layout.tops[0]).toBeCloseTo(40 - (40 * Math.log(5)) / Math.log(9), 4);
    expect(layout.tops[1]).toBe(40);
  });
  it('reads the outline between bins, and down to the base at both ends', () => {
    const layout = layOut(ridges, { mode: 'offset', log: false, plot });
    expect([0, 12.5, 25, 50, 75, 100].map((px) => topAt(layout, 0, px))).toEqual([40, 30, 20, 30, 40, 40]);
    expect([-5, 10, 60, 500].map((px) => binAt(layout, px))).toEqual([0, 0, 1, 1]);
  });
  it('finds the nearest outline that can be seen', () => {
    const layout = layOut(ridges, { mode: 'offset', log: false, plot });
    expect([sliceAt(layout, 25, 22), sliceAt(layout, 25, 66), sliceAt(layout, 25, 99)]).toEqual([0, 1, 2]);
    // At 75 the oldest outline lies behind the second ridge, which rises to 30.
    expect(sliceAt(layout, 75, 41)).toBe(1);
    expect(sliceAt(layOut(makeRidges([], options), { mode: 'offset', log: false, plot }), 1, 1)).toBe(-1);
  });
});

describe('a choice', () => {
  it('of a step is the nearest slice of each run, of a range all within it', () => {
    expect(chosenSlices(ridges, null)).toBeNull();
    expect([...(chosenSlices(ridges, { from: 12, to: null }) ?? [])]).toEqual([0, 1, 0]);
    expect([...(chosenSlices(ridges, { from: 0, to: 10 }) ?? [])]).toEqual([1, 1, 0]);
    const both = makeRidges([sourceOf(three, 'a'), sourceOf(columnsOf([[0, 1, 1]]), 'b')], options);
    expect([...(chosenSlices(both, { from: 20, to: null }) ?? [])].map((on, i) => [on, both.source[i]])).toEqual([[0, 0], [1, 1], [0, 0], [1, 0]]);
  });
  it('by dragging takes the steps between two heights, and nothing with fewer than two', () => {
    const layout = layOut(ridges, { mode: 'offset', log: false, plot });
    expect(stepsBetween(layout, 105, 60)).toEqual({ from: 10, to: 20 });
    expect(stepsBetween(layout, 60, 80)).toBeNull();
  });
  it('stays at its step while slices come', () => {
    expect([sliceAtStep(ridges, 0, 10), sliceAtStep(ridges, 0, 400), sliceAtStep(ridges, 1, 10)]).toEqual([1, 2, -1]);
  });
});

it('the picture and the slice under the cursor are said in words', () => {
  expect(ridgesLabel('weights', ridges)).toBe('weights, train, 3 steps from 0 to 20, values 0 to 2');
  expect(ridgesLabel('weights', makeRidges([], options))).toBe('weights, no steps');
  expect(totalOf(ridges, 1)).toBe(8);
  expect(readingWords(ridges, 1, 1)).toMatch(/^step 10, .*, 1 s, 8 values, 8 of them 1\.0 to 2\.0$/);
});
