/**
 * One turn of a reader: a slice of an event file in, a stage out. Synchronous and without memory of earlier turns.
 *
 * How a slice is gone through:
 *
 * ```
 *             ┌── intact records ──▶ rows and events into the stage ──┐
 *   scanning ─┤                                                       ├─▶ scanning … until nothing whole is left
 *             ├── data checksum wrong ──▶ counted, next record ───────┤
 *             ├── longer than the limit ──▶ counted, next record ─────┘
 *             └── length checksum wrong, or no message can be so long ──▶ counted, seeking
 *   seeking ──── a header with a right checksum, whose data is right, too ──▶ scanning
 * ```
 *
 * However a growing file is cut into slices, the stages add up to the same: nothing is decided that later bytes could change.
 */
import { tagName } from '../model/names.js';
import type { NotReadable, OpenFile } from '../logdir/tail.js';
import type { Stage } from '../store/stage.js';
import { AS_TENSOR, Other, SCAN_INPUT_BYTES, Stopped, type ScanKernel } from '../tfevents/kernel/scan-kernel.js';
import type { ValueBody } from '../tfevents/event-value.js';
import {
  dataIsIntact,
  findHeader,
  FOOTER_BYTES,
  FRAME_BYTES,
  HEADER_BYTES,
  MOST_MESSAGE_BYTES,
  MOST_PAYLOAD_BYTES,
  readHeader,
} from '../tfevents/record.js';
import type { Turn } from './protocol.js';
import { SliceStage, type SeriesStage } from './stage.js';
import { firstWord, takeEvent } from './take-event.js';

export interface ReadTurnDeps {
  readonly kernel: ScanKernel;
  readonly open: (path: Uint8Array) => OpenFile | NotReadable;
  /** Most bytes a turn reads, but for one larger record. At most, and by default, `SCAN_INPUT_BYTES`. */
  readonly sliceBytes?: number;
}

export type TurnResult = { readonly kind: 'stage'; readonly stage: Stage } | { readonly kind: 'unreadable'; readonly detail: string };

/** Reads one turn. `unreadable` when the file cannot be opened or the disk fails. */
export function readTurn(turn: Turn, deps: ReadTurnDeps): TurnResult {
  const file = deps.open(turn.path);
  if (file.kind !== 'open') return { kind: 'unreadable', detail: file.detail };
  try {
    return { kind: 'stage', stage: new SliceReader(turn, file, deps).read() };
  } catch (error) {
    if (error instanceof Error && 'code' in error) return { kind: 'unreadable', detail: error.message };
    throw error;
  } finally {
    file.close();
  }
}

/**
 * The stage with the bytes of all its chunks in one buffer, which can be transferred with it: one buffer to hand over and to collect
 * instead of one for each series. Each chunk begins at a multiple of 8, as its decoder likes it.
 */
export function packed(stage: Stage): { readonly stage: Stage; readonly transfer: ArrayBuffer[] } {
  let size = 0;
  for (const { chunks } of stage.series) for (const { bytes } of chunks) size += aligned(bytes.length);
  const buffer = new ArrayBuffer(size);
  let at = 0;
  const series = stage.series.map((one) => ({
    ...one,
    chunks: one.chunks.map(({ header, bytes }) => {
      const view = new Uint8Array(buffer, at, bytes.length);
      view.set(bytes);
      at += aligned(bytes.length);
      return { header, bytes: view };
    }),
  }));
  return { stage: { ...stage, series }, transfer: [buffer] };
}

const aligned = (bytes: number): number => Math.ceil(bytes / 8) * 8;

/** Most zeros at the end of a file that are taken for something not written yet. */
const MOST_ZEROS = 256 * 1024 * 1024;

/** What the kernel's rows are made of, as far as it matters to whose they are. */
const SIMPLE_NUMBER: ValueBody = { kind: 'simple', value: 0 };
const TENSOR_OF_ONE_NUMBER: ValueBody = { kind: 'tensor', tensor: { dtype: 1, floatVal: [0] } };

class SliceReader {
  private readonly stage: SliceStage;
  private readonly kernel: ScanKernel;
  private readonly bytes: Uint8Array;
  /** Series by the kernel's tag id. */
  private readonly byTag: SeriesStage[] = [];
  /** Bytes of the slice, read into the kernel's input: `bytes[i]` is the file's byte `turn.offset + i`. */
  private held = 0;
  /** Where reading stands in the slice. */
  private at = 0;
  /** A large record was read beyond the slice: where the next turn begins. */
  private beyond: number | null = null;
  private seeking: boolean;
  /** A record of the last scan: how many rows and others stand before it, and where it begins in the slice. */
  private walked = { row: 0, other: 0, start: 0 };

