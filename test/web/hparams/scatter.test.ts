import { describe, expect, it } from 'vitest';
import { type Column, toColumns } from '../../../web/hparams/columns.js';
import { makeScale } from '../../../web/hparams/scale.js';
import { brushesOf, INSET, layPoints, nearestPoint, type PointAxis } from '../../../web/hparams/scatter.js';

const axis = (name: string, values: (number | string | null)[]): PointAxis => {
  const column = toColumns({ hyperparameters: [{ name, displayName: '', description: '', type: 'mixed', domain: null, differs: true, values }], metrics: [] }, {})[0] as Column;
  return { key: column.key, label: name, values, scale: makeScale(column, { trials: values.map((_, i) => i), wanted: 'linear' }) };
};
const size = { width: 100 + 2 * INSET, height: 100 + 2 * INSET };
const x = axis('x', [0, 1, 2, null, 2]);
const y = axis('y', ['a', 'b', 'c', 'a', 'c']);
const points = layPoints(x, y, { trials: [0, 1, 2, 3, 4], ...size });

describe('points', () => {
  it('stand from left to right and from bottom to top; one without a value has no place', () => {
    expect([...points.x]).toEqual([9, 59, 109, NaN, 109]);
    expect([...points.y]).toEqual([109, 59, 9, 109, 9]);
  });

  it('are found near the pointer; of two in one place the upper one', () => {
    const at = (px: number, py: number, drawn = (_: number) => true): number => nearestPoint(points, [px, py], { reach: 20, drawn });
    expect([at(55, 70), at(80, 80), at(109, 9), at(9, 109)]).toEqual([1, -1, 4, 0]);
    expect(at(109, 9, (trial) => trial !== 4)).toBe(2);
  });
});

describe('a rectangle', () => {
  it('brushes both columns, whichever way it was drawn', () => {
    const expected = [['h:y', { kind: 'set', values: ['b', 'c'] }], ['h:x', { kind: 'range', min: 0.5, max: 2 }]];
    expect(brushesOf(x, y, { from: [34, 70], to: [300, -20], ...size })).toEqual(expected);
    expect(brushesOf(x, y, { from: [300, -20], to: [34, 70], ...size })).toEqual(expected);
  });

  it('brushes one column once, and none that has no values inside or no key', () => {
    expect(brushesOf(x, x, { from: [9, 9], to: [59, 109], ...size })).toEqual([['h:x', { kind: 'range', min: 0, max: 1 }]]);
    expect(brushesOf({ ...x, key: null }, y, { from: [9, 25], to: [59, 35], ...size })).toEqual([]);
  });
});
