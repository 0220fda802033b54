import { describe, expect, it } from 'vitest';
import { actualSize, FIT, fitScale, panBy, pixelUnder, place, zoomAt } from '../../../web/images/pan-zoom.js';

const picture = { width: 100, height: 50 };
const box = { width: 400, height: 400 };

describe('a view of a picture', () => {
  it('fits and centres it at first', () => {
    expect(place(FIT, picture, box)).toEqual({ left: 0, top: 100, scale: 4 });
    expect(fitScale(picture, { width: 0, height: 0 })).toBe(1);
    expect(fitScale({ width: 0, height: 0 }, box)).toBe(1);
  });

  it('keeps what is under the pointer there while zooming', () => {
    const at = { x: 122, y: 222 };
    const before = pixelUnder(at, place(FIT, picture, box), picture);
    const view = zoomAt(FIT, 4, { at, picture, box });
    expect(place(view, picture, box).scale).toBe(16);
    expect(pixelUnder(at, place(view, picture, box), picture)).toEqual(before);
  });

  it('zooms no further out than fitting, and no further in than 64 to one', () => {
    expect(zoomAt(FIT, 1e9, { at: { x: 0, y: 0 }, picture, box }).zoom * 4).toBe(64);
    expect(zoomAt(FIT, 1e9, { at: { x: 0, y: 0 }, picture: { width: 2, height: 2 }, box }).zoom).toBe(4);
    const large = { width: 1000, height: 1000 };
    expect(zoomAt(FIT, 0.01, { at: { x: 0, y: 0 }, picture: large, box }).zoom).toBe(1);
    expect(zoomAt(FIT, 0.01, { at: { x: 0, y: 0 }, picture, box }).zoom).toBe(0.25);
  });

  it('shows a pixel for a pixel', () => {
    expect(place(actualSize(FIT, picture, box), picture, box).scale).toBe(1);
  });

  it('is moved without leaving a gap on a side it fills', () => {
    const view = zoomAt(FIT, 4, { at: { x: 200, y: 200 }, picture, box });
    const right = panBy(view, { x: 1e6, y: 0 }, { picture, box });
    expect(place(right, picture, box).left).toBeCloseTo(0);
    const left = panBy(view, { x: -1e6, y: 0 }, { picture, box });
    expect(place(left, picture, box).left + 100 * 16).toBeCloseTo(400);
    expect(panBy(FIT, { x: 0, y: 500 }, { picture, box })).toEqual(FIT);
  });

  it('tells the pixel under a point, and none outside', () => {
    const placement = place(FIT, picture, box);
    expect(pixelUnder({ x: 0, y: 100 }, placement, picture)).toEqual({ x: 0, y: 0 });
    expect(pixelUnder({ x: 399.9, y: 299.9 }, placement, picture)).toEqual({ x: 99, y: 49 });
    expect(pixelUnder({ x: 0, y: 99 }, placement, picture)).toBeNull();
    expect(pixelUnder({ x: 400, y: 200 }, placement, picture)).toBeNull();
  });
});
