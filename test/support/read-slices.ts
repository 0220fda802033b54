/**
 * Reads a growing event file turn by turn, as the ingest thread has it read, and adds the stages up as the index does. What
 * comes out must not depend on how the file grew, nor on how large a slice is.
 */
import type { OpenFile } from '../../server/logdir/tail.js';
import { readTurn } from '../../server/ingest/read-turn.js';
import type { KnownSeries, SeriesMetadata, SessionStart, Stage } from '../../server/ingest/protocol.js';
import { runName, type TagName } from '../../server/model/names.js';
import type { Problem } from '../../server/model/problems.js';
import { decodeChunk, isRefColumns } from '../../server/store/chunk-codec.js';
import { ScanKernel } from '../../server/tfevents/kernel/scan-kernel.js';

/** One point as [step, wall time, value] or [step, wall time, items, offset, length, index]. */
export type Point = readonly number[];

export interface ReadSeries {
  readonly plugin: string;
  readonly dataClass: string;
  readonly metadata: SeriesMetadata | null;
  readonly points: Point[];
}

/** A whole reading of a file. */
export interface Reading {
  readonly series: ReadonlyMap<TagName, ReadSeries>;
  readonly problems: ReadonlyMap<string, Problem>;
  readonly sessionStarts: readonly SessionStart[];
  readonly records: number;
  readonly minWallTime: number | null;
  readonly offset: number;
  readonly seeking: boolean;
  readonly turns: number;
}

const kernel = new ScanKernel();

export interface ReadOptions {
  /** Sizes the file has, one after the other, when it is read to its end; its whole size comes last anyway. */
  readonly sizes?: readonly number[];
  readonly sliceBytes?: number;
  readonly known?: ReadonlyMap<TagName, KnownSeries>;
}

export function readSlices(file: Uint8Array | SparseFile, { sizes = [], sliceBytes, known: knownBefore }: ReadOptions = {}): Reading {
  const known = new Map(knownBefore);
  const series = new Map<TagName, ReadSeries>();
  const problems = new Map<string, Problem>();
  const sessionStarts: SessionStart[] = [];
  let [records, turns, offset] = [0, 0, 0];
  let minWallTime: number | null = null;
  let seeking = false;
  for (const size of [...sizes, file.length]) {
    for (let atEnd = false; !atEnd; ) {
      const turn = { turn: turns++, run: runName('run'), path: new Uint8Array(0), offset, size, seeking, known };
      const result = readTurn(turn, { kernel, open: () => (file instanceof Uint8Array ? memoryFile(file.subarray(0, size)) : file.open()), ...(sliceBytes === undefined ? {} : { sliceBytes }) });
      if (result.kind !== 'stage') throw new Error(result.detail);
      const { stage } = result;
      check(stage, turn);
      for (const staged of stage.series) {
        const { tag, plugin, dataClass, metadata } = staged;
        known.set(tag, { plugin, dataClass });
        const before = series.get(tag) ?? { plugin, dataClass, metadata, points: [] };
        series.set(tag, before);
        for (const chunk of staged.chunks) before.points.push(...points(chunk.bytes));
      }
      for (const problem of stage.problems) merge(problems, problem);
      sessionStarts.push(...stage.sessionStarts);
      records += stage.records;
      if (stage.minWallTime !== null) minWallTime = Math.min(minWallTime ?? Infinity, stage.minWallTime);
      ({ toOffset: offset, seeking, atEnd } = stage);
      if (turns > 10 * (file.length + 10)) throw new Error(`reading does not end: turn ${turns} at offset ${offset} of ${size}`);
    }
  }
  return { series, problems, sessionStarts, records, minWallTime, offset, seeking, turns };
}

/** A file most of which is nothing but zeros, so that it may be larger than memory. */
export interface SparseFile {
  readonly length: number;
  open(): OpenFile;
}

/** Buffers, and numbers of zeros between them. */
export function sparseFile(...parts: readonly (Uint8Array | number)[]): SparseFile {
  const lengthOf = (part: Uint8Array | number): number => (typeof part === 'number' ? part : part.length);
  const length = parts.reduce((sum: number, part) => sum + lengthOf(part), 0);
  return {
    length,
    open: () => ({
      kind: 'open',
      stat: { dev: 1, ino: 1, size: length, mtimeMillis: 0 },
      readAt(into, position) {
        const got = Math.min(into.length, Math.max(length - position, 0));
        into.fill(0, 0, got);
        let start = -position;
        for (const part of parts) {
          if (typeof part !== 'number' && start < got && start + part.length > 0) {
            into.set(part.subarray(Math.max(-start, 0), got - start), Math.max(start, 0));
          }
          start += lengthOf(part);
        }
        return got;
      },
      close: () => undefined,
    }),
  };
}

/** A file that is a buffer. */
export const memoryFile = (bytes: Uint8Array): OpenFile => ({
  kind: 'open',
  stat: { dev: 1, ino: 1, size: bytes.length, mtimeMillis: 0 },
  readAt(into, position) {
    const part = bytes.subarray(position, position + into.length);
    into.set(part);
    return part.length;
  },
  close: () => undefined,
});

function check(stage: Stage, { turn, offset }: { turn: number; offset: number }): void {
  if (stage.turn !== turn || stage.fromOffset !== offset) throw new Error('stage does not answer its turn');
  if (stage.toOffset < offset) throw new Error(`reading went back from ${offset} to ${stage.toOffset}`);
  if (stage.toOffset === offset && !stage.atEnd) throw new Error(`no progress at offset ${offset}, though not at the end`);
}

function points(bytes: Uint8Array): Point[] {
  const columns = decodeChunk(bytes);
  const all = [columns.steps, columns.wallTimes, columns.values, ...(isRefColumns(columns) ? [columns.offsets, columns.lengths, columns.indexes] : [])];
  return Array.from(columns.steps, (_, i) => all.map((column) => column[i]!));
}

/** As the index sums problems up. */
function merge(problems: Map<string, Problem>, problem: Problem): void {
  const before = problems.get(problem.kind);
  const first = before === undefined || problem.firstOffset < before.firstOffset ? problem : before;
  problems.set(problem.kind, {
    ...first,
    count: problem.count + (before?.count ?? 0),
    bytes: problem.bytes + (before?.bytes ?? 0),
  });
}
