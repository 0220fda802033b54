/**
 * CRC-32C (Castagnoli) as event files use it: reflected polynomial 0x82F63B78, initial value and final xor 0xFFFFFFFF, then
 * "masked" so that a CRC of data that holds CRCs stays strong (TensorFlow, `lib/hash/crc32c.h`).
 *
 * For single large records and for writing; the many small ones are checked in `kernel/`.
 */
const TABLES = makeTables();

/** Eight tables of 256: table k gives the effect of a byte k places further on ("slicing by eight"). */
function makeTables(): readonly Int32Array[] {
  const tables = Array.from({ length: 8 }, () => new Int32Array(256));
  const [first] = tables as [Int32Array];
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
    first[byte] = crc;
  }
  for (let k = 1; k < 8; k++) {
    for (let byte = 0; byte < 256; byte++) {
      const previous = tables[k - 1]?.[byte] ?? 0;
      (tables[k] as Int32Array)[byte] = (first[previous & 255] ?? 0) ^ (previous >>> 8);
    }
  }
  return tables;
}

/** CRC-32C of `bytes[start, end)`, unsigned. */
export function crc32c(bytes: Uint8Array, start = 0, end = bytes.length): number {
  const [t0, t1, t2, t3, t4, t5, t6, t7] = TABLES as [Int32Array, Int32Array, Int32Array, Int32Array, Int32Array, Int32Array, Int32Array, Int32Array];
  let crc = -1;
  let at = start;
  for (; at + 8 <= end; at += 8) {
    crc ^= (bytes[at] as number) | ((bytes[at + 1] as number) << 8) | ((bytes[at + 2] as number) << 16) | ((bytes[at + 3] as number) << 24);
    crc =
      (t7[crc & 255] as number) ^
      (t6[(crc >>> 8) & 255] as number) ^
      (t5[(crc >>> 16) & 255] as number) ^
      (t4[crc >>> 24] as number) ^
      (t3[bytes[at + 4] as number] as number) ^
      (t2[bytes[at + 5] as number] as number) ^
      (t1[bytes[at + 6] as number] as number) ^
      (t0[bytes[at + 7] as number] as number);
  }
  for (; at < end; at++) crc = (t0[(crc ^ (bytes[at] as number)) & 255] as number) ^ (crc >>> 8);
  return ~crc >>> 0;
}

/** Rotated right by 15 bits, plus a constant: how a CRC is stored. */
export const maskCrc = (crc: number): number => ((((crc >>> 15) | (crc << 17)) >>> 0) + 0xa282ead8) >>> 0;

/** Masked CRC-32C of `bytes[start, end)`, as stored in a file. */
export const maskedCrc32c = (bytes: Uint8Array, start = 0, end = bytes.length): number => maskCrc(crc32c(bytes, start, end));
