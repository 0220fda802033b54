/**
 * TensorProto → numbers or strings, whichever way it was encoded (wire format, section 3). Shapes are a stranger's word: nothing
 * is allocated beyond what the bytes hold, but for the broadcast of one element, which is bounded.
 */
import type { TensorProto } from './proto.js';

/** Most elements a tensor of one repeated element may be broadcast to. */
export const MOST_BROADCAST_ELEMENTS = 16 * 1024 * 1024;

/** Types by their number in the file. */
export const DataType = {
  float: 1, double: 2, int32: 3, uint8: 4, int16: 5, int8: 6, string: 7, complex64: 8, int64: 9, bool: 10,
  qint8: 11, quint8: 12, qint32: 13, bfloat16: 14, qint16: 15, quint16: 16, uint16: 17, complex128: 18, half: 19,
  uint32: 22, uint64: 23,
} as const;

/** The type's number; reference types (101 to 133) are the same types. */
export function dataTypeOf(tensor: TensorProto): number {
  const type = tensor.dtype ?? 0;
  return type > 100 ? type - 100 : type;
}

/** Dimensions, outermost first; empty for a single element. null when they are unknown, negative, or multiply beyond 2^53. */
export function shapeOf(tensor: TensorProto): number[] | null {
  if (tensor.tensorShape?.unknownRank) return null;
  const shape = (tensor.tensorShape?.dim ?? []).map(({ size }) => size ?? 0);
  const elements = shape.reduce((product, size) => product * size, 1);
  return shape.every((size) => size >= 0) && elements <= Number.MAX_SAFE_INTEGER ? shape : null;
}

type Reader = (view: DataView, at: number) => number;
interface NumericType {
  readonly bytes: number;
  readonly read: Reader;
  /** The list that holds the type when it is not in `tensor_content`. */
  readonly list: (tensor: TensorProto) => ArrayLike<number | boolean>;
}

const ints = (tensor: TensorProto): ArrayLike<number> => tensor.intVal ?? [];
const halves = (read: (bits: number) => number) => (tensor: TensorProto): number[] => Array.from(tensor.halfVal ?? [], (bits) => read(bits & 0xffff));

/** bfloat16 is the upper half of a float32. */
function fromBfloat16(bits: number): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, bits << 16);
  return view.getFloat32(0);
}

/** IEEE 754 binary16. */
function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >>> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const int8: NumericType = { bytes: 1, read: (view, at) => view.getInt8(at), list: ints };
const uint8: NumericType = { bytes: 1, read: (view, at) => view.getUint8(at), list: ints };
const int16: NumericType = { bytes: 2, read: (view, at) => view.getInt16(at, true), list: ints };
const uint16: NumericType = { bytes: 2, read: (view, at) => view.getUint16(at, true), list: ints };
const int32: NumericType = { bytes: 4, read: (view, at) => view.getInt32(at, true), list: ints };

const TYPES: ReadonlyMap<number, NumericType> = new Map([
  [DataType.float, { bytes: 4, read: (view, at) => view.getFloat32(at, true), list: (t) => t.floatVal ?? [] }],
  [DataType.double, { bytes: 8, read: (view, at) => view.getFloat64(at, true), list: (t) => t.doubleVal ?? [] }],
  [DataType.int32, int32],
  [DataType.qint32, int32],
  [DataType.uint8, uint8],
  [DataType.quint8, uint8],
  [DataType.int16, int16],
  [DataType.qint16, int16],
  [DataType.int8, int8],
  [DataType.qint8, int8],
  [DataType.uint16, uint16],
  [DataType.quint16, uint16],
  [DataType.int64, { bytes: 8, read: (view, at) => Number(view.getBigInt64(at, true)), list: (t) => t.int64Val ?? [] }],
  [DataType.uint32, { bytes: 4, read: (view, at) => view.getUint32(at, true), list: (t) => t.uint32Val ?? [] }],
  [DataType.uint64, { bytes: 8, read: (view, at) => Number(view.getBigUint64(at, true)), list: (t) => t.uint64Val ?? [] }],
  [DataType.bool, { bytes: 1, read: (view, at) => (view.getUint8(at) === 0 ? 0 : 1), list: (t) => t.boolVal ?? [] }],
  [DataType.bfloat16, { bytes: 2, read: (view, at) => fromBfloat16(view.getUint16(at, true)), list: halves(fromBfloat16) }],
  [DataType.half, { bytes: 2, read: (view, at) => fromHalf(view.getUint16(at, true)), list: halves(fromHalf) }],
] satisfies [number, NumericType][]);

/** A tensor of numbers, row by row. */
export interface NumericTensor {
  readonly shape: readonly number[];
  readonly values: Float64Array;
}

/**
 * The numbers of a tensor, 64-bit integers as the nearest doubles. null when it has none to give: strings, complex
 * numbers, types that no writer of summaries uses, an unknown shape, or another number of elements than its shape says (one
 * element stands for all).
 */
export function numbersOf(tensor: TensorProto): NumericTensor | null {
  const type = TYPES.get(dataTypeOf(tensor));
  const shape = shapeOf(tensor);
  if (!type || !shape) return null;
  const elements = shape.reduce((product, size) => product * size, 1);
  const content = tensor.tensorContent;
  if (content && content.length > 0) {
    if (content.length !== elements * type.bytes) return null;
    const view = new DataView(content.buffer, content.byteOffset, content.length);
    const values = new Float64Array(elements);
    for (let i = 0; i < elements; i++) values[i] = type.read(view, i * type.bytes);
    return { shape, values };
  }
  const list = type.list(tensor);
  if (list.length === elements) return { shape, values: Float64Array.from(list, Number) };
  if (list.length === 1 && elements <= MOST_BROADCAST_ELEMENTS) return { shape, values: new Float64Array(elements).fill(Number(list[0])) };
  return null;
}

/** The one number of a tensor with one element, of whatever shape; null when it is anything else. */
export function scalarOf(tensor: TensorProto): number | null {
  const shape = shapeOf(tensor);
  if (!shape?.every((size) => size === 1)) return null;
  const numbers = numbersOf(tensor);
  return numbers?.values.length === 1 ? (numbers.values[0] ?? null) : null;
}

/** A tensor of byte strings, row by row. */
export interface StringTensor {
  readonly shape: readonly number[];
  readonly values: readonly Uint8Array[];
}

/** The strings of a tensor (views of its bytes); null when it holds no strings, or another number than its shape says. */
export function stringsOf(tensor: TensorProto): StringTensor | null {
  const count = stringCount(tensor);
  const shape = shapeOf(tensor);
  if (count === null || !shape) return null;
  const values = tensor.stringVal ?? [];
  const [only] = values;
  return { shape, values: values.length === count || !only ? values : new Array<Uint8Array>(count).fill(only) };
}

/** How many strings `stringsOf` gives, without making a list of one that stands for millions. */
export function stringCount(tensor: TensorProto): number | null {
  const elements = elementCount(tensor);
  if (dataTypeOf(tensor) !== DataType.string || elements === null) return null;
  const held = tensor.stringVal?.length ?? 0;
  return held === elements || (held === 1 && elements <= MOST_BROADCAST_ELEMENTS) ? elements : null;
}

/** Number of elements by the shape, without decoding any; null when the shape is unknown. */
export function elementCount(tensor: TensorProto): number | null {
  return shapeOf(tensor)?.reduce((product, size) => product * size, 1) ?? null;
}
