/** The points of a series, out of its chunks: in file order, over all files of its run, superseded ones marked or left out. */
import type { Columns, RefColumns } from '../model/columns.js';
import { findSuperseded, type Beginning, type PointBlock, type SeriesFile, type Verdict } from '../model/preemption.js';
import { decodeChunk, decodeChunkInto, isRefColumns, newColumns, newRefColumns } from './chunk-codec.js';
import type { HeadRow, ReaderStatements } from './reader-statements.js';

/** A part of an axis, both ends included. */
export interface PointRange {
  readonly axis: 'step' | 'wall';
  readonly from: number;
  readonly to: number;
}

export interface ReadOptions {
  /** Leave superseded points out (the default), or answer them too, marked. */
  readonly superseded?: 'exclude' | 'include';
  /**
   * Chunks that lie outside are skipped. The answer holds every point in the range, the nearest ones beyond each end if there are
   * any, and more: chunks come whole.
   */
  readonly range?: PointRange;
}

/** Points in the order of the files. */
export interface ReadPoints<Shape extends Columns> {
  readonly columns: Shape;
  /** A 1 for each superseded point; null when none is here. */
  readonly superseded: Uint8Array | null;
  /** Steps at which a restarted writer began again; see `model/preemption.ts`. The whole series', whatever the range. */
  readonly restarts: readonly number[];
}

interface Chunk extends PointBlock {
  readonly id: number;
  readonly fileId: number;
  /** Null: all points are wanted as they are. */
  verdict: Verdict;
}

/** What is needed of a series' row. */
export interface SeriesPlace {
  readonly id: number;
  readonly runId: number;
  readonly references: boolean;
}

/** Runs inside a snapshot. `files` has the file of each point, for references. */
export function readPoints(
  sql: ReaderStatements,
  place: SeriesPlace,
  options: ReadOptions,
): ReadPoints<Columns | RefColumns> & { readonly files: Float64Array | null } {
  const decoded = new Map<number, Columns | RefColumns>();
  const { chunks, restarts } = judgedChunks(sql, place, (chunk) => {
    let columns = decoded.get(chunk.id);
    if (columns === undefined) decoded.set(chunk.id, (columns = decodeChunk(sql.bytes.get(chunk.id) as Buffer)));
    return columns;
  });
  const include = options.superseded === 'include';
  let wanted = include ? chunks : chunks.filter((chunk) => chunk.verdict !== 'all');
  if (options.range !== undefined) wanted = chunksInRange(wanted, options.range, { include, decoded });

  const total = wanted.reduce((sum, chunk) => sum + (include ? chunk.count : keptOf(chunk)), 0);
  const columns = place.references ? newRefColumns(total) : newColumns(total);
  const superseded = include && wanted.some((chunk) => chunk.verdict !== 'none') ? new Uint8Array(total) : null;
  const files = place.references ? new Float64Array(total) : null;
  let at = 0;
  for (const chunk of wanted) {
    const { verdict } = chunk;
    const before = at;
    if (typeof verdict === 'string' || include) {
      at += decodeChunkInto(sql.bytes.get(chunk.id) as Buffer, columns, at);
      if (verdict === 'all') superseded?.fill(1, before, at);
      else if (verdict !== 'none') superseded?.set(verdict, before);
    } else {
      // a mask exists only where the points were looked at
      at = copyKept(decoded.get(chunk.id) as Columns | RefColumns, columns, { verdict, at });
    }
    files?.fill(chunk.fileId, before, at);
  }
  return { columns, superseded, restarts, files };
}

/** All chunks in file order, each with what a restart did to it. */
function judgedChunks(
  sql: ReaderStatements,
  { id, runId }: SeriesPlace,
  decode: (chunk: Chunk) => Columns,
): { chunks: Chunk[]; restarts: readonly number[] } {
  const heads = sql.heads.all(id);
  const order = sql.filesInOrder.all(runId);
  // one file whose steps never decrease: nothing can have been superseded
  if (order.length === 1 && neverDecreases(heads)) return { chunks: heads.map(toChunk), restarts: [] };
  const byFile = new Map<number, Chunk[]>(order.map((file) => [file, []]));
  for (const head of heads) byFile.get(head[1])?.push(toChunk(head));
  const startsByFile = new Map<number, Beginning[]>();
  for (const [file, step, wallTime] of sql.sessionStarts.all(runId)) {
    const starts = startsByFile.get(file);
    if (starts === undefined) startsByFile.set(file, [{ step, wallTime }]);
    else starts.push({ step, wallTime });
  }
  const chunksOf = [...byFile.values()];
  const seriesFiles: SeriesFile[] = order.map((file, at) => ({ blocks: chunksOf[at] as Chunk[], starts: startsByFile.get(file) ?? [] }));
  const { verdicts, restarts } = findSuperseded(seriesFiles, (file, block) => decode((chunksOf[file] as Chunk[])[block] as Chunk));
  for (const [file, chunks] of chunksOf.entries()) {
    for (const [at, chunk] of chunks.entries()) chunk.verdict = verdicts[file]?.[at] as Verdict;
  }
  return { chunks: chunksOf.flat(), restarts };
}

