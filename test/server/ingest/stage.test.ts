import { describe, expect, it } from 'vitest';
import { SliceStage, type SeriesStage } from '../../../server/ingest/stage.js';
import type { KnownSeries, StagedSeries } from '../../../server/ingest/protocol.js';
import { pluginName, tagName } from '../../../server/model/names.js';
import { CHUNK_POINTS, decodeChunk, isRefColumns } from '../../../server/store/chunk-codec.js';

const scalars: KnownSeries = { plugin: pluginName('scalars'), dataClass: 'scalar' };
const images: KnownSeries = { plugin: pluginName('images'), dataClass: 'blob-sequence' };
const metadata = { displayName: 'A', description: '', content: new Uint8Array(0) };
const never = (): never => {
  throw new Error('asked for a series that is known');
};

const seriesOf = (stage: SliceStage, tag: string, known = scalars): SeriesStage => stage.seriesOf(tagName(tag), () => ({ known, metadata }));

/** All columns of a series, chunk after chunk. */
function columnsOf({ chunks }: StagedSeries): number[][] {
  const columns: number[][] = [[], [], [], [], [], []];
  for (const { bytes } of chunks) {
    const decoded = decodeChunk(bytes);
    const parts = [decoded.steps, decoded.wallTimes, decoded.values, ...(isRefColumns(decoded) ? [decoded.offsets, decoded.lengths, decoded.indexes] : [])];
    for (const [i, part] of parts.entries()) columns[i]!.push(...part);
  }
  return columns.filter((column) => column.length > 0);
}

const range = (count: number, of: (i: number) => number): number[] => Array.from({ length: count }, (_, i) => of(i));

describe('the points of a slice', () => {
  it.each([0, 1, 63, 64, 65, 511, 512, 513, CHUNK_POINTS - 1, CHUNK_POINTS, CHUNK_POINTS + 1, 2 * CHUNK_POINTS, 10_000])(
    'are all kept, in order and in full chunks: %i of them',
    (count) => {
      const stage = new SliceStage(new Map());
      const [a, b] = [seriesOf(stage, 'a'), seriesOf(stage, 'images', images)];
      for (let i = 0; i < count; i++) {
        a.addScalar(i, 1000 + i / 4, -i);
        b.addReference({ step: i, wallTime: 5, items: 3 }, { offset: 100 * i, length: 84, index: i % 3 });
      }
      const { series } = stage.finish();
      const [first, second] = series as [StagedSeries, StagedSeries];
      expect(first.chunks.map(({ header }) => header.count)).toEqual(range(Math.ceil(count / CHUNK_POINTS), (i) => Math.min(CHUNK_POINTS, count - i * CHUNK_POINTS)));
      const steps = range(count, (i) => i);
      expect(columnsOf(first)).toEqual(count === 0 ? [] : [steps, range(count, (i) => 1000 + i / 4), range(count, (i) => -i)]);
      const references = [steps, range(count, () => 5), range(count, () => 3), range(count, (i) => 100 * i), range(count, () => 84), range(count, (i) => i % 3)];
      expect(columnsOf(second)).toEqual(count === 0 ? [] : references);
    },
  );

  it('are not mixed with those of the slice before, whose memory they use', () => {
    for (const sign of [1, -1]) {
      const stage = new SliceStage(new Map());
      const all = range(5, (i) => i).map((i) => seriesOf(stage, `${i}`));
      for (let i = 0; i < 5000; i++) for (const [n, series] of all.entries()) series.addScalar(i, 1, sign * (n + i));
      for (const [n, series] of stage.finish().series.entries()) expect(columnsOf(series)[2]).toEqual(range(5000, (i) => sign * (n + i)));
    }
  });
});

describe('the series of a slice', () => {
  it('are settled once, at first sight', () => {
    const stage = new SliceStage(new Map());
    const first = seriesOf(stage, 'a');
    expect(stage.seriesOf(tagName('a'), never)).toBe(first);
    expect(stage.finish().series).toEqual([{ ...scalars, tag: 'a', metadata, chunks: [] }]);
  });

  it('that were known before stay what they are and bring no metadata', () => {
    const stage = new SliceStage(new Map([[tagName('a'), images]]));
    expect(stage.seriesOf(tagName('a'), never).isScalar).toBe(false);
    expect(stage.finish().series).toMatchObject([{ plugin: 'images', dataClass: 'blob-sequence', metadata: null }]);
  });
});

describe('the problems of a slice', () => {
  it('are summed up by kind; the first gives offset and detail, and further bytes may be added to it', () => {
    const stage = new SliceStage(new Map());
    stage.addProblem('data-checksum', { offset: 10, bytes: 5, detail: 'first' });
    stage.addProblem('wall-time', { offset: 20, bytes: 1, detail: 'other' });
    stage.addProblem('data-checksum', { offset: 30, bytes: 6, detail: 'second' });
    stage.addProblem('data-checksum', { offset: 36, bytes: 100, detail: 'more', count: 0 });
    expect(stage.finish().problems).toEqual([
      { kind: 'data-checksum', count: 2, bytes: 111, firstOffset: 10, detail: 'first' },
      { kind: 'wall-time', count: 1, bytes: 1, firstOffset: 20, detail: 'other' },
    ]);
  });
});

describe('the smallest wall time of a slice', () => {
  it('is null when there was none', () => {
    expect(new SliceStage(new Map()).finish().minWallTime).toBeNull();
  });

  it('may be negative', () => {
    const stage = new SliceStage(new Map());
    for (const wallTime of [5, -2, 7]) stage.sawWallTime(wallTime);
    expect(stage.finish().minWallTime).toBe(-2);
  });
});
