/**
 * Tables as Arrow IPC streams, made from typed arrays without a look at single values. flechette's builders work value by value;
 * its batches take the buffers as they are (Arrow columnar format: a list column is int32 offsets over one child array).
 */
import { batchType, bool, Column, field, float32, float64, int32, list, Table, tableToIPC, utf8 } from '@uwdata/flechette';

/** A column under construction: name, type and its one batch. */
export interface ArrowColumn {
  readonly name: string;
  readonly column: Column<unknown>;
}

type Numbers = Int32Array | Float32Array | Float64Array;
type Type = ReturnType<typeof int32> | ReturnType<typeof float64> | ReturnType<typeof utf8> | ReturnType<typeof bool> | ReturnType<typeof list>;

const NO_NULLS = { nullCount: 0, validity: new Uint8Array(0) };

/** One number a row. */
export const numberColumn = (name: string, values: Numbers): ArrowColumn => toColumn(name, numbers(values));

/** A list of numbers a row; row i is `values[offsets[i]] … values[offsets[i + 1] - 1]`. */
export function listColumn(name: string, values: Numbers, { offsets }: { readonly offsets: Int32Array }): ArrowColumn {
  const child = numbers(values);
  const type = list(field('item', child.type));
  const Batch = batchType(type);
  return toColumn(name, new Batch({ ...NO_NULLS, type, length: offsets.length - 1, offsets, children: [child] }));
}

/** A text a row. */
export function textColumn(name: string, texts: readonly string[]): ArrowColumn {
  const encoder = new TextEncoder();
  const parts = texts.map((text) => encoder.encode(text));
  const offsets = new Int32Array(parts.length + 1);
  parts.forEach((part, i) => (offsets[i + 1] = (offsets[i] as number) + part.length));
  const values = new Uint8Array(offsets[parts.length] as number);
  parts.forEach((part, i) => values.set(part, offsets[i]));
  const type = utf8();
  const Batch = batchType(type);
  return toColumn(name, new Batch({ ...NO_NULLS, type, length: texts.length, offsets, values }));
}

/** A yes or no a row; Arrow packs them eight to a byte, lowest bit first. */
export function boolColumn(name: string, flags: readonly boolean[]): ArrowColumn {
  const values = new Uint8Array(Math.ceil(flags.length / 8));
  flags.forEach((set, i) => {
    if (set) values[i >> 3] = (values[i >> 3] as number) | (1 << (i & 7));
  });
  const type = bool();
  const Batch = batchType(type);
  return toColumn(name, new Batch({ ...NO_NULLS, type, length: flags.length, values }));
}

/** The columns, all of the same length, as one stream with one record batch. The bytes own their buffer. */
export function toArrow(columns: readonly ArrowColumn[]): Uint8Array {
  const fields = columns.map(({ name, column }) => field(name, column.type, false));
  const schema = { version: 4 as const, endianness: 0 as const, fields, metadata: null };
  const table = new Table(schema, columns.map(({ column }) => column));
  const bytes = tableToIPC(table, { format: 'stream' });
  if (bytes === null) throw new Error('flechette kept the bytes of a stream to itself');
  return bytes;
}

function numbers(values: Numbers) {
  const type = values instanceof Int32Array ? int32() : values instanceof Float32Array ? float32() : float64();
  const Batch = batchType(type);
  return new Batch({ ...NO_NULLS, type, length: values.length, values });
}

function toColumn(name: string, batch: { readonly type: unknown }): ArrowColumn {
  return { name, column: new Column([batch as never], batch.type as Type as never) };
}
