import { describe, expect, it } from 'vitest';
import { Event, type TensorProto } from '../../../server/tfevents/proto.js';
import { elementCount, numbersOf, scalarOf, shapeOf, stringsOf } from '../../../server/tfevents/tensor.js';
import { summaryEvent, summaryValue } from '../../support/event-writer.js';
import { tensorProto, tensorShape, type Dtype, type TensorSpec } from '../../support/tensor-writer.js';
import { bytes, concat, float, varint } from '../../support/wire.js';

/** Through a whole event, as it comes from a file. */
function decode(proto: Uint8Array): TensorProto {
  const event = Event.decode(summaryEvent({}, summaryValue('t', undefined, bytes(8, proto))));
  return event.summary?.value?.[0]?.tensor as TensorProto;
}

const tensor = (spec: TensorSpec): TensorProto => decode(tensorProto(spec));

const edges: Readonly<Partial<Record<Dtype, readonly (number | bigint)[]>>> = {
  float: [0, -0, 1.5, -Infinity, Infinity, NaN, 2 ** -149, -3.4028234663852886e38],
  double: [0, -0, 0.1, -Infinity, Infinity, NaN, 5e-324, -Number.MAX_VALUE],
  half: [0, -0, 1.5, -Infinity, Infinity, NaN, 2 ** -24, 2 ** -14, -65504],
  bfloat16: [0, -0, 1.5, -Infinity, Infinity, NaN, 2 ** -126, -(2 ** 127)],
  int8: [0, 1, -1, 127, -128],
  qint8: [0, 1, -1, 127, -128],
  uint8: [0, 1, 255],
  quint8: [0, 1, 255],
  int16: [0, 1, -1, 32767, -32768],
  qint16: [0, 1, -1, 32767, -32768],
  uint16: [0, 1, 65535],
  quint16: [0, 1, 65535],
  int32: [0, 1, -1, 2 ** 31 - 1, -(2 ** 31)],
  qint32: [0, 1, -1, 2 ** 31 - 1, -(2 ** 31)],
  uint32: [0, 1, 2 ** 32 - 1],
  int64: [0, 1, -1, 2 ** 53, -(2 ** 53), 2n ** 63n - 1n, -(2n ** 63n)],
  uint64: [0, 1, 2 ** 53, 2n ** 64n - 1n],
  bool: [0, 1],
};
const cases = Object.entries(edges).flatMap(([dtype, numbers]) =>
  [true, false].flatMap((content) => [false, true].map((reference) => ({ dtype: dtype as Dtype, numbers, content, reference }))),
);

describe('the numbers of a tensor', () => {
  it.each(cases)('$dtype are those written (content: $content, reference type: $reference)', ({ numbers, ...spec }) => {
    const decoded = numbersOf(tensor({ ...spec, numbers, shape: [numbers.length] }));
    expect(decoded?.shape).toEqual([numbers.length]);
    expect([...(decoded?.values ?? [])]).toEqual(numbers.map(Number));
  });

  it('are rank 0 without a shape, and with an empty one', () => {
    expect(numbersOf(tensor({ dtype: 'float', numbers: [2] }))).toEqual({ shape: [], values: Float64Array.of(2) });
    expect(numbersOf(tensor({ dtype: 'float', numbers: [2], shape: [], content: false }))).toEqual({ shape: [], values: Float64Array.of(2) });
  });

  it('come from the content when there is a list, too', () => {
    const both = concat([tensorProto({ dtype: 'float', numbers: [1], content: false }), tensorProto({ dtype: 'float', numbers: [2] })]);
    expect(scalarOf(decode(both))).toBe(2);
  });

  it('come from a list that is not packed', () => {
    const unpacked = concat([varint(1, 1), bytes(2, tensorShape([2])), float(5, 1.5), float(5, 2.5)]);
    expect(numbersOf(decode(unpacked))?.values).toEqual(Float64Array.of(1.5, 2.5));
  });

  it('are one element over the whole shape when the list holds one', () => {
    expect(numbersOf(tensor({ dtype: 'int32', numbers: [7], shape: [2, 3], content: false }))).toEqual({ shape: [2, 3], values: new Float64Array(6).fill(7) });
  });

  it('are none where the shape has a zero', () => {
    expect(numbersOf(tensor({ dtype: 'float', shape: [0, 3], content: false }))).toEqual({ shape: [0, 3], values: new Float64Array(0) });
  });

  it('are refused when they are not as many as the shape says', () => {
    expect(numbersOf(tensor({ dtype: 'float', numbers: [1, 2], shape: [3], content: false }))).toBeNull();
    expect(numbersOf(tensor({ dtype: 'float', numbers: [1, 2], shape: [3] }))).toBeNull();
    expect(numbersOf(tensor({ dtype: 'float', numbers: [1, 2], shape: [1] }))).toBeNull();
    expect(numbersOf(tensor({ dtype: 'float', numbers: [], shape: [2] }))).toBeNull();
    expect(numbersOf(tensor({ dtype: 'float', numbers: [] }))).toBeNull();
  });

  it('are refused for complex numbers, strings and types nobody writes', () => {
    expect(numbersOf(tensor({ dtype: 'complex64', numbers: [1, 2] }))).toBeNull();
    expect(numbersOf(tensor({ dtype: 'complex128', numbers: [1, 2] }))).toBeNull();
    expect(numbersOf(tensor({ dtype: 'string', strings: ['1'] }))).toBeNull();
    for (const dtype of [0, 20, 21, 24, 33, 99, 100, 120, -1, 2 ** 31 - 1]) expect(numbersOf(decode(concat([varint(1, dtype), float(5, 1)])))).toBeNull();
  });

  it('are refused, without allocating, for shapes no file can fill', () => {
    for (const shape of [[2 ** 40], [2 ** 20, 2 ** 20, 2 ** 20], [2 ** 53, 2 ** 53], [-1], [-1, -1], [-(2 ** 40)]]) {
      expect(numbersOf(tensor({ dtype: 'float', numbers: [1], shape, content: false }))).toBeNull();
      expect(numbersOf(tensor({ dtype: 'float', numbers: [1], shape }))).toBeNull();
      expect(stringsOf(tensor({ dtype: 'string', strings: ['1'], shape }))).toBeNull();
    }
  });

  it('are refused where the rank is unknown', () => {
    expect(numbersOf(decode(concat([varint(1, 1), bytes(2, varint(3, 1)), float(5, 1)])))).toBeNull();
  });
});

