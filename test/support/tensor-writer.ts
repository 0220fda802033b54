/** Writes `TensorProto`s of every element type, as raw content or as the list that belongs to the type. */
import { bytes, concat, doubleBytes, floatBytes, message, packedDoubles, packedFloats, packedVarints, varint } from './wire.js';

/** The element types a tensor can be written with here; `DataType` numbers. */
export const dtypes = {
  float: 1, double: 2, int32: 3, uint8: 4, int16: 5, int8: 6, string: 7, complex64: 8, int64: 9, bool: 10, qint8: 11, quint8: 12, qint32: 13,
  bfloat16: 14, qint16: 15, quint16: 16, uint16: 17, complex128: 18, half: 19, uint32: 22, uint64: 23,
} as const;

export type Dtype = keyof typeof dtypes;

export interface TensorSpec {
  readonly dtype: Dtype;
  /** Left out: no shape is written, which means rank 0. */
  readonly shape?: readonly number[];
  /** Elements in row-major order; of half and bfloat16 the numbers, not their bits; of complex types real and imaginary parts in turn. */
  readonly numbers?: readonly (number | bigint)[];
  readonly strings?: readonly (string | Uint8Array)[];
  /** Write raw `tensor_content` (as TF2 does) rather than the list. Default true; strings are always a list. */
  readonly content?: boolean;
  /** Write the type's number plus 100. */
  readonly reference?: boolean;
}

export function tensorProto({ dtype, shape, numbers = [], strings = [], content = true, reference = false }: TensorSpec): Uint8Array {
  const head = [varint(1, dtypes[dtype] + (reference ? 100 : 0)), ...(shape === undefined ? [] : [bytes(2, tensorShape(shape))])];
  if (dtype === 'string') return concat([...head, ...strings.map((text) => bytes(8, text))]);
  return concat([...head, content ? bytes(4, rawContent(dtype, numbers)) : list(dtype, numbers)]);
}

/** `TensorShapeProto`; -1 is a size nobody knows. */
export const tensorShape = (shape: readonly number[]): Uint8Array => concat(shape.map((size) => message(2, ...(size === 0 ? [] : [varint(1, size)]))));

function list(dtype: Dtype, numbers: readonly (number | bigint)[]): Uint8Array {
  const plain = numbers.map(Number);
  switch (dtype) {
    case 'float':
      return packedFloats(5, plain);
    case 'double':
      return packedDoubles(6, plain);
    case 'complex64':
      return packedFloats(9, plain);
    case 'complex128':
      return packedDoubles(12, plain);
    case 'int64':
      return packedVarints(10, numbers);
    case 'bool':
      return packedVarints(11, numbers);
    case 'half':
      return packedVarints(13, plain.map(halfBits));
    case 'bfloat16':
      return packedVarints(13, plain.map(bfloat16Bits));
    case 'uint32':
      return packedVarints(16, numbers);
    case 'uint64':
      return packedVarints(17, numbers);
    default:
      return packedVarints(7, numbers);
  }
}

function rawContent(dtype: Dtype, numbers: readonly (number | bigint)[]): Uint8Array {
  const plain = numbers.map(Number);
  const big = (): bigint[] => numbers.map(BigInt);
  switch (dtype) {
    case 'float':
    case 'complex64':
      return floatBytes(plain);
    case 'double':
    case 'complex128':
      return doubleBytes(plain);
    case 'int64':
      return new Uint8Array(BigInt64Array.from(big()).buffer);
    case 'uint64':
      return new Uint8Array(BigUint64Array.from(big()).buffer);
    case 'int32':
    case 'qint32':
      return new Uint8Array(Int32Array.from(plain).buffer);
    case 'uint32':
      return new Uint8Array(Uint32Array.from(plain).buffer);
    case 'int16':
    case 'qint16':
      return new Uint8Array(Int16Array.from(plain).buffer);
    case 'uint16':
    case 'quint16':
      return new Uint8Array(Uint16Array.from(plain).buffer);
    case 'half':
      return new Uint8Array(Uint16Array.from(plain.map(halfBits)).buffer);
    case 'bfloat16':
      return new Uint8Array(Uint16Array.from(plain.map(bfloat16Bits)).buffer);
    default:
      return Uint8Array.from(plain, (number) => number & 255);
  }
}

/** Upper half of the float32's bits. Exact for numbers that bfloat16 can hold. */
export const bfloat16Bits = (value: number): number => new Uint32Array(Float32Array.of(value).buffer)[0]! >>> 16;

/** IEEE 754 binary16. Exact for numbers that half can hold, its subnormal ones included; others are cut. */
export function halfBits(value: number): number {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const size = Math.abs(value);
  if (Number.isNaN(value)) return 0x7e00;
  if (size === Infinity) return sign | 0x7c00;
  if (size < 2 ** -14) return sign | Math.floor(size * 2 ** 24);
  const exponent = Math.floor(Math.log2(size));
  return sign | ((exponent + 15) << 10) | Math.floor((size / 2 ** exponent - 1) * 1024);
}
