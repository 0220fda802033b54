/**
 * Ingestion: looks at the log folder, gives turns to the readers, commits their stages, says what moved. An ordinary
 * function over what it is given, so that tests run it in process; `worker.ts` runs it in its thread.
 *
 *   LookAround ─▶ LogFiles ─▶ Schedule ─▶ Readers ─▶ CommitQueue ─▶ writer ─▶ post
 *
 * Everything happens on one thread in steps of some milliseconds; between them it waits for a reader, a hint or a timer.
 */
import type { Batch, CommitResult, StoredRun } from '../store/batch.js';
import { CommitQueue, LIVE_MILLIS, LOADING_MILLIS } from './commit-queue.js';
import { identityOf, LogFiles, sameStat, type Disk } from './log-files.js';
import { LookAround, type LookDisk } from './look-around.js';
import { ProblemLedger } from './problem-ledger.js';
import type { FromIngest, LoadProgress, Stage, ToIngest, Turn } from './protocol.js';
import type { ReaderAnswer, Readers } from './reader-pool.js';
import { acceptStage, emptyStage, isDead, isVoid, knownTo, nextFile, type FileState, type RunState } from './run-state.js';
import { Schedule } from './schedule.js';
import { Timers, type Clock } from './timers.js';

/** The write side of the index, as much as ingestion needs of it. */
export interface IngestWriter {
  readonly path: string;
  readonly generation: string;
  load(): readonly StoredRun[];
  /** Number of the last commit, 0 before the first. */
  currentCommit(): number;
  commit(batch: Batch): CommitResult;
  checkpoint(): void;
  close(): void;
}

export interface IngestDeps {
  /** Absolute path. */
  readonly logdir: string;
  /** Pause between two walks; 0: load once, then watch nothing. */
  readonly reloadMillis: number;
  readonly writer: IngestWriter;
  /** One sentence for the user about the index, or ''. */
  readonly notice: string;
  readonly readers: Readers;
  readonly disk: Disk & LookDisk;
  readonly clock: Clock;
}

export interface Ingest {
  tell(message: ToIngest): void;
  /** Resolves when nothing is being done and only time or a message can change that. */
  idle(): Promise<void>;
  /** Resolves after `stopped` was posted. */
  readonly done: Promise<void>;
}

/** Longest step, after which messages and readers' answers are seen to. */
const STEP_MILLIS = 10;
const PROGRESS_MILLIS = 250;
const RETRY_MILLIS = [1000, 2000, 5000, 10_000, 30_000];
/** The index's log is folded in when nothing was committed for so long. (While it grows, SQLite does so by itself.) */
const CHECKPOINT_MILLIS = 1000;

/** Starts ingestion. Posts `ready` at once, and `stopped` when all is closed. */
export function runIngest(deps: IngestDeps, post: (message: FromIngest) => void): Ingest {
  return new IngestLoop(deps, post);
}

class IngestLoop implements Ingest {
  readonly done: Promise<void>;
  #finish: () => void = () => undefined;
  readonly #deps: IngestDeps;
  readonly #post: (message: FromIngest) => void;
  readonly #clock: Clock;
  readonly #timers: Timers;
  readonly #schedule = new Schedule();
  readonly #queue = new CommitQueue();
  readonly #files: LogFiles;
  readonly #look: LookAround;
  readonly #problems: ProblemLedger;
  readonly #startedAt: number;
  #state: LoadProgress['state'] = 'loading';
  #detail = '';
  #reading = 0;
  #turns = 0;
  #records = 0;
  #committedAt = -Infinity;
  #failures = 0;
  #failure = '';
  #progressAt = -Infinity;
  #said = '';
  #stopping = false;
  #soon = false;
  readonly #idlers: (() => void)[] = [];

  constructor(deps: IngestDeps, post: (message: FromIngest) => void) {
    this.#deps = deps;
    this.#post = post;
    this.#clock = deps.clock;
    this.#timers = new Timers(deps.clock);
    this.#startedAt = this.#clock.now();
    this.done = new Promise((resolve) => (this.#finish = resolve));
    this.#files = new LogFiles(deps.disk, {
      offer: (run) => this.#schedule.offer(run),
      reset: (run) => {
        this.#queue.reset(run.run);
        this.#problems.forget(run.run);
      },
      removed: (run) => {
        this.#schedule.remove(run);
        this.#queue.removed(run.run);
        this.#problems.forget(run.run);
      },
    });
    this.#problems = new ProblemLedger(this.#files, this.#queue);
    this.#look = new LookAround({ ...deps, timers: this.#timers, files: this.#files, onLooked: () => this.#pump() });
    this.#files.restore(deps.logdir, deps.writer.load());
    this.#post({ type: 'ready', generation: deps.writer.generation, commit: deps.writer.currentCommit(), notice: deps.notice, index: deps.writer.path });
    this.#pump();
  }

