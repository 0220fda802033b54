/** What was read and waits to be committed, and when it should be. */
import type { RunName } from '../model/names.js';
import type { Batch, StagedFile, StagedProblem } from '../store/batch.js';
import type { Stage } from './protocol.js';

/** Staged bytes at which a commit is due whatever the time: large enough to be efficient, some 50 ms of writing. */
const COMMIT_BYTES = 8 * 2 ** 20;
/** Staged bytes at which no more turns are given out: memory stays flat when the disk is slower than the readers. */
const FULL_BYTES = 20 * 2 ** 20;
/** A stage's share of memory besides its chunks' bytes, a chunk. */
const CHUNK_OVERHEAD = 400;

/** Milliseconds between two commits. While loading every commit costs, while live every wait is seen. */
export const LOADING_MILLIS = 500;
export const LIVE_MILLIS = 100;

export class CommitQueue {
  #stages: StagedFile[] = [];
  readonly #resets = new Set<RunName>();
  readonly #removed = new Set<RunName>();
  #problems: StagedProblem[] = [];
  #bytes = 0;

  add(staged: StagedFile): void {
    this.#stages.push(staged);
    this.#bytes += sizeOf(staged.stage);
  }

  /** The run's rows are to be deleted before anything staged from now on. */
  reset(run: RunName): void {
    this.#drop(run);
    this.#resets.add(run);
  }

  removed(run: RunName): void {
    this.#drop(run);
    this.#resets.delete(run);
    this.#removed.add(run);
  }

  /** Something that cannot be read; written after the stages, which take back what was said of their files. */
  problem(problem: StagedProblem): void {
    this.#problems.push(problem);
  }

  get empty(): boolean {
    return this.#stages.length + this.#resets.size + this.#removed.size + this.#problems.length === 0;
  }

  get full(): boolean {
    return this.#bytes >= FULL_BYTES;
  }

  get large(): boolean {
    return this.#bytes >= COMMIT_BYTES;
  }

  /** Everything that waits. It stays here until `done`: a commit that failed is tried again with all of it. */
  take(): Batch {
    return { stages: this.#stages, resets: [...this.#resets], removed: [...this.#removed], problems: this.#problems };
  }

  done(): void {
    this.#stages = [];
    this.#bytes = 0;
    this.#resets.clear();
    this.#removed.clear();
    this.#problems = [];
  }

  #drop(run: RunName): void {
    this.#problems = this.#problems.filter((problem) => problem.run !== run);
    const kept = this.#stages.filter((staged) => staged.run !== run);
    if (kept.length === this.#stages.length) return;
    this.#stages = kept;
    this.#bytes = kept.reduce((sum, { stage }) => sum + sizeOf(stage), 0);
  }
}

function sizeOf(stage: Stage): number {
  let bytes = 0;
  for (const { chunks } of stage.series) for (const chunk of chunks) bytes += chunk.bytes.byteLength + CHUNK_OVERHEAD;
  return bytes;
}
