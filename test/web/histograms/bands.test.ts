import { describe, expect, it } from 'vitest';
import { Projection } from '../../../web/charts/projection.js';
import { bandReadingWords, bandsLabel } from '../../../web/histograms/band-words.js';
import { BAND_OPACITY, makeBands, placesWithin, readingsAt, valueExtent } from '../../../web/histograms/bands.js';
import { stepsInView } from '../../../web/histograms/steps-in-view.js';
import { columnsOf, sourceOf } from './instruments.js';

const columns = columnsOf([], [], [], []);
const source = sourceOf(columns);
const y = new Projection('linear', { min: 0, max: 40 }, { from: 100, to: 0 });

describe('bands', () => {
  it('are eight, the more a band holds the denser', () => {
    expect(BAND_OPACITY).toHaveLength(8);
    expect(BAND_OPACITY.map((opacity, i) => opacity === BAND_OPACITY[7 - i])).not.toContain(false);
    expect(BAND_OPACITY.slice(0, 4)).toEqual([...BAND_OPACITY.slice(0, 4)].sort((a, b) => a - b));
  });
  it('stand where their steps or times are; a clock that was set back does not cross them', () => {
    expect([...(makeBands([source], 'relative')[0]?.x ?? [])]).toEqual([0, 1, 2, 3]);
    const back = { ...columns, wallTimes: Float64Array.of(10, 12, 11, 13) };
    expect([...(makeBands([sourceOf(back)], 'wall')[0]?.x ?? [])]).toEqual([10, 11, 12, 13]);
    expect([...(makeBands([sourceOf(back)], 'wall')[0]?.index ?? [])]).toEqual([0, 2, 1, 3]);
  });
  it('extend over finite values in view and the neighbours just outside', () => {
    const bands = makeBands([source], 'step');
    expect(valueExtent(bands, null)).toEqual({ min: 0, max: 38 });
    expect(bands.map((one) => placesWithin(one, { min: 12, max: 18 }))).toEqual([[1, 3]]);
    expect(valueExtent(bands, { min: 12, max: 18 })).toEqual({ min: 10, max: 28 });
    const odd = { ...columns, percentiles: columns.percentiles.map((value, i) => (i % 9 === 0 ? -Infinity : i % 9 === 8 ? Number.NaN : value)) };
    expect(valueExtent(makeBands([sourceOf(odd)], 'step'), null)).toEqual({ min: 1, max: 37 });
    expect(valueExtent([], null)).toBeNull();
  });
  it('are read at the nearest step, the run nearest to the pointer first', () => {
    const other = sourceOf({ ...columns, percentiles: columns.percentiles.map((value) => value + 20) }, 'other');
    const bands = makeBands([source, other], 'step');
    expect(readingsAt(bands, 9, { py: y.pixel(33), y }).map(({ bands: { source: { name } }, place }) => [name, place])).toEqual([['other', 1], ['train', 1]]);
    expect(readingsAt(makeBands([sourceOf(columnsOf())], 'step'), 9, { py: null, y })).toEqual([]);
  });
  it('are said in words, all nine values at a step', () => {
    const bands = makeBands([source], 'step');
    expect(bandsLabel('w', bands, 'step')).toBe('w, train, 4 steps from 0 to 30, latest median 34');
    const [reading] = readingsAt(bands, 10, { py: null, y });
    expect(reading && bandReadingWords(reading)).toMatch(/^train, step 10, .*: 0 % 10, 6\.68 % 11, 15\.87 % 12, 30\.85 % 13, median 14, 69\.15 % 15, 84\.13 % 16, 93\.32 % 17, 100 % 18$/);
  });
});

it('a zoomed axis shows the steps in it and one more on each side', () => {
  expect(stepsInView([source], 'step', { min: 11, max: 19 })).toEqual({ from: 10, to: 20 });
  expect(stepsInView([source], 'relative', { min: -5, max: 0.5 })).toEqual({ from: 0, to: 10 });
  expect(stepsInView([sourceOf(columnsOf())], 'step', { min: 0, max: 1 })).toBeNull();
});
