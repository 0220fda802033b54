/**
 * A record on disk (TensorFlow, `lib/io/record_writer.cc`):
 *
 *   offset     0        8            12               12 + N
 *              ┌────────┬────────────┬───────────────┬────────────┐
 *              │ N: u64 │ masked CRC │ payload       │ masked CRC │
 *              │        │ of N: u32  │ N bytes       │ of payload │
 *              └────────┴────────────┴───────────────┴────────────┘
 *
 * all little endian. A file is nothing but records. Two checksums, two meanings: with a wrong length nothing after it is
 * to be trusted; with wrong data only that record is lost.
 */
import { maskedCrc32c } from './crc32c.js';

/** Bytes before a payload. */
export const HEADER_BYTES = 12;
/** Bytes after a payload. */
export const FOOTER_BYTES = 4;
/** Bytes around a payload. */
export const FRAME_BYTES = HEADER_BYTES + FOOTER_BYTES;
/** Longest payload that is read. Longer ones are not what a training writes, and lengths are under a stranger's control. */
export const MOST_PAYLOAD_BYTES = 256 * 1024 * 1024;

/** No protobuf message is longer: a length beyond it is damage, whatever its checksum says. */
export const MOST_MESSAGE_BYTES = 2 ** 31 - 1;

/** What a header says: a length to trust (it may still be past the limit), or nothing. */
export type Header = { readonly kind: 'length'; readonly length: number } | { readonly kind: 'corrupt' };

/** Reads the header at `at`; the caller has seen that `HEADER_BYTES` are there. Lengths past 2^53 are rounded, and past any limit. */
export function readHeader(bytes: Uint8Array, at: number): Header {
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, HEADER_BYTES);
  if (maskedCrc32c(bytes, at, at + 8) !== view.getUint32(8, true)) return { kind: 'corrupt' };
  return { kind: 'length', length: view.getUint32(4, true) * 2 ** 32 + view.getUint32(0, true) };
}

/** Whether the payload `bytes[start, start + length)` agrees with the checksum behind it. */
export function dataIsIntact(bytes: Uint8Array, start: number, length: number): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset + start + length, FOOTER_BYTES);
  return maskedCrc32c(bytes, start, start + length) === view.getUint32(0, true);
}

/**
 * First offset in `bytes[from, to)` where a header may stand: a length within the limit and its right checksum. Returns
 * `to - HEADER_BYTES + 1` (or `from`, if later) when there is none: the first offset not decided yet.
 */
export function findHeader(bytes: Uint8Array, from: number, to: number): number {
  const last = to - HEADER_BYTES;
  for (let at = from; at <= last; at++) {
    // The upper half of a length within the limit is zero, and so are the upper bits of its fourth byte.
    if (bytes[at + 7] !== 0 || bytes[at + 6] !== 0 || bytes[at + 5] !== 0 || bytes[at + 4] !== 0) continue;
    if ((bytes[at + 3] as number) > MOST_PAYLOAD_BYTES >>> 24) continue;
    const header = readHeader(bytes, at);
    if (header.kind === 'length' && header.length <= MOST_PAYLOAD_BYTES) return at;
  }
  return Math.max(from, last + 1);
}