  tell(message: ToIngest): void {
    if (this.#stopping) return;
    if (message.type === 'stop') void this.#stop();
    else {
      this.#look.want();
      this.#pump();
    }
  }

  idle(): Promise<void> {
    return new Promise((resolve) => {
      this.#idlers.push(resolve);
      this.#settle();
    });
  }

  /** Does what can be done now, for one step at most. */
  #pump(): void {
    if (this.#stopping) return;
    const until = this.#clock.now() + STEP_MILLIS;
    this.#giveTurns(until);
    if (this.#look.walking && (this.#look.step(until) || this.#look.walking)) this.#pumpSoon();
    this.#problems.tell();
    this.#commitWhenDue();
    this.#settleState();
    this.#progressWhenDue();
    this.#settle();
  }

  #pumpSoon(): void {
    if (this.#soon) return;
    this.#soon = true;
    this.#clock.soon(() => {
      this.#soon = false;
      this.#pump();
    });
  }

  #pumpLater(name: string, millis: number): void {
    this.#timers.start(name, millis, () => this.#pump());
  }

  /** Nothing is being read, and nothing waits to be. */
  get #quiet(): boolean {
    return this.#reading === 0 && this.#schedule.empty && !this.#look.walking;
  }

  // Reading

  #giveTurns(until: number): void {
    while (this.#failures === 0 && !this.#queue.full && this.#deps.readers.free() > 0) {
      if (this.#clock.now() >= until) return this.#pumpSoon();
      const run = this.#schedule.next();
      if (run === null) return;
      this.#giveTurn(run);
    }
  }

  #giveTurn(run: RunState): void {
    const file = nextFile(run);
    if (file === null || file.stat === null) return;
    if (!file.verified) {
      if (!this.#files.verify(run, file) && file.stat === null) this.#look.early();
      this.#schedule.offer(run);
    } else if (file.stat.size <= file.exhaustedTo) {
      this.#stage(run, file, emptyStage(++this.#turns, file));
      this.#schedule.offer(run);
    } else {
      const { epoch } = run;
      const { stat, offset, seeking, path } = file;
      const turn: Turn = { turn: ++this.#turns, run: run.run, path, offset, size: stat.size, seeking, known: knownTo(run, file) };
      run.reading = true;
      this.#reading++;
      void this.#deps.readers.read(turn).then((answer) => {
        this.#reading--;
        // A reset or removal since: the turn belongs to a run that is no more.
        if (!this.#stopping && run.epoch === epoch) this.#answered(run, file, { turn, stat, answer });
        this.#pump();
      });
    }
  }

  #answered(run: RunState, file: FileState, { turn, stat, answer }: { turn: Turn; stat: NonNullable<FileState['stat']>; answer: ReaderAnswer }): void {
    run.reading = false;
    if (answer.kind === 'died') {
      file.deaths++;
      if (isDead(file)) this.#files.block(file, `the thread reading it ended ${file.deaths} times, from offset ${turn.offset} on: ${answer.detail}`);
    } else if (answer.kind === 'unreadable') {
      if (this.#files.look(run, file) === 'gone') this.#look.early();
      else if (file.blocked === '') this.#files.block(file, answer.detail);
    } else if (!this.#unchanged(run, file, { stat, toOffset: answer.stage.toOffset })) {
      return this.#schedule.offer(run);
    } else {
      const { stored } = file;
      if (!acceptStage(run, file, answer.stage, turn.size)) return this.#files.reset(run);
      // Part of a record at the end is no news, at a start or while it is written.
      if (!stored || !isVoid(answer.stage)) this.#stage(run, file, answer.stage);
    }
    run.served = nextFile(run) === null ? 0 : run.served + 1;
    this.#schedule.offer(run);
  }

  /**
   * Whether the file that was read is still the file the turn was given out for, so that its stage may be used; takes
   * the fingerprint up to the stage's end. A file that grew meanwhile is the same.
   */
  #unchanged(run: RunState, file: FileState, { stat, toOffset }: { stat: NonNullable<FileState['stat']>; toOffset: number }): boolean {
    const { epoch } = run;
    if (this.#files.look(run, file) === 'gone') this.#look.early();
    if (run.epoch !== epoch || file.stat === null) return false;
    if (!sameStat(file.stat, stat) && file.offset > 0 && !this.#files.verify(run, file)) return false;
    if (file.stat.size < toOffset) {
      this.#files.reset(run);
      return false;
    }
    return this.#files.mark(file, toOffset);
  }

  #stage(run: RunState, file: FileState, stage: Stage): void {
    file.stored = true;
    this.#records += stage.records;
    this.#queue.add({ run: run.run, rawPath: run.rawPath, file: identityOf(file), stage });
  }

  // Committing

  #commitWhenDue(): void {
    if (this.#queue.empty) return;
    const quiet = this.#quiet;
    const pause = this.#failures > 0 ? (RETRY_MILLIS[this.#failures - 1] ?? 30_000) : quiet || this.#state === 'live' ? LIVE_MILLIS : LOADING_MILLIS;
    const wait = this.#committedAt + pause - this.#clock.now();
    if (wait <= 0 || (this.#queue.large && this.#failures === 0)) this.#commit();
    else this.#pumpLater(`commit within ${pause}`, wait);
  }

  #commit(): void {
    const batch = this.#queue.take();
    const result = this.#deps.writer.commit(batch);
    this.#committedAt = this.#clock.now();
    if (result.kind === 'failed') {
      // The next start rebuilds the index, and the thread is started again when it ends.
      if (result.damaged) throw new Error(result.reason);
      this.#failures++;
      this.#failure = result.reason;
      this.#pumpLater(`commit again ${this.#failures}`, RETRY_MILLIS[this.#failures - 1] ?? 30_000);
      return;
    }
    this.#failures = 0;
    this.#queue.done();
    for (const { turn } of result.refused) {
      const run = this.#files.runs.get(batch.stages?.find(({ stage }) => stage.turn === turn)?.run ?? ('' as RunState['run']));
      if (run !== undefined) this.#files.reset(run);
    }
    const { commit, changed, catalogueChanged } = result;
    this.#post({ type: 'committed', commit, changed, catalogueChanged });
    this.#foldInLater();
    this.#pumpSoon();
  }

  #foldInLater(): void {
    this.#timers.start('checkpoint', CHECKPOINT_MILLIS, () => {
      if (this.#clock.now() - this.#committedAt < CHECKPOINT_MILLIS) this.#foldInLater();
      else this.#deps.writer.checkpoint();
    });
  }

  // Saying how it stands

  #settleState(): void {
    const before = this.#state;
    if (this.#failures > 0) {
      this.#state = 'stuck';
      this.#detail = `${this.#failure}. Nothing is lost: what was read is written as soon as that is possible.`;
      return;
    }
    if (this.#look.walked && !this.#look.exists) {
      this.#state = 'waiting';
      this.#detail = `No such folder: ${this.#deps.logdir}. It is loaded as soon as it appears.`;
      return;
    }
    const caughtUp = this.#look.walked && this.#quiet && this.#queue.empty;
    if (before === 'stuck' || before === 'waiting') this.#state = 'loading';
    if (caughtUp) this.#state = 'live';
    if (this.#state === 'live' && before !== 'live') this.#look.watch();
    this.#detail = this.#look.notice;
  }

  #progressWhenDue(): void {
    const wait = this.#progressAt + PROGRESS_MILLIS - this.#clock.now();
    const urgent = !this.#said.startsWith(`${this.#state} ${this.#detail} `);
    if (!urgent && wait > 0) return this.#pumpLater('progress', wait);
    let files = 0;
    let bytesRead = 0;
    let bytesTotal = 0;
    for (const run of this.#files.runs.values()) {
      for (const { stat, exhaustedTo } of run.files) {
        files++;
        bytesTotal += stat?.size ?? 0;
        bytesRead += Math.min(exhaustedTo, stat?.size ?? 0);
      }
    }
    const runs = this.#files.runs.size;
    const say = `${this.#state} ${this.#detail} ${runs} ${files} ${bytesRead} ${bytesTotal} ${this.#records}`;
    if (say === this.#said) return;
    this.#said = say;
    this.#progressAt = this.#clock.now();
    const elapsedMillis = this.#progressAt - this.#startedAt;
    this.#post({
      type: 'progress',
      progress: { state: this.#state, runs, files, bytesRead, bytesTotal, records: this.#records, elapsedMillis, detail: this.#detail },
    });
  }

  #settle(): void {
    if (this.#soon || this.#reading > 0 || this.#look.walking) return;
    for (const resolve of this.#idlers.splice(0)) resolve();
  }

  /** What is being read is given up, what was read is committed: well within a second. */
  async #stop(): Promise<void> {
    this.#stopping = true;
    this.#timers.stopAll();
    const { writer, readers } = this.#deps;
    try {
      if (!this.#queue.empty) writer.commit(this.#queue.take());
      writer.checkpoint();
    } finally {
      writer.close();
      await Promise.all([readers.close(), this.#look.close()]);
      this.#post({ type: 'stopped' });
      this.#finish();
    }
  }
}
