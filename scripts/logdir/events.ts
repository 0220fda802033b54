/**
 * Encodes the events a demo log holds besides plain scalars. Field numbers: tensorflow's event.proto, summary.proto,
 * tensor.proto (copies in `proto/tensorboard`).
 */

/** When an event happened: seconds since the epoch, and the training step. */
export interface Moment {
  readonly wallTime: number;
  readonly step: number;
}

/** A legacy histogram: `limits[i]` is the right edge of bucket i. */
export interface Histogram {
  readonly min: number;
  readonly max: number;
  readonly num: number;
  readonly sum: number;
  readonly sumSquares: number;
  readonly limits: readonly number[];
  readonly counts: readonly number[];
}

/** The first event of a file, which says its version. */
export const versionEvent = (wallTime: number): Uint8Array => join([double(1, wallTime), text(3, 'brain.Event:2')]);

/** A text as PyTorch's `add_text` writes it: a string tensor of shape [1] owned by the plugin `text`. */
export function textEvent(tag: string, moment: Moment, content: string): Uint8Array {
  const shape = message(2, message(2, varint(1, 1)));
  const tensor = message(8, join([varint(1, 7), shape, text(8, content)]));
  const metadata = message(9, message(1, text(1, 'text')));
  return summaryEvent(moment, join([text(1, `${tag}/text_summary`), metadata, tensor]));
}

/** An RGB image, `png` being the encoded file. */
export function imageEvent(tag: string, moment: Moment, { png, width, height }: { png: Uint8Array; width: number; height: number }): Uint8Array {
  const image = join([varint(1, height), varint(2, width), varint(3, 3), message(4, png)]);
  return summaryEvent(moment, join([text(1, tag), message(4, image)]));
}

/** A histogram as PyTorch's `add_histogram` writes it. */
export function histogramEvent(tag: string, moment: Moment, histogram: Histogram): Uint8Array {
  const { min, max, num, sum, sumSquares, limits, counts } = histogram;
  const histo = [double(1, min), double(2, max), double(3, num), double(4, sum), double(5, sumSquares), doubles(6, limits), doubles(7, counts)];
  return summaryEvent(moment, join([text(1, tag), message(5, join(histo))]));
}

const summaryEvent = ({ wallTime, step }: Moment, value: Uint8Array): Uint8Array =>
  join([double(1, wallTime), varint(2, step), message(5, message(1, value))]);

/** Field of wire type 0; proto3 leaves zero out. */
function varint(field: number, value: number): Uint8Array {
  return value === 0 ? new Uint8Array(0) : Uint8Array.from([field * 8, ...varintBytes(value)]);
}

function double(field: number, value: number): Uint8Array {
  const bytes = new Uint8Array(9);
  bytes[0] = field * 8 + 1;
  new DataView(bytes.buffer).setFloat64(1, value, true);
  return bytes;
}

const text = (field: number, value: string): Uint8Array => message(field, new TextEncoder().encode(value));

const message = (field: number, content: Uint8Array): Uint8Array => join([Uint8Array.from([field * 8 + 2, ...varintBytes(content.length)]), content]);

/** A packed repeated double. */
const doubles = (field: number, values: readonly number[]): Uint8Array => message(field, new Uint8Array(Float64Array.from(values).buffer));

function varintBytes(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  bytes.push(rest);
  return bytes;
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((bytes, part) => bytes + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