  constructor(
    private readonly turn: Turn,
    private readonly file: OpenFile,
    { kernel, sliceBytes = SCAN_INPUT_BYTES }: ReadTurnDeps,
  ) {
    this.stage = new SliceStage(turn.known);
    this.kernel = kernel;
    this.bytes = kernel.input.subarray(0, Math.max(sliceBytes, FRAME_BYTES));
    this.seeking = turn.seeking;
  }

  read(): Stage {
    const { turn, stage, kernel } = this;
    kernel.forgetTags();
    const wanted = Math.max(Math.min(this.bytes.length, turn.size - turn.offset), 0);
    this.held = this.file.readAt(this.bytes.subarray(0, wanted), turn.offset);
    while (this.seeking ? this.seek() : this.scan());
    const toOffset = this.beyond ?? turn.offset + this.at;
    const { series, problems, minWallTime } = stage.finish();
    return {
      turn: turn.turn,
      fromOffset: turn.offset,
      toOffset,
      seeking: this.seeking,
      atEnd: !(this.again || this.beyond !== null || (turn.offset + this.held < turn.size && toOffset > turn.offset)),
      records: stage.records,
      minWallTime,
      series,
      sessionStarts: stage.sessionStarts,
      problems,
    };
  }

  /** A record needs more of the file than this slice holds, though the file has it: another turn from here reads it. */
  private again = false;

  /** Reads intact records; false when the slice is done. */
  private scan(): boolean {
    const from = this.at;
    const stopped = this.kernel.scan(from, this.held, this.bytes.length - FRAME_BYTES);
    this.walked = { row: 0, other: 0, start: from };
    this.takeRecords();
    this.at = this.kernel.stoppedAt;
    switch (stopped) {
      case Stopped.full:
        return true;
      case Stopped.lengthChecksum:
        return this.lengthIsCorrupt();
      case Stopped.large:
        return this.largeRecord();
      default:
        return false;
    }
  }

  private takeRecords(): void {
    const { kernel, stage } = this;
    const count = kernel.otherCount;
    let row = 0;
    for (let i = 0; i < count; i++) {
      const [kind, start = 0, length = 0, rowsBefore = 0] = kernel.others.subarray(4 * i, 4 * i + 4);
      this.takeRows(row, rowsBefore);
      row = rowsBefore;
      const offset = this.turn.offset + start;
      if (kind === Other.event) {
        stage.records++;
        takeEvent(stage, this.bytes.subarray(start + HEADER_BYTES, start + HEADER_BYTES + length), { offset, length });
      } else this.dataIsCorrupt(offset, length);
    }
    this.takeRows(row, kernel.rowCount);
  }

  /** The hot road: rows `[from, to)` of the last scan into their series, a column at a time. */
  private takeRows(from: number, to: number): void {
    if (from === to) return;
    const { stage, byTag, kernel } = this;
    const { groups, points } = kernel;
    const count = kernel.group(from, to);
    let allScalar = true;
    for (let at = 0; at < 4 * count; at += 4) {
      const [tag = 0, first = 0, length = 0] = groups.subarray(at, at + 3);
      const series = byTag[tag & ~AS_TENSOR] ?? this.seriesOfRow(tag);
      if (series.isScalar) series.addScalars(points, first, first + length);
      else allScalar = false;
    }
    if (!allScalar) this.takeRowsSlowly(from, to);
    stage.sawWallTime(kernel.leastWallTime);
    stage.records += to - from;
  }

  /** Those of the rows that are numbers in series of another kind. */
  private takeRowsSlowly(from: number, to: number): void {
    const { rowTags } = this.kernel;
    for (let row = from; row < to; row++) {
      if (!this.byTag[(rowTags[6 * row + 5] as number) & ~AS_TENSOR]?.isScalar) this.takeRowSlowly(row);
    }
  }

  private seriesOfRow(tagAndForm: number): SeriesStage {
    const id = tagAndForm & ~AS_TENSOR;
    const tag = this.kernel.tag(id);
    const body = tagAndForm === id ? SIMPLE_NUMBER : TENSOR_OF_ONE_NUMBER;
    const series = this.stage.seriesOf(tagName(tag), () => firstWord({ tag, metadata: null, body, index: 0 }));
    this.byTag[id] = series;
    return series;
  }

  /** A number in a series that is not of scalars: its plugin decides. Rare, so its record is looked up by going from one to the next. */
  private takeRowSlowly(row: number): void {
    const { walked, bytes } = this;
    const { others, otherCount } = this.kernel;
    const lengthAt = (start: number): number => readUint32(bytes, start);
    while (walked.row < row || (walked.other < otherCount && (others[4 * walked.other + 3] as number) <= row)) {
      const isOther = walked.other < otherCount && (others[4 * walked.other + 3] as number) <= walked.row;
      walked.start += lengthAt(walked.start) + FRAME_BYTES;
      if (isOther) walked.other++;
      else walked.row++;
    }
    const length = lengthAt(walked.start);
    const start = walked.start + HEADER_BYTES;
    takeEvent(this.stage, bytes.subarray(start, start + length), { offset: this.turn.offset + walked.start, length });
  }

