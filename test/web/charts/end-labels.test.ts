import { describe, expect, test } from 'vitest';
import { labelled, placeLabels } from '../../../web/charts/end-labels.js';
import { toPoints } from '../../../web/charts/to-points.js';
import { makeLine } from './lines.js';

const room = { top: 0, bottom: 100, height: 14 };
const at = (...ys: number[]) => ys.map((y) => ({ text: String(y), color: 'red', y }));

describe('labels at the ends of lines', () => {
  test('stay where they are when they have room', () => expect(placeLabels(at(20, 60), room).map(({ y }) => y)).toEqual([20, 60]));
  test('move apart, keep their order and stay inside', () => {
    const placed = placeLabels(at(98, 99, 100), room);
    expect(placed.map(({ text, y }) => [text, y])).toEqual([['98', 72], ['99', 86], ['100', 100]]);
  });
  test('are left out when they do not all fit', () => expect(placeLabels(at(...Array.from({ length: 12 }, (_, i) => i)), room)).toEqual([]));
});

test('only few lines are labelled, and none that is superseded or has no finite value', () => {
  const line = (change = {}, values = [1]) => toPoints(makeLine(values, change), 'step');
  expect(labelled([line(), line({ superseded: true }), line({}, [Number.NaN])])).toHaveLength(1);
  expect(labelled(Array.from({ length: 7 }, () => line()))).toEqual([]);
});
