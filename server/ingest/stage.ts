/**
 * What one slice of an event file held, gathered until it is whole: points by series, problems by kind. Private to a
 * reader; published by the commit of the stage that `finish` makes of it.
 */
import type { Columns, RefColumns } from '../model/columns.js';
import type { TagName } from '../model/names.js';
import type { Problem, ProblemKind } from '../model/problems.js';
import type { Claim } from '../plugins/claim.js';
import { CHUNK_POINTS, encodeChunk, type EncodedChunk } from '../store/chunk-codec.js';
import type { KnownSeries, SeriesMetadata, SessionStart, StagedSeries } from '../store/stage.js';
import { measureOf } from './claim.js';

/** Where a value stands, for series that are kept as references. */
export interface Place {
  readonly offset: number;
  readonly length: number;
  readonly index: number;
}

/** Points of one series, growing. Not a reader of anything: the caller has measured the value. */
export class SeriesStage {
  readonly known: KnownSeries;
  readonly tag: TagName;
  readonly metadata: SeriesMetadata | null;
  readonly measure: Claim['measure'];
  readonly isScalar: boolean;
  count = 0;
  steps = new Float64Array(64);
  wallTimes = new Float64Array(64);
  values = new Float64Array(64);
  private offsets: Float64Array;
  private lengths: Float64Array;
  private indexes: Float64Array;

  constructor(tag: TagName, known: KnownSeries, metadata: SeriesMetadata | null) {
    this.tag = tag;
    this.known = known;
    this.metadata = metadata;
    this.measure = measureOf(known);
    this.isScalar = known.dataClass === 'scalar';
    const places = this.isScalar ? 0 : 64;
    this.offsets = new Float64Array(places);
    this.lengths = new Float64Array(places);
    this.indexes = new Float64Array(places);
  }

  addScalar(step: number, wallTime: number, value: number): void {
    const at = this.count++;
    if (at === this.steps.length) this.grow();
    this.steps[at] = step;
    this.wallTimes[at] = wallTime;
    this.values[at] = value;
  }

  /** `items` as measured by the plugin. */
  addReference(point: { readonly step: number; readonly wallTime: number; readonly items: number }, place: Place): void {
    this.addScalar(point.step, point.wallTime, point.items);
    const at = this.count - 1;
    this.offsets[at] = place.offset;
    this.lengths[at] = place.length;
    this.indexes[at] = place.index;
  }

  private grow(): void {
    this.steps = doubled(this.steps);
    this.wallTimes = doubled(this.wallTimes);
    this.values = doubled(this.values);
    if (this.isScalar) return;
    this.offsets = doubled(this.offsets);
    this.lengths = doubled(this.lengths);
    this.indexes = doubled(this.indexes);
  }

  finish(): StagedSeries {
    const scalar: Columns = { steps: this.steps, wallTimes: this.wallTimes, values: this.values };
    const columns: Columns | RefColumns = this.isScalar ? scalar : { ...scalar, offsets: this.offsets, lengths: this.lengths, indexes: this.indexes };
    const chunks: EncodedChunk[] = [];
    for (let from = 0; from < this.count; from += CHUNK_POINTS) chunks.push(encodeChunk(columns, from, Math.min(from + CHUNK_POINTS, this.count)));
    return { ...this.known, tag: this.tag, metadata: this.metadata, chunks };
  }
}

function doubled(column: Float64Array): Float64Array<ArrayBuffer> {
  const longer = new Float64Array(column.length * 2);
  longer.set(column);
  return longer;
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
