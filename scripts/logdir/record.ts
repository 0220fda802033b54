/**
 * TFRecord framing, the writing side:
 *
 *     u64 length | u32 masked CRC-32C of those 8 bytes | data | u32 masked CRC-32C of data       (little endian)
 *
 * A CRC of its own on purpose: what these scripts write must not agree with the server's reader by sharing its mistakes.
 */

/** Bytes of framing around the data of a record. */
export const FRAME_BYTES = 16;

const tables = crcTables();

/** CRC-32C (Castagnoli) of `bytes[from, to)`, eight tables, about 0.8 GB/s. */
export function crc32c(bytes: Uint8Array, from: number, to: number): number {
  const [t0, t1, t2, t3, t4, t5, t6, t7] = tables;
  let crc = -1;
  let i = from;
  for (; i + 8 <= to; i += 8) {
    crc ^= bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24);
    crc =
      t7[crc & 255]! ^ t6[(crc >>> 8) & 255]! ^ t5[(crc >>> 16) & 255]! ^ t4[crc >>> 24]! ^
      t3[bytes[i + 4]!]! ^ t2[bytes[i + 5]!]! ^ t1[bytes[i + 6]!]! ^ t0[bytes[i + 7]!]!;
  }
  for (; i < to; i++) crc = t0[(crc ^ bytes[i]!) & 255]! ^ (crc >>> 8);
  return ~crc >>> 0;
}

/** The masked form a record carries, so that a CRC over data holding CRCs stays strong. */
export const maskCrc = (crc: number): number => (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;

/** One whole record around `data`. */
export function frameRecord(data: Uint8Array): Uint8Array {
  const record = new Uint8Array(data.length + FRAME_BYTES);
  const view = new DataView(record.buffer);
  view.setUint32(0, data.length, true);
  view.setUint32(8, maskCrc(crc32c(record, 0, 8)), true);
  record.set(data, 12);
  view.setUint32(12 + data.length, maskCrc(crc32c(data, 0, data.length)), true);
  return record;
}

type Tables = readonly [Int32Array, Int32Array, Int32Array, Int32Array, Int32Array, Int32Array, Int32Array, Int32Array];

/** `tables[k][b]`: the CRC of byte b followed by k zero bytes. */
function crcTables(): Tables {
  const made = Array.from({ length: 8 }, () => new Int32Array(256));
  const first = made[0]!;
  for (let b = 0; b < 256; b++) {
    let crc = b;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
    first[b] = crc;
  }
  for (let k = 1; k < 8; k++) {
    for (let b = 0; b < 256; b++) {
      const before = made[k - 1]![b]!;
      made[k]![b] = first[before & 255]! ^ (before >>> 8);
    }
  }
  return made as unknown as Tables;
}
