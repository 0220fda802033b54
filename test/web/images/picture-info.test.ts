import { describe, expect, it } from 'vitest';
import { pictureInfo } from '../../../web/images/picture-info.js';

const bytes = (...parts: (string | readonly number[])[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? Array.from(part, (c) => c.charCodeAt(0)) : part)));
const uint32 = (n: number): number[] => [(n >>> 24) & 255, (n >>> 16) & 255, (n >>> 8) & 255, n & 255];

const png = (...chunks: string[]): Uint8Array =>
  bytes('\x89PNG\r\n\x1a\n', uint32(13), 'IHDR', uint32(640), uint32(480), [8, 2, 0, 0, 0], uint32(0), ...chunks.flatMap((name) => [uint32(4), name, uint32(0), uint32(0)]));
const frame = [0x2c, 0, 0, 0, 0, 2, 0, 3, 0, 0, 2, 2, 0x4c, 1, 0];
const gif = (frames: number): Uint8Array => bytes('GIF89a', [2, 0, 3, 0, 0x80, 0, 0], [0, 0, 0, 9, 9, 9], [0x21, 0xf9, 4, 0, 0, 0, 0, 0], ...Array.from({ length: frames }, () => frame), [0x3b]);
const jpeg = bytes([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xff, 0xc2, 0, 11, 8, 1, 0, 2, 0, 1, 1, 0x11, 0]);
const webp = (animated: boolean): Uint8Array => bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8X', [10, 0, 0, 0], [animated ? 2 : 0, 0, 0, 0], [99, 0, 0], [49, 0, 0]);

describe('the header of a picture', () => {
  it('says its size', () => {
    expect(pictureInfo(png('IDAT'))).toEqual({ width: 640, height: 480, animated: false });
    expect(pictureInfo(jpeg)).toEqual({ width: 512, height: 256, animated: false });
    expect(pictureInfo(webp(false))).toEqual({ width: 100, height: 50, animated: false });
    expect(pictureInfo(bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8L', [0, 0, 0, 0], [0x2f, 9, 0x40, 1, 0]))).toEqual({ width: 10, height: 6, animated: false });
    expect(pictureInfo(bytes('BM', Array<number>(16).fill(0), [7, 0, 0, 0], [0xfb, 0xff, 0xff, 0xff]))).toEqual({ width: 7, height: 5, animated: false });
    expect(pictureInfo(bytes([0, 0, 0, 8], 'ftypavif', [0, 0, 0, 20], 'ispe', uint32(0), uint32(33), uint32(22)))).toEqual({ width: 33, height: 22, animated: false });
  });

  it('says whether it moves', () => {
    expect(pictureInfo(png('acTL', 'IDAT')).animated).toBe(true);
    // An `acTL` after the image data counts for nothing.
    expect(pictureInfo(png('IDAT', 'acTL')).animated).toBe(false);
    expect([pictureInfo(gif(0)), pictureInfo(gif(1)), pictureInfo(gif(2))].map(({ animated }) => animated)).toEqual([false, false, true]);
    expect(pictureInfo(webp(true)).animated).toBe(true);
  });

  it('cut at any byte it is read or unknown, and never throws', () => {
    for (const whole of [png('acTL', 'IDAT'), gif(3), jpeg, webp(true)]) {
      for (let length = 0; length <= whole.length; length++) {
        const { width } = pictureInfo(whole.subarray(0, length));
        expect([0, 640, 2, 512, 100]).toContain(width);
      }
    }
    expect(pictureInfo(bytes('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toEqual({ width: 0, height: 0, animated: false });
  });

  it('is found in a view of a larger buffer', () => {
    const whole = bytes('....', Array.from(png('IDAT')));
    expect(pictureInfo(whole.subarray(4)).width).toBe(640);
  });
});
