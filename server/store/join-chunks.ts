/**
 * Which chunks newly read points become. Points arrive in pieces of any size: thousands at once while loading, one a
 * commit while live. Short pieces are joined, so that a series never falls apart into thousands of rows; long ones are
 * stored as they came, without being decoded. Pure.
 */
import type { Columns, RefColumns } from '../model/columns.js';
import { CHUNK_POINTS, OPEN_POINTS, decodeChunkInto, encodeChunk, holdsReferences, newColumns, newRefColumns, type EncodedChunk } from './chunk-codec.js';

/** Pieces of fewer points than this are worth decoding and encoding again (about 20 ns a point) to save a row. */
const SHORT_POINTS = 1024;

/** A stored chunk as far as joining needs it. */
export interface StoredChunk {
  readonly seq: number;
  readonly count: number;
  /** Fetches its bytes. */
  bytes(): Uint8Array;
}

export interface JoinedChunks {
  /** `seq` of the first of `chunks`; those after it follow. Stored chunks from here on are replaced. */
  readonly firstSeq: number;
  readonly chunks: readonly EncodedChunk[];
}

/**
 * Appends `pieces` (at least one) to a series in one file. `stored` gives the last and the last but one chunk there, when there are
 * any. The last is rewritten while it is open; once what it grows into is no longer open, that goes into the one before it
 * while that has room. So at most two stored chunks are replaced, and one in the usual commit.
 */
export function joinChunks(pieces: readonly EncodedChunk[], stored: { last: StoredChunk | null; beforeLast: () => StoredChunk | null }): JoinedChunks {
  const { last } = stored;
  const open = last !== null && last.count <= OPEN_POINTS ? last : null;
  let firstSeq = last === null ? 0 : open === null ? last.seq + 1 : open.seq;
  const parts: Part[] = pieces.map(({ header, bytes }, at) => ({ count: header.count, bytes: () => bytes, whole: pieces[at] as EncodedChunk }));
  if (open !== null) parts.unshift({ count: open.count, bytes: () => open.bytes(), whole: null });

  const groups = group(parts);
  const first = groups[0] as Part[];
  const grown = open !== null && countOf(first) > OPEN_POINTS;
  if (grown) {
    const before = stored.beforeLast();
    if (before !== null && before.count + countOf(first) <= CHUNK_POINTS) {
      first.unshift({ count: before.count, bytes: () => before.bytes(), whole: null });
      firstSeq = before.seq;
    }
  }
  // the open chunk standing alone before longer ones stays as it is
  if (open !== null && first.length === 1) {
    groups.shift();
    firstSeq += 1;
  }
  return { firstSeq, chunks: groups.map(join) };
}

interface Part {
  readonly count: number;
  readonly bytes: () => Uint8Array;
  /** The piece itself, to be stored as it is when it stays alone. */
  readonly whole: EncodedChunk | null;
}

const countOf = (parts: readonly Part[]): number => parts.reduce((sum, part) => sum + part.count, 0);

/** Neighbours go together while they fit one chunk and either is short. */
function group(parts: readonly Part[]): Part[][] {
  const groups: Part[][] = [];
  let total = 0;
  for (const part of parts) {
    const current = groups.at(-1);
    const fits = total + part.count <= CHUNK_POINTS && (total < SHORT_POINTS || part.count < SHORT_POINTS);
    if (current !== undefined && fits) {
      current.push(part);
      total += part.count;
    } else {
      groups.push([part]);
      total = part.count;
    }
  }
  return groups;
}

function join(parts: readonly Part[]): EncodedChunk {
  const only = parts.length === 1 ? (parts[0] as Part).whole : null;
  if (only !== null) return only;
  const count = countOf(parts);
  const pieces = parts.map((part) => part.bytes());
  const columns: Columns | RefColumns = holdsReferences(pieces[0] as Uint8Array) ? newRefColumns(count) : newColumns(count);
  let at = 0;
  for (const bytes of pieces) at += decodeChunkInto(bytes, columns, at);
  return encodeChunk(columns, 0, count);
}
