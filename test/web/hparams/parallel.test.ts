import { describe, expect, it } from 'vitest';
import { axisAt, layParallel, LEAST_GAP, nearestLine, parallelWidth, positionAt, spreadTicks } from '../../../web/hparams/parallel.js';
import { makeScale } from '../../../web/hparams/scale.js';
import { toColumns } from '../../../web/hparams/columns.js';

const columns = (values: Record<string, (number | string | null)[]>) =>
  toColumns({ hyperparameters: Object.entries(values).map(([name, all]) => ({ name, displayName: '', description: '', type: 'mixed' as const, domain: null, differs: true, values: all })), metrics: [] }, {});
const lay = (values: Record<string, (number | string | null)[]>, trials: number[]) =>
  layParallel(columns(values).map((column) => ({ ...column, scale: makeScale(column, { trials, wanted: 'linear' }) })), { trials, width: 504, height: 222 });

describe('axes side by side', () => {
  it('share the width, with values from the bottom to the top', () => {
    const { axes, top, bottom, gaps } = lay({ a: [0, 1], b: [1, 3], c: ['x', 'y'] }, [0, 1]);
    expect(axes.map(({ x }) => x)).toEqual([64, 264, 464]);
    expect([top, bottom, gaps]).toEqual([10, 210, false]);
    expect(axes.map(({ y }) => [...y])).toEqual([[210, 10], [210, 10], [210, 10]]);
  });

  it('leave room below for what is missing, and put it there', () => {
    const { axes, bottom, missing, gaps } = lay({ a: [0, 1, null], b: [1, NaN, 3] }, [2, 1, 0]);
    expect([bottom, missing, gaps]).toEqual([180, 210, true]);
    expect(axes.map(({ y }) => [...y])).toEqual([[210, 10, 180], [10, 210, 180]]);
  });

  it('stand without columns, with one, and without trials', () => {
    expect(lay({}, [0]).axes).toEqual([]);
    expect(lay({ a: [1] }, [0]).axes[0]?.x).toBe(264);
    expect([...(lay({ a: [1] }, []).axes[0]?.y ?? [1])]).toEqual([]);
    expect(parallelWidth(0, 300)).toBe(300);
    expect(parallelWidth(30, 300)).toBe(104 + 29 * LEAST_GAP);
  });

  it('are found by a pixel', () => {
    const parallel = lay({ a: [0, 1], b: [1, 3] }, [0, 1]);
    expect([50, 64, 82, 90, 470].map((x) => axisAt(parallel, x, 18))).toEqual([0, 0, 0, -1, 1]);
    expect([0, 10, 110, 210, 400].map((y) => positionAt(parallel, y))).toEqual([1, 1, 0.5, 0, 0]);
  });
});

describe('the nearest line', () => {
  const parallel = lay({ a: [0, 1, 0.5], b: [0, 1, 0.5] }, [0, 1, 2]);
  const at = (x: number, y: number, drawn = (_: number) => true): number => nearestLine(parallel, [x, y], { reach: 20, drawn });

  it('is the one within reach of those drawn', () => {
    expect([at(200, 205), at(200, 15), at(200, 115), at(200, 160)]).toEqual([0, 1, 2, -1]);
    expect(at(200, 205, (trial) => trial !== 0)).toBe(-1);
  });

  it('is found beyond the outermost axes, too', () => {
    expect([at(10, 205), at(500, 15)]).toEqual([0, 1]);
  });

  it('is measured across a steep line', () => {
    const steep = lay({ a: [0, 1], b: [1, 0] }, [0, 1]);
    // Straight down it is 20 pixels to the line, across it fewer.
    expect(nearestLine(steep, [164, 180], { reach: 19, drawn: () => true })).toBe(0);
  });

  it('is none without axes', () => {
    expect(nearestLine({ axes: [], trials: [0] }, [1, 1], { reach: 20, drawn: () => true })).toBe(-1);
  });
});

describe('ticks', () => {
  const spread = (positions: number[], need: number): number[] => spreadTicks(positions.map((position) => ({ position })), { length: 100, need }).map(({ position }) => position);

  it('leave each other room, and both ends stay', () => {
    expect(spread([0, 0.1, 0.2, 0.5, 0.95, 1], 15)).toEqual([0, 0.2, 0.5, 1]);
    expect(spread([0, 0.5, 1], 15)).toEqual([0, 0.5, 1]);
    expect(spread([0, 0.05], 15)).toEqual([0]);
    expect(spread([0, 1], 15)).toEqual([0, 1]);
    expect(spread([], 15)).toEqual([]);
    expect(spread([0.5], 15)).toEqual([0.5]);
  });

  it('are few on an axis of a thousand', () => {
    expect(spread(Array.from({ length: 1000 }, (_, i) => i / 999), 20).length).toBeLessThanOrEqual(6);
  });
});
