import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { fileId, pluginName, runName, seriesId, tagName } from '../../../server/model/names.js';
import { OPEN_POINTS } from '../../../server/store/chunk-codec.js';
import { openReader, type StoreReader } from '../../../server/store/reader.js';
import { buildStore, START_TIME, type StoreBuilder } from '../../support/store-builder.js';

const stores: StoreBuilder[] = [];

afterEach(() => {
  for (const store of stores.splice(0)) store.close();
});

function build(): StoreBuilder {
  const store = buildStore();
  stores.push(store);
  return store;
}

const sequence = (count: number, at: (i: number) => number): number[] => Array.from({ length: count }, (_, i) => at(i));

/** The only series of a store. */
function only(reader: StoreReader) {
  const [row] = reader.series();
  if (row === undefined) throw new Error('no series');
  return row;
}

type Point = readonly [step: number, wallTime: number, value: number];
/** Pieces of points, each for one of three files, in the order in which they are written. */
type Piece = readonly [file: number, points: readonly Point[]];
const FILES = ['a', 'b', 'c'];

const column = (points: readonly Point[], k: 0 | 1 | 2): number[] => points.map((point) => point[k]);

function write(store: StoreBuilder, [file, points]: Piece): void {
  store.file(FILES[file] as string).scalars('t', { steps: column(points, 0), wallTimes: column(points, 1), values: column(points, 2) });
}

/** What must come out: file by file, each point with whether the rule of `model/preemption.ts` supersedes it. */
function expected(pieces: readonly Piece[]): { point: Point; superseded: boolean }[] {
  const files = FILES.map((_, file) => pieces.filter((piece) => piece[0] === file).flatMap((piece) => piece[1]));
  const begins = (points: readonly Point[], i: number): boolean => (points[i] as Point)[0] < (points[i - 1] ?? [-Infinity])[0];
  return files.flatMap((points, f) =>
    points.map((point, i) => ({
      point,
      superseded:
        points.some((q, j) => j > i && begins(points, j) && q[0] <= point[0]) ||
        files.slice(f + 1).some((later) => later.some((q, j) => (j === 0 || begins(later, j)) && q[0] <= point[0] && q[1] >= point[1])),
    })),
  );
}

const rows = ({ steps, wallTimes, values }: { steps: Float64Array; wallTimes: Float64Array; values: Float64Array }): Point[] =>
  Array.from(steps, (step, i): Point => [step, wallTimes[i] as number, values[i] as number]);

const point = fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 30 }), fc.oneof(fc.float(), fc.double()));
const rising = fc.tuple(fc.nat(20), fc.nat(20), fc.integer({ min: 1, max: 400 })).map(([step, time, count]): Point[] => sequence(count, Number).map((i) => [step + i, time + i, i]));
const piece = fc.tuple(fc.nat(2), fc.oneof(fc.array(point, { minLength: 1, maxLength: 20 }), rising));
const pieces = fc.array(piece, { minLength: 1, maxLength: 6 });