describe('the one number of a tensor', () => {
  it('may have any rank', () => {
    for (const shape of [[], [1], [1, 1, 1]]) expect(scalarOf(tensor({ dtype: 'half', numbers: [0.5], shape }))).toBe(0.5);
  });

  it('is not there in one that is longer, empty or broadcast', () => {
    expect(scalarOf(tensor({ dtype: 'float', numbers: [1, 2], shape: [2] }))).toBeNull();
    expect(scalarOf(tensor({ dtype: 'float', shape: [0] }))).toBeNull();
    expect(scalarOf(tensor({ dtype: 'float', numbers: [1], shape: [2], content: false }))).toBeNull();
  });
});

describe('the strings of a tensor', () => {
  const text = (spec: Omit<TensorSpec, 'dtype'>): unknown => {
    const strings = stringsOf(tensor({ dtype: 'string', ...spec }));
    return strings && { shape: strings.shape, values: strings.values.map((value) => Buffer.from(value).toString('latin1')) };
  };

  it('are bytes, in the shape given', () => {
    expect(text({ strings: ['a', '', Uint8Array.of(0xff, 0)], shape: [3] })).toEqual({ shape: [3], values: ['a', '', '\xff\0'] });
    expect(text({ strings: ['a'] })).toEqual({ shape: [], values: ['a'] });
    expect(text({ strings: ['a', 'b'], shape: [1, 2], reference: true })).toEqual({ shape: [1, 2], values: ['a', 'b'] });
    expect(text({ strings: [], shape: [0, 2] })).toEqual({ shape: [0, 2], values: [] });
    expect(text({ strings: ['a'], shape: [3] })).toEqual({ shape: [3], values: ['a', 'a', 'a'] });
  });

  it('are refused when they are not as many as the shape says, and where there are numbers', () => {
    expect(text({ strings: ['a', 'b'], shape: [3] })).toBeNull();
    expect(stringsOf(tensor({ dtype: 'float', numbers: [1] }))).toBeNull();
  });
});

describe('the shape of a tensor', () => {
  it('is known without its elements', () => {
    expect(shapeOf(tensor({ dtype: 'float', shape: [4, 0, 2], numbers: [] }))).toEqual([4, 0, 2]);
    expect(elementCount(tensor({ dtype: 'float', shape: [4, 3], numbers: [] }))).toBe(12);
    expect(elementCount(tensor({ dtype: 'float', numbers: [] }))).toBe(1);
    expect(elementCount(tensor({ dtype: 'float', shape: [-1], numbers: [] }))).toBeNull();
  });
});
