import { crc32, deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { countColourful, decodePng } from '../../../../scripts/bench/screenshot.js';
import { encodePng } from '../../../../scripts/logdir/png.js';

test('a picture written as PNG reads back as it was', () => {
  const rgb = Uint8Array.from({ length: 7 * 5 * 3 }, (_, i) => (i * 37) % 256);
  const pixels = decodePng(encodePng({ width: 7, height: 5, rgb }));
  expect(pixels).toMatchObject({ width: 7, height: 5, channels: 3 });
  expect(pixels.data).toEqual(rgb);
});

test('every kind of row filter is undone', () => {
  const [width, height, channels] = [4, 5, 4];
  const data = Uint8Array.from({ length: width * height * channels }, (_, i) => (i * i * 13 + 7 * i) % 256);
  const pixels = decodePng(filteredPng({ width, height, channels, data }));
  expect(pixels.data).toEqual(data);
});

test('only coloured pixels within the box count, and a box may reach past the picture', () => {
  const rgb = new Uint8Array(4 * 4 * 3).fill(200);
  rgb.set([255, 0, 0], (1 * 4 + 1) * 3);
  rgb.set([0, 100, 0], (3 * 4 + 3) * 3);
  const pixels = { width: 4, height: 4, channels: 3, data: rgb };
  expect(countColourful(pixels, { x: 0, y: 0, width: 3, height: 3 })).toBe(1);
  expect(countColourful(pixels, { x: -2, y: -2, width: 100, height: 100 })).toBe(2);
  expect(countColourful(pixels, { x: 2, y: 0, width: 2, height: 2 })).toBe(0);
});

/** A PNG of RGBA whose five rows use the filters 0 to 4, written from the specification. */
function filteredPng({ width, height, channels, data }: { width: number; height: number; channels: number; data: Uint8Array }): Uint8Array {
  const rowBytes = width * channels;
  const at = (x: number, y: number): number => (x < 0 || y < 0 ? 0 : data[y * rowBytes + x]!);
  const rows: number[] = [];
  for (let y = 0; y < height; y++) {
    rows.push(y);
    for (let x = 0; x < rowBytes; x++) {
      const [a, b, c] = [at(x - channels, y), at(x, y - 1), x < channels ? 0 : at(x - channels, y - 1)];
      const p = a + b - c;
      const nearest = [a, b, c].reduce((best, one) => (Math.abs(p - one) < Math.abs(p - best) ? one : best));
      rows.push((at(x, y) - [0, a, b, Math.floor((a + b) / 2), nearest][y]!) & 255);
    }
  }
  const chunk = (type: string, content: Uint8Array): Buffer => {
    const bytes = Buffer.alloc(12 + content.length);
    bytes.writeUInt32BE(content.length, 0);
    bytes.write(type, 4, 'latin1');
    bytes.set(content, 8);
    bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + content.length)), 8 + content.length);
    return bytes;
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), chunk('IHDR', header), chunk('IDAT', deflateSync(Uint8Array.from(rows))), chunk('IEND', new Uint8Array())]);
}
