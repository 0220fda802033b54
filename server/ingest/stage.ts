/**
 * What one slice of an event file held, gathered until it is whole: points by series, problems by kind. Private to a
 * reader; published by the commit of the stage that `finish` makes of it.
 */
import type { Columns, RefColumns } from '../model/columns.js';
import type { TagName } from '../model/names.js';
import type { Problem, ProblemKind } from '../model/problems.js';
import type { Claim } from '../plugins/claim.js';
import { CHUNK_POINTS, encodeChunk, isRefColumns, newColumns, newRefColumns, OPEN_POINTS, type EncodedChunk } from '../store/chunk-codec.js';
import type { KnownSeries, SeriesMetadata, SessionStart, StagedSeries } from '../store/stage.js';
import { measureOf } from './claim.js';

/** Where a value stands, for series that are kept as references. */
export interface Place {
  readonly offset: number;
  readonly length: number;
  readonly index: number;
}

/** So many points at once are encoded where they stand; fewer are gathered first, or chunks would be many and small. */
const WORTH_A_CHUNK = OPEN_POINTS;
/** Columns grow by this factor, from 64 points to a chunk's. */
const GROWTH = 8;
/** Full-grown columns kept for reuse: fresh memory costs more than what is done with it. About 6 MB a reader. */
const MOST_SPARE = 64;
const spare: Columns[] = [];

/** Points of one series. Not a reader of anything: the caller has measured the value. */
export class SeriesStage {
  readonly known: KnownSeries;
  readonly tag: TagName;
  readonly metadata: SeriesMetadata | null;
  readonly measure: Claim['measure'];
  readonly isScalar: boolean;
  private readonly chunks: EncodedChunk[] = [];
  /** Points in the columns; those before are in chunks already. */
  private held = 0;
  private room: number;
  private columns: Columns | RefColumns;
  private steps: Float64Array;
  private wallTimes: Float64Array;
  private values: Float64Array;

  constructor(tag: TagName, known: KnownSeries, metadata: SeriesMetadata | null) {
    this.tag = tag;
    this.known = known;
    this.metadata = metadata;
    this.measure = measureOf(known);
    this.isScalar = known.dataClass === 'scalar';
    this.room = CHUNK_POINTS / GROWTH ** 2;
    this.columns = this.isScalar ? newColumns(this.room) : newRefColumns(this.room);
    ({ steps: this.steps, wallTimes: this.wallTimes, values: this.values } = this.columns);
  }

  addScalar(step: number, wallTime: number, value: number): void {
    if (this.held === this.room) this.makeRoom();
    const at = this.held++;
    this.steps[at] = step;
    this.wallTimes[at] = wallTime;
    this.values[at] = value;
  }

  /** Points `[from, to)` of `points`, which is not kept. */
  addScalars(points: Columns, from: number, to: number): void {
    let at = from;
    if (this.held === 0) {
      for (; to - at >= WORTH_A_CHUNK; at = Math.min(at + CHUNK_POINTS, to)) this.chunks.push(encodeChunk(points, at, Math.min(at + CHUNK_POINTS, to)));
    }
    while (at < to) {
      if (this.held === this.room) this.makeRoom();
      const end = Math.min(to, at + this.room - this.held);
      this.steps.set(points.steps.subarray(at, end), this.held);
      this.wallTimes.set(points.wallTimes.subarray(at, end), this.held);
      this.values.set(points.values.subarray(at, end), this.held);
      this.held += end - at;
      at = end;
    }
  }

  /** `items` as measured by the plugin. */
  addReference(point: { readonly step: number; readonly wallTime: number; readonly items: number }, place: Place): void {
    this.addScalar(point.step, point.wallTime, point.items);
    if (!isRefColumns(this.columns)) return;
    const at = this.held - 1;
    this.columns.offsets[at] = place.offset;
    this.columns.lengths[at] = place.length;
    this.columns.indexes[at] = place.index;
  }

  private makeRoom(): void {
    if (this.room === CHUNK_POINTS) {
      this.encode();
      return;
    }
    const before = this.columns;
    this.room *= GROWTH;
    this.columns = isRefColumns(before) ? newRefColumns(this.room) : ((this.room === CHUNK_POINTS ? spare.pop() : undefined) ?? newColumns(this.room));
    ({ steps: this.steps, wallTimes: this.wallTimes, values: this.values } = this.columns);
    this.steps.set(before.steps);
    this.wallTimes.set(before.wallTimes);
    this.values.set(before.values);
    if (!isRefColumns(before) || !isRefColumns(this.columns)) return;
    this.columns.offsets.set(before.offsets);
    this.columns.lengths.set(before.lengths);
    this.columns.indexes.set(before.indexes);
  }

  private encode(): void {
    if (this.held > 0) this.chunks.push(encodeChunk(this.columns, 0, this.held));
    this.held = 0;
  }

  /** Everything that was added. Once: the columns go to the next series that needs some. */
  finish(): StagedSeries {
    this.encode();
    if (this.isScalar && this.room === CHUNK_POINTS && spare.length < MOST_SPARE) spare.push(this.columns);
    return { ...this.known, tag: this.tag, metadata: this.metadata, chunks: this.chunks };
  }
}

/** Everything a slice held so far. */
export class SliceStage {
  records = 0;
  minWallTime = Infinity;
  readonly sessionStarts: SessionStart[] = [];
  private readonly series = new Map<TagName, SeriesStage>();
  private readonly problems = new Map<ProblemKind, Problem>();

  /** `known`: the run's series before this slice. */
  constructor(private readonly known: ReadonlyMap<TagName, KnownSeries>) {}

  /**
   * The series of a tag; `settle` is asked only at its first sight ever, and says what it is and with which metadata. `known` of the
   * answer may differ from what this value says of itself: the first word stands.
   */
  seriesOf(tag: TagName, settle: () => { readonly known: KnownSeries; readonly metadata: SeriesMetadata }): SeriesStage {
    const staged = this.series.get(tag);
    if (staged) return staged;
    const before = this.known.get(tag);
    const { known, metadata } = before ? { known: before, metadata: null } : settle();
    const made = new SeriesStage(tag, known, metadata);
    this.series.set(tag, made);
    return made;
  }

  sawWallTime(wallTime: number): void {
    if (wallTime < this.minWallTime) this.minWallTime = wallTime;
  }

  /** Counts a problem; `count` 0 adds bytes to one counted before. The first of a kind gives offset and detail. */
  addProblem(kind: ProblemKind, { offset, bytes, detail, count = 1 }: { readonly offset: number; readonly bytes: number; readonly detail: string; readonly count?: number }): void {
    const before = this.problems.get(kind);
    this.problems.set(
      kind,
      before
        ? { ...before, count: before.count + count, bytes: before.bytes + bytes }
        : { kind, count, bytes, firstOffset: offset, detail },
    );
  }

  finish(): { readonly series: StagedSeries[]; readonly problems: Problem[]; readonly minWallTime: number | null } {
    return {
      series: [...this.series.values()].map((series) => series.finish()),
      problems: [...this.problems.values()],
      minWallTime: this.minWallTime === Infinity ? null : this.minWallTime,
    };
  }
}
