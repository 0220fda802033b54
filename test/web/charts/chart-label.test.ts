import { expect, test } from 'vitest';
import { chartLabel, pointsBadge } from '../../../web/charts/chart-label.js';
import { toPoints } from '../../../web/charts/to-points.js';
import { makeLine } from './lines.js';

test('a chart is told in one sentence', () => {
  const all = ['a', 'b', 'c'].map((name, i) => toPoints(makeLine([1, 0.12 + i], { name, key: name, steps: Int32Array.of(0, 10_000 - i) }), 'step'));
  expect(chartLabel('loss', all, { axis: 'step', extent: { min: 0, max: 10_000 } })).toBe('loss, 3 runs, step 0 to 10,000, latest 0.12');
});
test('superseded parts are not another run, and never the latest', () => {
  const all = [toPoints(makeLine([1, 2], { name: 'a' }), 'step'), toPoints(makeLine([1, 2, 9], { name: 'a', superseded: true }), 'step')];
  expect(chartLabel('loss', all, { axis: 'step', extent: { min: 0, max: 2 } })).toBe('loss, 1 run, step 0 to 2, latest 2');
});
test('an empty chart says so', () => expect(chartLabel('loss', [], { axis: 'step', extent: null })).toBe('loss, no points'));
test('the badge says how many points the lines stand for', () => {
  const points = (drawn: number, total: number) => [makeLine(new Array<number>(drawn).fill(0), { total })];
  expect(pointsBadge(points(400, 400))).toBe('all 400 points');
  expect(pointsBadge(points(800, 1_200_000))).toBe('1.2\u202fM points, drawn as min and max of 400 columns');
  expect(pointsBadge(points(1, 1))).toBe('1 point');
  expect(pointsBadge([])).toBe('');
});
