import { tableFromIPC } from '@uwdata/flechette';
import { describe, expect, it } from 'vitest';
import { boolColumn, listColumn, numberColumn, textColumn, toArrow } from '../../../server/plugins/arrow.js';

/** Rows as a reader of the format sees them. */
const read = (bytes: Uint8Array) =>
  tableFromIPC(bytes)
    .toArray()
    .map((row) => Object.fromEntries(Object.entries(row as Record<string, unknown>).map(([name, value]) => [name, ArrayBuffer.isView(value) ? [...(value as Float64Array)] : value])));

describe('toArrow', () => {
  it('says the same after the way through the format', () => {
    const offsets = Int32Array.of(0, 2, 2, 5);
    const bytes = toArrow([
      numberColumn('id', Int32Array.of(7, 8, 9)),
      textColumn('name', ['a', '', 'ü✓']),
      boolColumn('flag', [true, false, true]),
      numberColumn('start', Float64Array.of(1.5, NaN, -Infinity)),
      listColumn('step', Int32Array.of(1, 2, 3, 4, 5), { offsets }),
      listColumn('value', Float32Array.of(0.5, NaN, Infinity, 1, 2), { offsets }),
    ]);
    expect(read(bytes)).toEqual([
      { id: 7, name: 'a', flag: true, start: 1.5, step: [1, 2], value: [0.5, NaN] },
      { id: 8, name: '', flag: false, start: NaN, step: [], value: [] },
      { id: 9, name: 'ü✓', flag: true, start: -Infinity, step: [3, 4, 5], value: [Infinity, 1, 2] },
    ]);
    expect(bytes.byteLength).toBe(bytes.buffer.byteLength);
  });

  it('makes a table without rows', () => {
    const offsets = Int32Array.of(0);
    expect(read(toArrow([numberColumn('id', new Int32Array(0)), textColumn('name', []), boolColumn('flag', []), listColumn('v', new Float64Array(0), { offsets })]))).toEqual([]);
  });

  it('packs nine flags into two bytes', () => {
    const flags = [true, false, false, false, false, false, false, false, true];
    expect(read(toArrow([boolColumn('flag', flags)])).map(({ flag }) => flag)).toEqual(flags);
  });
});
