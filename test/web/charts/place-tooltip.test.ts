import { expect, test } from 'vitest';
import { placeTooltip } from '../../../web/charts/place-tooltip.js';

const box = { left: 100, top: 200, bottom: 400 };
const size = { width: 150, height: 90 };
const place = (px: number, py: number, innerWidth: number, innerHeight = 900) => placeTooltip(box, { px, py }, { size, window: { innerWidth, innerHeight } });

test('a tooltip stands right of its point, left of it where there is no room, and inside the window', () => {
  expect(place(50, 60, 1000)).toEqual({ left: 164, top: 230 });
  expect(place(700, 60, 900)).toEqual({ left: 636, top: 230 });
  expect(place(50, -300, 1000).top).toBe(4);
  expect(place(50, 900, 1000).top).toBe(806);
});
test('on a phone it stands below the chart, or above it where there is no room', () => {
  expect(place(50, 60, 390)).toEqual({ left: 120, top: 404 });
  expect(place(50, 60, 390, 450)).toEqual({ left: 120, top: 106 });
});
