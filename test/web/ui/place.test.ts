import { describe, expect, it } from 'vitest';
import { place } from '../../../web/ui/place.js';

const anchor = (left: number, top: number) => ({ left, top, right: left + 40, bottom: top + 20 }) as DOMRect;
const screen = { width: 1_000, height: 600 };

describe('place', () => {
  it('goes below its anchor, aligned at either edge', () => {
    expect(place(anchor(100, 50), { width: 200, height: 100 }, screen)).toMatchObject({ left: 100, top: 74 });
    expect(place(anchor(500, 50), { width: 200, height: 100 }, { ...screen, alignEnd: true })).toMatchObject({ left: 340, top: 74 });
  });

  it('goes above where there is more room, and stays in the window sideways', () => {
    expect(place(anchor(950, 560), { width: 200, height: 100 }, screen)).toMatchObject({ left: 792, top: 456 });
    expect(place(anchor(0, 50), { width: 200, height: 100 }, { ...screen, alignEnd: true }).left).toBe(8);
  });

  it('is no taller than the room it has', () => {
    const spot = place(anchor(0, 300), { width: 100, height: 5_000 }, screen);
    expect(spot.top + Math.min(5_000, spot.maxHeight)).toBeLessThanOrEqual(600);
    expect(spot.top).toBeGreaterThanOrEqual(0);
  });
});
