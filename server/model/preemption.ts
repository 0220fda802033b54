/**
 * Which points of a series a restarted writer replaced. Pure, and computed whenever a series is read: stored is only
 * what was written, so an index that grew live equals one built afresh.
 *
 * Order is (file name, offset). A point p is superseded when, later in that order, a point q begins again at or below it:
 * q.step ≤ p.step, and q is one of
 *
 * - the first point of the series in a later file;
 * - a point whose step is lower than the step just before it in its file;
 * - a `SessionLog` START in a later file, which counts for every series of the run.
 *
 * When p and q are in different files, also q.wallTime ≥ p.wallTime: points that an older file received after the newer
 * file began belong to a second writer at work, and stay. So do several points at one step within a file.
 *
 * The cost: blocks that their extremes settle are not decoded. Usually (one file, steps never decrease) none is.
 */

/** What is known of consecutive points of one file without looking at them. A chunk's header is one. */
export interface PointBlock {
  readonly count: number;
  readonly firstStep: number;
  readonly lastStep: number;
  readonly minStep: number;
  readonly maxStep: number;
  /** Steps never decrease within the block. */
  readonly monotone: boolean;
  readonly firstWallTime: number;
  readonly minWallTime: number;
  readonly maxWallTime: number;
}

/** A place where a writer began again: a point or a `SessionLog` START. */
export interface Beginning {
  readonly step: number;
  readonly wallTime: number;
}

/** What one event file holds of a series, and the session starts it holds. Either may be empty. */
export interface SeriesFile {
  readonly blocks: readonly PointBlock[];
  readonly starts: readonly Beginning[];
}

/** `none` or `all` points of a block are superseded, or those with a 1. */
export type Verdict = 'none' | 'all' | Uint8Array;

export interface Preemption {
  /** By file, by block, as they were given. */
  readonly verdicts: readonly (readonly Verdict[])[];
  /**
   * Steps at which a writer began again, in file order: at most one where a file replaces points of earlier files (the
   * START's, if one did), and one wherever steps go back within a file. Listed only where something was superseded, and
   * at most `RESTARTS_LISTED` in all: a series whose steps are in no order has as many as points.
   */
  readonly restarts: readonly number[];
}

/** The points of a block, in order. */
export type DecodeBlock = (file: number, block: number) => { readonly steps: Float64Array; readonly wallTimes: Float64Array };

export const RESTARTS_LISTED = 1000;

/** `files` in name order. `decode` may be asked for the same block twice. */
export function findSuperseded(files: readonly SeriesFile[], decode: DecodeBlock): Preemption {
  const verdicts: Verdict[][] = new Array<Verdict[]>(files.length);
  const steppedBack: number[][] = new Array<number[]>(files.length);
  let later = new Front([]);
  for (let file = files.length - 1; file >= 0; file -= 1) {
    const judged = judgeFile(files[file] as SeriesFile, later, (block) => decode(file, block));
    verdicts[file] = judged.verdicts;
    steppedBack[file] = judged.beginnings.map((beginning) => beginning.step);
    if (file > 0) later = later.with([...judged.beginnings, ...crossFileBeginnings(files[file] as SeriesFile)]);
  }
  const restarts: number[] = [];
  for (const [file, steps] of steppedBack.entries()) {
    if (restarts.length >= RESTARTS_LISTED) break;
    const across = crossFileBeginnings(files[file] as SeriesFile).find((beginning) => replacesSomething(beginning, files, { before: file, decode }));
    if (across !== undefined) restarts.push(across.step);
    for (let i = 0; i < steps.length && restarts.length < RESTARTS_LISTED; i += 1) restarts.push(steps[i] as number);
  }
  return { verdicts, restarts };
}

/** A file's beginnings that count for earlier files only: its STARTs, then the series' first point in it. */
function crossFileBeginnings({ blocks, starts }: SeriesFile): Beginning[] {
  const first = blocks[0];
  return first === undefined ? [...starts] : [...starts, { step: first.firstStep, wallTime: first.firstWallTime }];
}