describe('reading scalars', () => {
  it('gives every point once, in file order, superseded ones marked or left out, however the files grew', () => {
    fc.assert(
      fc.property(pieces, fc.array(fc.boolean(), { minLength: 10, maxLength: 10 }), (written, commits) => {
        const store = buildStore();
        try {
          for (const [at, one] of written.entries()) {
            write(store, one);
            if (commits[at] === true) store.commit();
          }
          const reader = store.reader();
          const { id, count } = only(reader);
          const all = expected(written);
          expect(count).toBe(all.length);
          const included = reader.readScalars(id, { superseded: 'include' });
          expect(rows(included.columns)).toEqual(all.map((one) => one.point));
          expect([...(included.superseded ?? all.map(() => 0))]).toEqual(all.map((one) => Number(one.superseded)));
          const { columns, superseded, restarts } = reader.readScalars(id);
          expect(superseded).toBe(null);
          expect(rows(columns)).toEqual(all.filter((one) => !one.superseded).map((one) => one.point));
          expect(restarts.length > 0).toBe(all.some((one) => one.superseded));
        } finally {
          store.close();
        }
      }),
      { numRuns: 50 },
    );
  });

  it('gives with a range every point in it and the nearest one beyond each end, and nothing that is not there without', () => {
    const range = fc.tuple(fc.constantFrom('step' as const, 'wall' as const), fc.integer({ min: -5, max: 800 }), fc.integer({ min: 0, max: 300 }));
    fc.assert(
      fc.property(pieces, fc.array(range, { minLength: 1, maxLength: 8 }), fc.constantFrom('exclude' as const, 'include' as const), (written, ranges, superseded) => {
        const store = buildStore();
        try {
          for (const one of written) {
            write(store, one);
            store.commit();
          }
          const reader = store.reader();
          const { id } = only(reader);
          const all = rows(reader.readScalars(id, { superseded }).columns);
          for (const [axis, from, length] of ranges) {
            const part = rows(reader.readScalars(id, { superseded, range: { axis, from, to: from + length } }).columns);
            const at = (one: Point): number => (axis === 'step' ? one[0] : one[1]);
            const within = (one: Point): boolean => at(one) >= from && at(one) <= from + length;
            expect(part.filter(within)).toEqual(all.filter(within));
            const nearest = (points: readonly Point[]): [number, number] => [
              Math.max(...points.map(at).filter((x) => x < from)),
              Math.min(...points.map(at).filter((x) => x > from + length)),
            ];
            expect(nearest(part)).toEqual(nearest(all));
            const texts = all.map(String);
            let last = -1;
            // each is found further on than the one before
            for (const one of part) expect((last = texts.indexOf(String(one), last + 1))).not.toBe(-1);
          }
        } finally {
          store.close();
        }
      }),
      { numRuns: 50 },
    );
  });

  it('skips chunks outside the range', () => {
    const reader = build().scalars('t', { values: sequence(40_000, Math.sin) }).reader();
    const { columns } = reader.readScalars(only(reader).id, { range: { axis: 'step', from: 20_000, to: 20_010 } });
    expect(columns.steps.length).toBeLessThanOrEqual(3 * 4096);
    expect(columns.steps).toContain(19_999);
    expect(columns.steps).toContain(20_011);
  });

  it('gives a series that grew one point a commit as if it had been read at once', () => {
    const store = build();
    const count = 3 * OPEN_POINTS + 7;
    for (let i = 0; i < count; i += 1) store.scalars('t', { steps: [i], values: [i % 5 === 0 ? NaN : Math.fround(Math.sin(i))] }).commit();
    const reader = store.reader();
    const { columns } = reader.readScalars(only(reader).id);
    expect([...columns.steps]).toEqual(sequence(count, Number));
    expect([...columns.values]).toEqual(sequence(count, (i) => (i % 5 === 0 ? NaN : Math.fround(Math.sin(i)))));
    expect([...columns.wallTimes]).toEqual(sequence(count, (i) => START_TIME + i));
  });

  it('lets a START of a later file supersede a series that file does not hold', () => {
    const reader = build().file('a').scalars('t', { values: [0, 1, 2, 3] }).file('b').start(2, START_TIME + 50).reader();
    const { columns, restarts } = reader.readScalars(only(reader).id);
    expect([...columns.steps]).toEqual([0, 1]);
    expect(restarts).toEqual([2]);
  });

  it('orders files by the bytes of their names', () => {
    // as bytes, 'Z' comes before 'a', and U+FFFD before an emoji, which UTF-16 has the other way round
    const store = build();
    for (const [i, name] of ['\u{1F600}', '\uFFFD', 'a', 'Z'].entries()) store.file(name).scalars('t', { steps: [10 - i], wallTimes: [100 - i] }).commit();
    const reader = store.reader();
    expect(reader.files().map(({ name }) => name)).toEqual(['Z', 'a', '\uFFFD', '\u{1F600}']);
    expect([...reader.readScalars(only(reader).id, { superseded: 'include' }).columns.steps]).toEqual([7, 8, 9, 10]);
  });

  it('has no points for an unknown series, and refuses one of another class', () => {
    const reader = build().refs('img', { values: [3] }).scalars('s', { values: [1] }).reader();
    expect(reader.readScalars(seriesId(99))).toEqual({ columns: { steps: new Float64Array(0), wallTimes: new Float64Array(0), values: new Float64Array(0) }, superseded: null, restarts: [] });
    expect(() => reader.readScalars(only(reader).id)).toThrow(RangeError);
    expect(() => reader.readRefs(reader.findSeries(runName('run'), tagName('s'))?.id as never)).toThrow(RangeError);
  });

  it('keeps a million points exact', () => {
    const values = Float64Array.from({ length: 1_000_000 }, (_, i) => Math.fround(Math.sin(i)));
    const reader = build().scalars('t', { values }).reader();
    const { columns } = reader.readScalars(only(reader).id);
    // toEqual takes seconds for so many
    expect(Buffer.compare(Buffer.from(columns.values.buffer), Buffer.from(values.buffer))).toBe(0);
    expect(columns.steps.every((step, i) => step === i)).toBe(true);
    expect(columns.wallTimes.every((time, i) => time === START_TIME + i)).toBe(true);
  });
});

describe('reading references', () => {
  it('gives where each value stands, over files, superseded ones marked or left out', () => {
    const store = build()
      .file('a').refs('img', { steps: [0, 1, 2], values: [3, 1, 2], offsets: [24, 400, 900], lengths: [300, 400, 500], indexes: [0, 1, 0] })
      .file('b').refs('img', { steps: [1, 2], wallTimes: [START_TIME + 60, START_TIME + 61], values: [5, 4], offsets: [24, 80] });
    const reader = store.reader();
    const row = only(reader);
    expect(row).toMatchObject({ dataClass: 'blob-sequence', count: 5, maxItems: 5, lastValue: 4 });
    const { columns, files, superseded, restarts } = reader.readRefs(row.id);
    expect([[...columns.steps], [...columns.values], [...columns.offsets], superseded, restarts]).toEqual([[0, 1, 2], [3, 5, 4], [24, 24, 80], null, [1]]);
    expect([...files].map((file) => reader.fileById(fileId(file))?.name)).toEqual(['a', 'b', 'b']);
    const all = reader.readRefs(row.id, { superseded: 'include' });
    expect([...(all.superseded ?? [])]).toEqual([0, 1, 1, 0, 0]);
    expect([[...all.columns.lengths], [...all.columns.indexes]]).toEqual([[300, 400, 500, 100, 100], [0, 1, 0, 0, 0]]);
    expect([...all.files].map((file) => reader.fileById(fileId(file))?.name)).toEqual(['a', 'a', 'a', 'b', 'b']);
  });
});

