/**
 * The hot loop of reading, ready to use: `assembly.ts` compiled, with its memory as typed views.
 *
 * Use: copy file bytes to `input`, call `scan`, go through `rows` (or `group` them by tag) and `others` in the order of the
 * records, repeat.
 */
import type { Columns } from '../../model/columns.js';
import { scanKernelBase64 } from './generated/scan-kernel-wasm.js';

/** 64 KiB pages: 10.25 MiB of tables and results, 4 MiB of input, one page of slack for wide loads at the input's end. */
const MEMORY_PAGES = 229;

/** Longest stretch of a file that one scan can take, bytes. */
export const SCAN_INPUT_BYTES = 4 * 1024 * 1024;

/** Why a scan stopped, in the kernel's own numbers. */
export const Stopped = { truncated: 0, lengthChecksum: 1, full: 2, large: 3 } as const;
/** Set in a row's tag id when its number was written as a tensor (TF2), not as a simple value. */
export const AS_TENSOR = 0x80000000;
/** What an "other" is: an intact record for the general decoder, or one whose data checksum is wrong. */
export const Other = { event: 0, dataChecksum: 1 } as const;

interface KernelExports {
  initialise(): void;
  forgetTags(): void;
  scan(from: number, to: number, large: bigint): number;
  stoppedAt(): number;
  rowCount(): number;
  otherCount(): number;
  tags(): number;
  inputOffset(): number;
  rowsOffset(): number;
  group(from: number, to: number): number;
  groupsOffset(): number;
  stepsOffset(): number;
  mostRows(): number;
  leastWallTime(): number;
  othersOffset(): number;
  tagsOffset(): number;
}

/** A kernel with 14.3 MiB of memory of its own. Not re-entrant: the views show the last scan only. */
export class ScanKernel {
  /** Where file bytes are put before a scan. */
  readonly input: Uint8Array;
  /** Three numbers a row: wall time, step, (value and tag id, see below). Row i is at 3i. */
  readonly rows: Float64Array;
  /** The same memory: the value of row i is at 6i + 4. */
  readonly rowValues: Float32Array;
  /** The same memory: the tag id of row i is at 6i + 5, with `AS_TENSOR` set or not. */
  readonly rowTags: Uint32Array;
  /** Four numbers an other: kind (`Other`), offset of its header in `input`, payload length, number of rows before it. */
  readonly others: Uint32Array;
  /** Four numbers a group, see `group`: tag id of its first row (as in `rowTags`), its first point, its number of points, nothing. */
  readonly groups: Uint32Array;
  /** Points of the groups. */
  readonly points: Columns;
  private readonly kernel: KernelExports;
  private readonly memory: WebAssembly.Memory;
  private readonly tagNames: string[] = [];
  private tagEntry: number;

  constructor() {
    this.memory = new WebAssembly.Memory({ initial: MEMORY_PAGES, maximum: MEMORY_PAGES });
    const module = new WebAssembly.Module(Buffer.from(scanKernelBase64, 'base64'));
    this.kernel = new WebAssembly.Instance(module, { env: { memory: this.memory } }).exports as unknown as KernelExports;
    this.kernel.initialise();
    const { buffer } = this.memory;
    const rows = this.kernel.rowsOffset();
    const input = this.kernel.inputOffset();
    this.input = new Uint8Array(buffer, input, SCAN_INPUT_BYTES);
    const groups = this.kernel.groupsOffset();
    const steps = this.kernel.stepsOffset();
    const most = this.kernel.mostRows();
    this.rows = new Float64Array(buffer, rows, (groups - rows) / 8);
    this.rowValues = new Float32Array(buffer, rows, (groups - rows) / 4);
    this.rowTags = new Uint32Array(buffer, rows, (groups - rows) / 4);
    this.groups = new Uint32Array(buffer, groups, (steps - groups) / 4);
    this.points = {
      steps: new Float64Array(buffer, steps, most),
      wallTimes: new Float64Array(buffer, steps + 8 * most, most),
      values: new Float64Array(buffer, steps + 16 * most, most),
    };
    this.others = new Uint32Array(buffer, this.kernel.othersOffset(), (rows - this.kernel.othersOffset()) / 4);
    this.tagEntry = this.kernel.tagsOffset();
  }

  /**
   * Reads the whole records of `input[from, to)`; answers why it stopped (`Stopped`). Records whose payload is longer
   * than `large` bytes stop it too: they are the caller's.
   */
  scan(from: number, to: number, large: number): number {
    return this.kernel.scan(from, to, BigInt(large));
  }

  /**
   * Puts the points of rows `[from, to)` of the last scan together by tag, in the order of the rows within each; answers the number
   * of `groups`. `points` and `groups` are good until the next call.
   */
  group(from: number, to: number): number {
    return this.kernel.group(from, to);
  }

  /** Smallest wall time of the rows grouped last; Infinity when there were none. */
  get leastWallTime(): number {
    return this.kernel.leastWallTime();
  }

  /** Offset in `input` of the first byte that the last scan did not consume. */
  get stoppedAt(): number {
    return this.kernel.stoppedAt();
  }

  get rowCount(): number {
    return this.kernel.rowCount();
  }

  get otherCount(): number {
    return this.kernel.otherCount();
  }

  /** Name of the tag with this id. Ids are given in order of first sight since `forgetTags`. */
  tag(id: number): string {
    const count = this.kernel.tags();
    while (this.tagNames.length < count) {
      const length = new DataView(this.memory.buffer).getUint32(this.tagEntry, true);
      const start = this.tagEntry + 12;
      this.tagNames.push(Buffer.from(this.memory.buffer, start, length).toString('utf8'));
      this.tagEntry = (start + ((length + 7) & ~7) + 3) & ~3;
    }
    return this.tagNames[id] ?? '';
  }

  /** Forgets all tags: ids begin again at 0. Call between files. */
  forgetTags(): void {
    this.kernel.forgetTags();
    this.tagNames.length = 0;
    this.tagEntry = this.kernel.tagsOffset();
  }
}
