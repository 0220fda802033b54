import { expect, test } from 'vitest';
import type { PointsRow } from '../../../web/api/points.js';
import { isComplete, needsDetail, withMargin } from '../../../web/cards/zoom-detail.js';

const row = (drawn: number, total: number): PointsRow => ({
  series: 1, run: 'a', tag: 't', part: 0, superseded: false, start: 0, total, restarts: new Float64Array(0),
  step: new Int32Array(drawn), elapsed: new Float32Array(drawn), value: new Float32Array(drawn), smoothed: null,
});
const thinned = [row(800, 1_000_000)];
const detail = (rows: PointsRow[]) => ({ view: { min: 100, max: 200 }, range: { min: 50, max: 250 }, rows });

test('half of the view comes along on both sides', () => expect(withMargin({ min: 100, max: 200 })).toEqual({ min: 50, max: 250 }));
test('nothing is asked for where every point is there', () => {
  expect(isComplete([row(5, 5), row(0, 0)])).toBe(true);
  expect(needsDetail({ min: 1, max: 2 }, undefined, [row(5, 5)])).toBe(false);
  expect(needsDetail({ min: 120, max: 121 }, detail([row(900, 900)]), thinned)).toBe(false);
});
test('a thinned chart asks when zoomed, when panned out of the detail, and when zoomed closer', () => {
  expect(needsDetail({ min: 100, max: 200 }, undefined, thinned)).toBe(true);
  expect(needsDetail({ min: 200, max: 300 }, detail(thinned), thinned)).toBe(true);
  expect(needsDetail({ min: 110, max: 130 }, detail(thinned), thinned)).toBe(true);
  expect(needsDetail({ min: 90, max: 190 }, detail(thinned), thinned)).toBe(false);
});
