import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHUNK_POINTS, decodeChunk, encodeChunk, OPEN_POINTS, type EncodedChunk } from '../../../server/store/chunk-codec.js';
import { joinChunks, type StoredChunk } from '../../../server/store/join-chunks.js';
import { toColumns } from '../../support/store-builder.js';

/** A file's chunks of one series, as the index would keep them. */
class Shelf {
  readonly chunks = new Map<number, EncodedChunk>();
  points = 0;
  replaced: number[] = [];

  append(...counts: number[]): void {
    const pieces = counts.map((count) => {
      const steps = Array.from({ length: count }, () => this.points++);
      return encodeChunk(toColumns({ steps }), 0, count);
    });
    const seqs = [...this.chunks.keys()].sort((a, b) => b - a);
    const stored = (seq: number | undefined): StoredChunk | null => {
      const chunk = seq === undefined ? undefined : this.chunks.get(seq);
      return seq === undefined || chunk === undefined ? null : { seq, count: chunk.header.count, bytes: () => chunk.bytes };
    };
    const { firstSeq, chunks } = joinChunks(pieces, { last: stored(seqs[0]), beforeLast: () => stored(seqs[1]) });
    this.replaced = seqs.filter((seq) => seq >= firstSeq);
    for (const seq of this.replaced) this.chunks.delete(seq);
    for (const [at, chunk] of chunks.entries()) this.chunks.set(firstSeq + at, chunk);
  }

  get counts(): number[] {
    return this.inOrder.map(({ header }) => header.count);
  }

  get steps(): number[] {
    return this.inOrder.flatMap(({ bytes }) => [...decodeChunk(bytes).steps]);
  }

  private get inOrder(): EncodedChunk[] {
    return [...this.chunks].sort(([a], [b]) => a - b).map(([, chunk]) => chunk);
  }
}

describe('joinChunks', () => {
  it('keeps every point in order, replaces at most two chunks, and numbers them without gaps', () => {
    const count = fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 1500 }), fc.integer({ min: 1, max: CHUNK_POINTS }));
    fc.assert(
      fc.property(fc.array(fc.array(count, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 12 }), (commits) => {
        const shelf = new Shelf();
        for (const counts of commits) {
          shelf.append(...counts);
          expect(shelf.replaced.length).toBeLessThanOrEqual(2);
          expect([...shelf.chunks.keys()].sort((a, b) => a - b)).toEqual([...shelf.chunks.keys()].map((_, i) => i));
        }
        expect(shelf.steps).toEqual(Array.from({ length: shelf.points }, (_, i) => i));
      }),
      { numRuns: 60 },
    );
  });

  it('rewrites the open chunk and nothing else while it stays open', () => {
    const shelf = new Shelf();
    for (let i = 0; i < OPEN_POINTS; i += 1) {
      shelf.append(1);
      expect(shelf.replaced).toEqual(i === 0 ? [] : [0]);
    }
    expect(shelf.counts).toEqual([OPEN_POINTS]);
  });

  it('moves an open chunk that grew too long into the one before it while that has room', () => {
    const shelf = new Shelf();
    shelf.append(1000);
    shelf.append(OPEN_POINTS);
    expect(shelf.counts).toEqual([1000, OPEN_POINTS]);
    shelf.append(1);
    expect(shelf.counts).toEqual([1001 + OPEN_POINTS]);
    expect(shelf.replaced).toEqual([1, 0]);
  });

  it('grows point by point into chunks that are nearly full', () => {
    const shelf = new Shelf();
    for (let i = 0; i < 9000; i += 1) shelf.append(1);
    expect(shelf.counts).toEqual([3855, 3855, 1285, 5]);
  });

  it('stores long pieces as they came, and joins short ones that come together', () => {
    const shelf = new Shelf();
    shelf.append(4000, 4000);
    expect(shelf.counts).toEqual([4000, 4000]);
    shelf.append(300, 300, 300);
    expect(shelf.counts).toEqual([4000, 4000, 900]);
  });

  it('leaves a short chunk alone when what follows has no room beside it', () => {
    const shelf = new Shelf();
    shelf.append(100);
    shelf.append(CHUNK_POINTS);
    expect(shelf.counts).toEqual([100, CHUNK_POINTS]);
    expect(shelf.replaced).toEqual([]);
  });
});
