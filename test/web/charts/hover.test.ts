import { describe, expect, test } from 'vitest';
import { hoverAt, type TooltipSort } from '../../../web/charts/hover.js';
import { Projection } from '../../../web/charts/projection.js';
import { toPoints } from '../../../web/charts/to-points.js';
import { makeLine } from './lines.js';

const xAxis = new Projection('linear', { min: 0, max: 10 }, { from: 0, to: 1000 });
const yAxis = new Projection('linear', { min: 0, max: 10 }, { from: 100, to: 0 });
const flat = (name: string, y: number, steps = [0, 5, 10]) => toPoints(makeLine(steps.map(() => y), { key: name, name, steps: Int32Array.from(steps) }), 'step');
const lines = [flat('b', 2), flat('a10', 8), flat('a2', 5), flat('nan', Number.NaN)];
const names = (sort: TooltipSort, options: { limit?: number; pointer?: { x: number; y: number } | null; x?: number } = {}) =>
  hoverAt(lines, options.x ?? 5, { pointer: options.pointer === undefined ? { x: 500, y: 45 } : options.pointer, xAxis, yAxis, sort, limit: options.limit ?? 10 });

describe('order', () => {
  test.each([
    ['default', 'b a10 a2 nan'],
    ['alphabetical', 'a2 a10 b nan'],
    ['ascending', 'b a2 a10 nan'],
    ['descending', 'a10 a2 b nan'],
    ['nearest-pixel', 'a2 a10 b nan'],
    ['nearest-y', 'a2 a10 b nan'],
  ] as const)('%s', (sort, expected) => expect(names(sort).rows.map((row) => row.points.line.name).join(' ')).toBe(expected));
  test('nearest y measures distance on both sides', () => {
    const { rows } = names('nearest-y', { pointer: { x: 500, y: 18 } });
    expect(rows.map((row) => row.points.line.name)).toEqual(['a10', 'a2', 'b', 'nan']);
  });
});

test('one line is the closest, and keeps its row under a limit', () => {
  const { rows, more } = names('ascending', { limit: 2, pointer: { x: 500, y: 20 } });
  expect(rows.map((row) => [row.points.line.name, row.closest])).toEqual([['b', false], ['a10', true]]);
  expect(more).toBe(2);
});
test('lines that end elsewhere are counted, not listed', () => {
  const all = [flat('here', 1), flat('short', 9, [0, 1])];
  const found = hoverAt(all, 9, { pointer: { x: 900, y: 50 }, xAxis, yAxis, sort: 'default', limit: 5 });
  expect([found.rows.map((row) => row.points.line.name), found.elsewhere]).toEqual([['here'], 1]);
});
test('a line of far points counts as here between them', () => {
  const found = hoverAt([flat('sparse', 1, [0, 10])], 4, { pointer: { x: 400, y: 50 }, xAxis, yAxis, sort: 'default', limit: 5 });
  expect([found.rows[0]?.index, found.elsewhere]).toEqual([0, 0]);
});
test('where no line is, the nearest ends are listed', () => {
  const found = hoverAt([flat('early', 1, [0, 1])], 9, { pointer: { x: 900, y: 50 }, xAxis, yAxis, sort: 'default', limit: 5 });
  expect([found.rows[0]?.index, found.elsewhere]).toEqual([1, 0]);
});
test('empty lines have no row', () => expect(hoverAt([toPoints(makeLine([]), 'step')], 1, { pointer: null, xAxis, yAxis, sort: 'default', limit: 5 })).toEqual({ rows: [], more: 0, elsewhere: 0 }));
