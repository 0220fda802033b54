/**
 * How many parts an event has, found by walking over its bytes and making nothing. protobufjs makes a list entry of every number
 * and an object of every value, a hundred bytes from two: a record well within the limit could take more memory
 * than there is, or a longer list than the machine can have, which ends the whole process.
 */
import { Reader } from './proto.js';

/** Most parts an event may have: 16 M numbers, or half a million values. It then takes about 0.5 GB for a moment. */
export const MOST_PARTS = 2 ** 24;

/** Payloads up to this need not be counted. */
const SMALL_BYTES = 2 ** 20;
/** What an object weighs, against a number in a list. */
const OBJECT_PARTS = 32;

/** Fields that repeat: the least bytes of an entry when packed, an object of its own, or a message to look into. */
type Parts = ReadonlyMap<number, number | 'object' | { readonly message: Parts }>;

const dimensions: Parts = new Map([[2, 'object']]);
const tensor: Parts = new Map<number, number | 'object' | { message: Parts }>([
  [2, { message: dimensions }],
  [5, 4],
  [6, 8],
  [7, 1],
  [8, 'object'],
  [9, 4],
  [10, 1],
  [11, 1],
  [12, 8],
  [13, 1],
  [16, 1],
  [17, 1],
]);
const histogram: Parts = new Map([
  [6, 8],
  [7, 8],
]);
const value: Parts = new Map([
  [5, { message: histogram }],
  [8, { message: tensor }],
]);
const summary: Parts = new Map([[1, { message: value }]]);
const event: Parts = new Map([[5, { message: summary }]]);

/** Whether an event has more parts than may be made of it. Bytes that are no event have none too many: decoding says what is wrong. */
export function hasTooManyParts(payload: Uint8Array): boolean {
  if (payload.length <= SMALL_BYTES) return false;
  try {
    return count(Reader.create(payload), payload.length, { parts: event, most: MOST_PARTS }) > MOST_PARTS;
  } catch {
    return false;
  }
}

/** Parts between the reader's position and `end`; stops counting past `most`. */
function count(reader: Reader, end: number, { parts, most }: { readonly parts: Parts; readonly most: number }): number {
  let sum = 0;
  while (reader.pos < end && sum <= most) {
    const tag = reader.uint32();
    const part = parts.get(tag >>> 3);
    if ((tag & 7) !== 2) {
      reader.skipType(tag & 7);
      sum += part === undefined ? 0 : 1;
      continue;
    }
    const length = reader.uint32();
    const after = reader.pos + length;
    if (typeof part === 'number') sum += length / part;
    else if (part !== undefined) sum += OBJECT_PARTS;
    if (typeof part === 'object' && after <= end) sum += count(reader, after, { parts: part.message, most: most - sum });
    reader.pos = after;
  }
  return sum;
}