function neverDecreases(heads: readonly HeadRow[]): boolean {
  let previous = -Infinity;
  for (const [, , , firstStep, lastStep, , , monotone] of heads) {
    if (monotone === 0 || firstStep < previous) return false;
    previous = lastStep;
  }
  return true;
}

function toChunk(head: HeadRow): Chunk {
  const [id, fileId, count, firstStep, lastStep, minStep, maxStep, monotone, firstWallTime, minWallTime, maxWallTime] = head;
  return { id, fileId, count, firstStep, lastStep, minStep, maxStep, monotone: monotone !== 0, firstWallTime, minWallTime, maxWallTime, verdict: 'none' };
}

function keptOf({ count, verdict }: Chunk): number {
  if (typeof verdict === 'string') return verdict === 'all' ? 0 : count;
  let kept = 0;
  for (let i = 0; i < count; i += 1) kept += 1 - (verdict[i] as number);
  return kept;
}

/** Chunks that reach into the range, and on each side the one nearest to it. */
function chunksInRange(
  chunks: readonly Chunk[],
  { axis, from, to }: PointRange,
  { include, decoded }: { include: boolean; decoded: ReadonlyMap<number, Columns> },
): Chunk[] {
  const wanted = new Set<Chunk>();
  let below: { readonly chunk: Chunk; readonly most: number } | null = null;
  let above: { readonly chunk: Chunk; readonly least: number } | null = null;
  for (const chunk of chunks) {
    const [least, most] = extentOf(chunk, axis, { include, decoded });
    if (most < from) {
      if (below === null || most >= below.most) below = { chunk, most };
    } else if (least > to) {
      if (above === null || least < above.least) above = { chunk, least };
    } else wanted.add(chunk);
  }
  if (below !== null) wanted.add(below.chunk);
  if (above !== null) wanted.add(above.chunk);
  return chunks.filter((chunk) => wanted.has(chunk));
}

/** Least and most on the axis, of the points that will be answered. */
function extentOf(chunk: Chunk, axis: PointRange['axis'], { include, decoded }: { include: boolean; decoded: ReadonlyMap<number, Columns> }): [number, number] {
  const { verdict } = chunk;
  if (include || typeof verdict === 'string') return axis === 'step' ? [chunk.minStep, chunk.maxStep] : [chunk.minWallTime, chunk.maxWallTime];
  const columns = decoded.get(chunk.id) as Columns;
  const numbers = axis === 'step' ? columns.steps : columns.wallTimes;
  let least = Infinity;
  let most = -Infinity;
  for (let i = 0; i < chunk.count; i += 1) {
    if (verdict[i] === 1) continue;
    const number = numbers[i] as number;
    if (number < least) least = number;
    if (number > most) most = number;
  }
  return [least, most];
}

/** Copies the points without a 1 in the verdict; answers where the next ones go. */
function copyKept(source: Columns | RefColumns, target: Columns | RefColumns, { verdict, at }: { verdict: Uint8Array; at: number }): number {
  let to = at;
  for (let i = 0; i < verdict.length; i += 1) {
    if (verdict[i] === 1) continue;
    target.steps[to] = source.steps[i] as number;
    target.wallTimes[to] = source.wallTimes[i] as number;
    target.values[to] = source.values[i] as number;
    if (isRefColumns(source) && isRefColumns(target)) {
      target.offsets[to] = source.offsets[i] as number;
      target.lengths[to] = source.lengths[i] as number;
      target.indexes[to] = source.indexes[i] as number;
    }
    to += 1;
  }
  return to;
}
