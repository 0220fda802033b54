import { describe, expect, test } from 'vitest';
import { dotOf, marksOf, trace } from '../../../web/charts/draw.js';
import { Projection } from '../../../web/charts/projection.js';
import { toPoints } from '../../../web/charts/to-points.js';
import { makeLine } from './lines.js';

const scene = { x: new Projection('linear', { min: 0, max: 10 }, { from: 0, to: 100 }), y: new Projection('linear', { min: 0, max: 10 }, { from: 100, to: 0 }) };

function path(values: readonly number[], where: Parameters<typeof trace>[2] = scene, steps?: readonly number[]): string {
  const parts: string[] = [];
  const { x, y } = toPoints(makeLine(values, steps ? { steps: Int32Array.from(steps) } : {}), 'step');
  trace(x, y, where, { moveTo: (a, b) => parts.push(`M${a},${b}`), lineTo: (a, b) => parts.push(`L${a},${b}`) });
  return parts.join(' ');
}

describe('a traced line', () => {
  test('of nothing is nothing, of one point a place without a stroke', () => {
    expect(path([])).toBe('');
    expect(path([5])).toBe('M0,50');
  });
  test('breaks at NaN and infinities', () => expect(path([1, 2, Number.NaN, 3, Number.POSITIVE_INFINITY, 4, 5])).toBe('M0,90 L10,80 M30,70 M50,60 L60,50'));
  test('breaks where a log axis cannot show a value', () => {
    const y = new Projection('log', { min: 1, max: 100 }, { from: 100, to: 0 });
    expect(path([1, 0, 10, -1, 100], { x: scene.x, y })).toBe('M0,100 M20,50 M40,0');
  });
  test('keeps one point beyond each edge, and no more', () => {
    const x = new Projection('linear', { min: 10, max: 20 }, { from: 0, to: 100 });
    expect(path([1, 1, 1, 1, 1], { x, y: scene.y }, [0, 5, 15, 25, 30])).toBe('M-50,90 L50,90 L150,90');
  });
});

describe('marks', () => {
  test('NaN beside the line, infinities at the edges', () => {
    const points = toPoints(makeLine([5, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]), 'step');
    expect(marksOf(points, scene)).toEqual([{ kind: 'nan', x: 10, y: 50 }, { kind: 'above', x: 20, y: 1 }, { kind: 'below', x: 30, y: 99 }]);
  });
  test('NaN without any finite value stands at the bottom', () => expect(marksOf(toPoints(makeLine([Number.NaN]), 'step'), scene)).toEqual([{ kind: 'nan', x: 0, y: 99 }]));
  test('a million NaN are as many marks as have room', () => {
    const steps = Float64Array.from({ length: 1_000_000 }, (_, i) => i / 100_000);
    const points = toPoints(makeLine(new Array<number>(1_000_000).fill(Number.NaN), { steps }), 'step');
    expect(marksOf(points, scene).length).toBeLessThan(20);
  });
  test('out of view are not drawn', () => {
    const x = new Projection('linear', { min: 5, max: 10 }, { from: 0, to: 100 });
    expect(marksOf(toPoints(makeLine([Number.NaN, 1]), 'step'), { x, y: scene.y })).toEqual([]);
  });
});

test('the last finite value has a dot, bigger when it is the only one', () => {
  expect(dotOf(toPoints(makeLine([1, 2, Number.NaN]), 'step'), scene)).toEqual({ x: 10, y: 80, radius: 2.5 });
  expect(dotOf(toPoints(makeLine([3]), 'step'), scene)).toEqual({ x: 0, y: 70, radius: 4 });
  expect(dotOf(toPoints(makeLine([99]), 'step'), scene)).toBeNull();
  expect(dotOf(toPoints(makeLine([3], { superseded: true }), 'step'), scene)).toBeNull();
});
