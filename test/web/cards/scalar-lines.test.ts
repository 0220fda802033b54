import { expect, test } from 'vitest';
import type { PointsRow } from '../../../web/api/points.js';
import { toLines } from '../../../web/cards/scalar-lines.js';
import type { SeriesRef } from '../../../web/state/series-index.js';

const row = (series: number, change: Partial<PointsRow> = {}): PointsRow => ({
  series, run: `run${series}`, tag: 't', part: 0, superseded: false, start: 5, total: 2, restarts: Float64Array.of(1),
  step: Int32Array.of(0, 1), elapsed: Float32Array.of(0, 1), value: Float32Array.of(1, 2), smoothed: null, ...change,
});
const series = new Map([1, 2].map((id): [number, SeriesRef] => [id, { id, run: { id, name: `run${id}`, startTime: 0, lastTime: 0, problems: 0 }, tag: 't', count: 2, lastStep: 1, lastTime: 6, lastValue: 2, displayName: '', description: '' }]));
const colourOf = ({ id }: SeriesRef) => ({ css: `var(--run-${id})`, token: `--run-${id}`, dash: [] });

test('rows become lines that share their columns, and rows of hidden runs are left out', () => {
  const one = row(1);
  const lines = toLines([one, row(9)], { series, colourOf });
  expect(lines).toHaveLength(1);
  expect(lines[0]?.columns.values).toBe(one.value);
  expect([lines[0]?.name, lines[0]?.color]).toEqual(['run1', 'var(--run-1)']);
});
test('pieces and superseded parts have keys of their own; pieces are numbered', () => {
  const lines = toLines([row(1), row(1, { part: 1 }), row(2), row(2, { superseded: true })], { series, colourOf });
  expect(lines.map(({ name }) => name)).toEqual(['run1: 1', 'run1: 2', 'run2', 'run2']);
  expect(new Set(lines.map(({ key }) => key)).size).toBe(4);
});