  private dataIsCorrupt(offset: number, length: number): void {
    this.stage.addProblem('data-checksum', { offset, bytes: length + FRAME_BYTES, detail: `record data checksum mismatch, ${length} bytes of data, offset ${offset}` });
  }

  private lengthIsCorrupt(): boolean {
    // Some file systems, and a machine that lost power, show a file's end as zeros before it is written: wait, as for any
    // record that is not there yet. Zeros with something behind them are damage.
    if (this.zerosToTheEnd()) return false;
    this.beginSeeking('record length checksum mismatch');
    return true;
  }

  /** Whether nothing but zeros follows, to the end of the file; false also when they are too many to wait for. */
  private zerosToTheEnd(): boolean {
    const { turn, bytes } = this;
    const offset = turn.offset + this.at;
    if (turn.size - offset > MOST_ZEROS || !bytes.subarray(this.at, this.held).every(isZero)) return false;
    const rest = Buffer.alloc(Math.min(turn.size - turn.offset - this.held, 1 << 20));
    for (let at = turn.offset + this.held; at < turn.size; at += rest.length) {
      const part = rest.subarray(0, turn.size - at);
      if (this.file.readAt(part, at) < part.length || !part.every(isZero)) return false;
    }
    return true;
  }

  /** A record longer than a slice: read by itself, once it is whole. */
  private largeRecord(): boolean {
    const offset = this.turn.offset + this.at;
    const { length } = readHeader(this.bytes, this.at) as { length: number };
    if (length > MOST_MESSAGE_BYTES) {
      this.beginSeeking(`record length is ${length}, more than any message can have`);
      return true;
    }
    const end = offset + length + FRAME_BYTES;
    if (end > this.turn.size) return false;
    this.beyond = end;
    if (length > MOST_PAYLOAD_BYTES) {
      const detail = `record has ${length} bytes, the limit is ${MOST_PAYLOAD_BYTES}, offset ${offset}`;
      this.stage.addProblem('oversized-record', { offset, bytes: length + FRAME_BYTES, detail });
      return false;
    }
    const record = this.readWhole(offset, length);
    if (!record) this.beyond = null;
    else if (dataIsIntact(record, 0, length)) {
      this.stage.records++;
      takeEvent(this.stage, record.subarray(0, length), { offset, length });
    } else this.dataIsCorrupt(offset, length);
    return false;
  }

  /** Payload and footer of the record at `offset`, or null while the file does not have all of it. */
  private readWhole(offset: number, length: number): Uint8Array | null {
    if (offset + length + FRAME_BYTES > this.turn.size) return null;
    const record = new Uint8Array(length + FOOTER_BYTES);
    return this.file.readAt(record, offset + HEADER_BYTES) === record.length ? record : null;
  }

  private beginSeeking(what: string): void {
    const offset = this.turn.offset + this.at;
    this.stage.addProblem('length-checksum', { offset, bytes: 0, detail: `${what}, offset ${offset}` });
    this.seeking = true;
    this.skipTo(this.at + 1);
  }

  /** Goes past bytes that belong to no record, and counts them with the damage they follow. */
  private skipTo(at: number): void {
    const offset = this.turn.offset + this.at;
    const detail = `no valid record begins between offset ${offset} and the next that was found`;
    this.stage.addProblem('length-checksum', { offset, bytes: at - this.at, count: 0, detail });
    this.at = at;
  }

  /** Looks for the next valid record; false when the slice is done. */
  private seek(): boolean {
    const found = findHeader(this.bytes, this.at, this.held);
    if (found > this.at) this.skipTo(found);
    if (this.held - this.at < HEADER_BYTES) return false;
    const { length } = readHeader(this.bytes, this.at) as { length: number };
    const offset = this.turn.offset + this.at;
    const within = this.at + length + FRAME_BYTES <= this.held;
    if (!within && offset + length + FRAME_BYTES > this.turn.size) return false; // not whole yet: it may still turn out valid
    if (!within && this.at > 0) {
      this.again = true; // a slice that begins here may hold all of it
      return false;
    }
    const record = within ? this.bytes.subarray(this.at + HEADER_BYTES, this.at + length + FRAME_BYTES) : this.readWhole(offset, length);
    if (!record) return false;
    if (dataIsIntact(record, 0, length)) this.seeking = false;
    else this.skipTo(this.at + 1);
    return true;
  }
}

const isZero = (byte: number): boolean => byte === 0;

const readUint32 = (bytes: Uint8Array, at: number): number => new DataView(bytes.buffer, bytes.byteOffset + at, 4).getUint32(0, true);
