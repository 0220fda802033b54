/**
 * Protocol buffers, the writing side, byte by byte: so that a test can also write what no library would (unusual field
 * orders, varints longer than they need be, fields nobody knows). Field kinds as in the protobuf encoding guide.
 */

/** What can stand in a message: encoded fields, in any order. */
export type Fields = readonly Uint8Array[];

export function concat(parts: Fields): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** Base-128 bytes of a number; negative ones as ten bytes of two's complement. `pad` adds so many needless bytes. */
export function varintBytes(value: number | bigint, pad = 0): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  bytes.push(Number(rest));
  for (let i = 0; i < pad; i++) {
    bytes[bytes.length - 1]! |= 128;
    bytes.push(0);
  }
  return Uint8Array.from(bytes);
}

const key = (field: number, type: number): Uint8Array => varintBytes(field * 8 + type);

/** An int32, int64, uint32, uint64, bool or enum field. */
export const varint = (field: number, value: number | bigint, pad = 0): Uint8Array => concat([key(field, 0), varintBytes(value, pad)]);

export const double = (field: number, value: number): Uint8Array => concat([key(field, 1), doubleBytes([value])]);

export const float = (field: number, value: number): Uint8Array => concat([key(field, 5), floatBytes([value])]);

/** A string or bytes field. */
export function bytes(field: number, value: string | Uint8Array): Uint8Array {
  const content = typeof value === 'string' ? new TextEncoder().encode(value) : value;
  return concat([key(field, 2), varintBytes(content.length), content]);
}

export const message = (field: number, ...fields: Uint8Array[]): Uint8Array => bytes(field, concat(fields));

/** Repeated numbers in one field, as proto3 writes them. */
export const packedVarints = (field: number, values: readonly (number | bigint)[]): Uint8Array =>
  bytes(field, concat(values.map((value) => varintBytes(value))));

export const packedFloats = (field: number, values: readonly number[]): Uint8Array => bytes(field, floatBytes(values));

export const packedDoubles = (field: number, values: readonly number[]): Uint8Array => bytes(field, doubleBytes(values));

export const floatBytes = (values: readonly number[]): Uint8Array => new Uint8Array(Float32Array.from(values).buffer);

export const doubleBytes = (values: readonly number[]): Uint8Array => new Uint8Array(Float64Array.from(values).buffer);
