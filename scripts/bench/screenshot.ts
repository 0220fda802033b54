/** Looks at a page from outside: which charts show lines. Works for pages whose canvases cannot be read from within (TensorBoard draws in a worker). */
import { inflateSync } from 'node:zlib';

/** 8-bit pixels, `channels` bytes each (3 or 4), rows from the top. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly data: Uint8Array;
}

/** In CSS pixels of the page's viewport. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A difference this large between the strongest and weakest channel is a run's colour; axes and text are grey. */
const COLOURFUL = 40;

/** How many pixels within the box have a colour. */
export function countColourful({ width, height, channels, data }: Pixels, box: Box): number {
  let count = 0;
  const [left, right] = [Math.max(0, Math.ceil(box.x)), Math.min(width, Math.floor(box.x + box.width))];
  const [top, bottom] = [Math.max(0, Math.ceil(box.y)), Math.min(height, Math.floor(box.y + box.height))];
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const at = (y * width + x) * channels;
      const [r, g, b] = [data[at]!, data[at + 1]!, data[at + 2]!];
      if (Math.max(r, g, b) - Math.min(r, g, b) >= COLOURFUL) count++;
    }
  }
  return count;
}

/** Reads what a browser's screenshot is: a PNG of 8-bit RGB or RGBA, not interlaced. Anything else is an error. */
export function decodePng(png: Uint8Array): Pixels {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const packed: Uint8Array[] = [];
  let [width, height, channels] = [0, 0, 0];
  for (let at = 8; at + 12 <= png.length; ) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...png.subarray(at + 4, at + 8));
    if (type === 'IHDR') {
      [width, height] = [view.getUint32(at + 8), view.getUint32(at + 12)];
      const [depth, colourType, interlaced] = [png[at + 16], png[at + 17], png[at + 20]];
      if (depth !== 8 || (colourType !== 2 && colourType !== 6) || interlaced !== 0) throw new Error(`screenshot of depth ${depth}, colour type ${colourType}, interlacing ${interlaced}`);
      channels = colourType === 2 ? 3 : 4;
    } else if (type === 'IDAT') packed.push(png.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  return { width, height, channels, data: unfilter(inflateSync(Buffer.concat(packed)), height, width * channels, channels) };
}

/** Undoes the prediction of each row from its neighbours (PNG specification, section 9). */
function unfilter(rows: Uint8Array, height: number, rowBytes: number, channels: number): Uint8Array {
  const data = new Uint8Array(height * rowBytes);
  for (let y = 0; y < height; y++) {
    const filter = rows[y * (rowBytes + 1)];
    const from = y * (rowBytes + 1) + 1;
    const to = y * rowBytes;
    for (let i = 0; i < rowBytes; i++) {
      const left = i >= channels ? data[to + i - channels]! : 0;
      const up = y > 0 ? data[to - rowBytes + i]! : 0;
      const corner = i >= channels && y > 0 ? data[to - rowBytes + i - channels]! : 0;
      data[to + i] = rows[from + i]! + predict(filter, left, up, corner);
    }
  }
  return data;
}

function predict(filter: number | undefined, left: number, up: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  if (filter !== 4) return 0;
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}