/** The verdict on each block of a file, and the points where steps go back within it. Walks from the end. */
function judgeFile(
  { blocks }: SeriesFile,
  later: Front,
  decode: (block: number) => { steps: Float64Array; wallTimes: Float64Array },
): { verdicts: Verdict[]; beginnings: Beginning[] } {
  const verdicts: Verdict[] = new Array<Verdict>(blocks.length);
  const beginnings: Beginning[] = [];
  // the lowest step begun again further on in this file: what is at or above it is superseded
  let begunAgain = Infinity;
  for (let at = blocks.length - 1; at >= 0; at -= 1) {
    const block = blocks[at] as PointBlock;
    const next = blocks[at + 1];
    if (next !== undefined && next.firstStep < block.lastStep) {
      beginnings.push({ step: next.firstStep, wallTime: next.firstWallTime });
      begunAgain = Math.min(begunAgain, next.firstStep);
    }
    if (block.monotone) {
      if (block.minStep >= begunAgain || later.replaces(block.minStep, block.maxWallTime)) {
        verdicts[at] = 'all';
        continue;
      }
      if (block.maxStep < begunAgain && !later.replaces(block.maxStep, block.minWallTime)) {
        verdicts[at] = 'none';
        continue;
      }
    }
    const { steps, wallTimes } = decode(at);
    const marks = new Uint8Array(block.count);
    let marked = 0;
    for (let i = block.count - 1; i >= 0; i -= 1) {
      const step = steps[i] as number;
      if (step >= begunAgain || later.replaces(step, wallTimes[i] as number)) {
        marks[i] = 1;
        marked += 1;
      }
      if (i > 0 && step < (steps[i - 1] as number)) {
        beginnings.push({ step, wallTime: wallTimes[i] as number });
        begunAgain = Math.min(begunAgain, step);
      }
    }
    verdicts[at] = marked === 0 ? 'none' : marked === block.count ? 'all' : marks;
  }
  return { verdicts, beginnings: beginnings.reverse() };
}

/** Whether any point of the files before `before` is superseded by `beginning`. */
function replacesSomething(beginning: Beginning, files: readonly SeriesFile[], where: { before: number; decode: DecodeBlock }): boolean {
  const { step, wallTime } = beginning;
  for (let file = 0; file < where.before; file += 1) {
    for (const [at, block] of (files[file] as SeriesFile).blocks.entries()) {
      if (block.maxStep < step || block.minWallTime > wallTime) continue;
      if (block.minStep >= step || block.maxWallTime <= wallTime) return true;
      const { steps, wallTimes } = where.decode(file, at);
      for (let i = 0; i < block.count; i += 1) {
        if ((steps[i] as number) >= step && (wallTimes[i] as number) <= wallTime) return true;
      }
    }
  }
  return false;
}

/**
 * Beginnings in later files, as the few that matter: sorted by step, each with a later wall time than all before it. One
 * with a higher step and an earlier wall time replaces nothing that another does not.
 */
class Front {
  readonly #beginnings: readonly Beginning[];

  constructor(beginnings: readonly Beginning[]) {
    const kept: Beginning[] = [];
    for (const beginning of [...beginnings].sort((a, b) => a.step - b.step || b.wallTime - a.wallTime)) {
      const last = kept.at(-1);
      if (last === undefined || beginning.wallTime > last.wallTime) kept.push(beginning);
    }
    this.#beginnings = kept;
  }

  with(more: readonly Beginning[]): Front {
    return more.length === 0 ? this : new Front([...this.#beginnings, ...more]);
  }

  /** Whether a point at `step` and `wallTime` is superseded by one of them. */
  replaces(step: number, wallTime: number): boolean {
    // the last one at or below `step` has the latest wall time of all those
    let low = 0;
    let high = this.#beginnings.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#beginnings[middle] as Beginning).step <= step) low = middle + 1;
      else high = middle;
    }
    const last = this.#beginnings[low - 1];
    return last !== undefined && last.wallTime >= wallTime;
  }
}