describe('the catalogue', () => {
  it('lists runs by start time, then name, those without events last', () => {
    const store = build()
      .run('z').scalars('t', { steps: [1], wallTimes: [50] })
      .run('b').scalars('t', { steps: [1], wallTimes: [70] })
      .run('a').scalars('t', { steps: [1], wallTimes: [70] })
      .run('empty').stage({});
    expect(store.reader().runs().map(({ name, startTime, lastTime, problems }) => [name, startTime, lastTime, problems])).toEqual([
      ['z', 50, 50, 0],
      ['a', 70, 70, 0],
      ['b', 70, 70, 0],
      ['empty', null, null, 0],
    ]);
  });

  it('lists series by run and tag, all of them or one plugin’s', () => {
    const store = build()
      .run('b').scalars('y', { values: [1] }).refs('x', { values: [1] })
      .run('a').scalars('z', { values: [1] }, { displayName: 'Z', description: '*z*' });
    const reader = store.reader();
    expect(reader.series().map(({ runName: run, tag }) => `${run}/${tag}`)).toEqual(['a/z', 'b/x', 'b/y']);
    expect(reader.series(pluginName('scalars')).map(({ tag }) => tag)).toEqual(['z', 'y']);
    expect(reader.series(pluginName('none'))).toEqual([]);
    expect([...reader.pluginCounts()].sort()).toEqual([['images', 1], ['scalars', 2]]);
    const found = reader.findSeries(runName('a'), tagName('z'));
    expect(found).toMatchObject({ displayName: 'Z', description: '*z*', plugin: 'scalars', firstStep: 0, firstTime: START_TIME, lastValue: 1 });
    expect(reader.seriesById(found?.id as never)).toEqual(found);
    expect([reader.seriesById(seriesId(99)), reader.findSeries(runName('a'), tagName('nope')), reader.fileById(fileId(99))]).toEqual([null, null, null]);
    expect(reader.content(seriesId(99))).toEqual(new Uint8Array(0));
  });

  it('keeps tags with any character', () => {
    const tags = ['', 'a\0b', "it's \"quoted\"", '\u{1F600}', 'x'.repeat(10_000)];
    const store = build();
    for (const tag of tags) store.scalars(tag, { values: [1] });
    const reader = store.reader();
    expect(reader.series().map(({ tag }) => tag).sort()).toEqual([...tags].sort());
    for (const tag of tags) expect(reader.findSeries(runName('run'), tagName(tag))?.tag).toBe(tag);
  });

  it('adds up what was read', () => {
    const store = build().run('a').scalars('t', { values: [1, 2, 3] }).file('b').scalars('t', { steps: [9] }).run('.').stage({ toOffset: 500, records: 1 });
    const reader = store.reader();
    expect(reader.totals()).toEqual({ runs: 2, files: 3, series: 1, points: 4, bytes: 2500, records: 5 });
    expect(reader.files(runName('a')).map(({ name, offset, records }) => [name, offset, records])).toEqual([['a.tfevents', 1000, 3], ['b', 1000, 1]]);
    expect(reader.files(runName('.'))[0]?.rawPath).toEqual(Buffer.alloc(0));
  });
});

describe('a reader', () => {
  it('sees each commit as soon as it is made, and within a snapshot none', () => {
    const store = build().scalars('t', { values: [1] });
    const reader = store.reader();
    const { id } = only(reader);
    reader.snapshot(() => {
      expect(reader.commit()).toBe(1);
      store.scalars('t', { steps: [1] }).commit();
      expect([reader.commit(), reader.readScalars(id).columns.steps.length, only(reader).count]).toEqual([1, 1, 1]);
    });
    expect([reader.commit(), reader.readScalars(id).columns.steps.length, only(reader).count]).toEqual([2, 2, 2]);
  });

  it('ends a snapshot when the work in it throws', () => {
    const store = build().scalars('t', { values: [1] });
    const reader = store.reader();
    expect(() => reader.snapshot(() => { throw new Error('no'); })).toThrow('no');
    store.scalars('t', { steps: [1] }).commit();
    expect(reader.commit()).toBe(2);
  });

  it('knows the generation of its index', () => {
    const store = build();
    expect(store.reader().generation).toBe(store.writer.generation);
  });

  it('cannot be opened where there is no index', () => {
    expect(() => openReader(`${build().writer.path}-not`)).toThrow('unable to open database file');
  });
});
