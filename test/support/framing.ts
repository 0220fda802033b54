/**
 * TFRecord framing, the writing side:
 *
 *     u64 length | u32 masked CRC-32C of those 8 bytes | data | u32 masked CRC-32C of data       (little endian)
 *
 * With a CRC of its own, a byte at a time: what tests write must not agree with the reader by sharing its mistakes.
 */
const FRAME_BYTES = 16;
const HEADER_BYTES = 12;

/** One whole record around `data`. */
export function frameRecord(data: Uint8Array): Uint8Array<ArrayBuffer> {
  const record = new Uint8Array(data.length + FRAME_BYTES);
  record.set(headerOf(data.length));
  record.set(data, HEADER_BYTES);
  new DataView(record.buffer).setUint32(HEADER_BYTES + data.length, maskedCrc(data), true);
  return record;
}

/** Length and its checksum, for any length of 64 bits. */
export function headerOf(length: number | bigint): Uint8Array {
  const header = new Uint8Array(HEADER_BYTES);
  const view = new DataView(header.buffer);
  view.setBigUint64(0, BigInt(length), true);
  view.setUint32(8, maskedCrc(header.subarray(0, 8)), true);
  return header;
}

/** What each byte does to a CRC-32C. */
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
  return crc;
});

function maskedCrc(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = TABLE[(crc ^ byte) & 255]! ^ (crc >>> 8);
  const plain = ~crc >>> 0;
  return (((plain >>> 15) | (plain << 17)) + 0xa282ead8) >>> 0;
}
