import { describe, expect, it } from 'vitest';
import { absoluteDifference } from '../../../web/images/difference.js';

const picture = (width: number, height: number, pixels: number[][]) => ({ width, height, data: new Uint8ClampedArray(pixels.flat()) });

describe('the difference of two pictures', () => {
  it('is the absolute difference of each colour', () => {
    const result = absoluteDifference(picture(2, 1, [[10, 200, 0, 255], [5, 5, 5, 255]]), picture(2, 1, [[30, 100, 0, 255], [5, 5, 5, 255]]));
    expect([...result.pixels]).toEqual([20, 100, 0, 255, 0, 0, 0, 255]);
    expect(result).toMatchObject({ width: 2, height: 1, most: 100, mean: 20, differing: 1 });
  });

  it('shows a difference of opacity alone', () => {
    const { pixels, differing } = absoluteDifference(picture(1, 1, [[0, 0, 0, 0]]), picture(1, 1, [[0, 0, 0, 255]]));
    expect([...pixels]).toEqual([255, 255, 255, 255]);
    expect(differing).toBe(1);
  });

  it('covers what both have, from the top left corner', () => {
    const wide = picture(3, 1, [[1, 1, 1, 255], [2, 2, 2, 255], [3, 3, 3, 255]]);
    const tall = picture(1, 2, [[9, 9, 9, 255], [7, 7, 7, 255]]);
    expect(absoluteDifference(wide, tall)).toMatchObject({ width: 1, height: 1, most: 8, mean: 8 });
    expect(absoluteDifference(wide, picture(0, 0, []))).toMatchObject({ width: 0, height: 0, most: 0, mean: 0, differing: 0 });
  });
});
