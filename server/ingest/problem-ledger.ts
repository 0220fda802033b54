/** What the index was told cannot be read, so that every change of it is told once, and taken back when it ends. */
import type { RunName } from '../model/names.js';
import type { StagedProblem } from '../store/batch.js';
import type { CommitQueue } from './commit-queue.js';
import type { LogFiles } from './log-files.js';

interface Told {
  readonly problem: StagedProblem;
  readonly said: string;
}

export class ProblemLedger {
  readonly #files: LogFiles;
  readonly #queue: CommitQueue;
  /** By run, then file ('' is the run's folder). */
  readonly #told = new Map<RunName, Map<string, Told>>();

  constructor(files: LogFiles, queue: CommitQueue) {
    this.#files = files;
    this.#queue = queue;
  }

  /** The index knows nothing of this run any more. */
  forget(run: RunName): void {
    this.#told.delete(run);
  }

  /** Queues what changed since the last time. Cheap when nothing did. */
  tell(): void {
    if (!this.#files.problemsMayDiffer) return;
    this.#files.problemsMayDiffer = false;
    const now = new Map<RunName, Map<string, Told>>();
    for (const problem of this.#files.problems()) {
      const file = problem.file?.name ?? '';
      const said = `${problem.problem.kind} ${problem.problem.detail}`;
      let ofRun = now.get(problem.run);
      if (ofRun === undefined) now.set(problem.run, (ofRun = new Map()));
      ofRun.set(file, { problem, said });
      if (this.#told.get(problem.run)?.get(file)?.said !== said) this.#queue.problem(problem);
    }
    for (const [run, told] of this.#told) {
      for (const [file, { problem }] of told) {
        if (now.get(run)?.has(file) !== true) this.#queue.problem({ ...problem, problem: { ...problem.problem, count: 0 } });
      }
    }
    this.#told.clear();
    for (const [run, told] of now) this.#told.set(run, told);
  }
}
