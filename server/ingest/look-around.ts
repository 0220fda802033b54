/**
 * When to look at what. Three ways, each making up for the one before: hints of the system (at once), a look at the
 * places where something happened last (twice a second), a walk through the whole log folder (every reload interval).
 */
import type { Discovery, FoundFolder } from '../logdir/discover.js';
import type { WatchDeps, Watching } from '../logdir/watch.js';
import type { LogFiles } from './log-files.js';
import type { FileState, RunState } from './run-state.js';
import type { Clock, Timers } from './timers.js';

export interface LookDisk {
  discover(logdir: string): Generator<undefined, Discovery>;
  /** When an entry was last added to or removed from the folder; 0 when that cannot be said. */
  folderMillis(path: Uint8Array): number;
  watch(deps: WatchDeps): Watching;
}

export interface LookDeps {
  readonly logdir: string;
  readonly reloadMillis: number;
  readonly disk: LookDisk;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly files: LogFiles;
  /** Something may be there to do now. */
  readonly onLooked: () => void;
}

const HOT_MILLIS = 500;
/** The files written to last, wherever they are: 500 looks take about 2 ms. */
const HOT_FILES = 500;
/** Folders in which a run may appear. */
const HOT_FOLDERS = 1000;
/** Something new is looked for so soon after a hint, and a large log folder is not walked more than a tenth of the time. */
const EARLY_MILLIS = 20;
const EARLY_FACTOR = 10;

export class LookAround {
  /** False while the logdir does not exist, as far as was seen. */
  exists = true;
  /** True after the first walk. */
  walked = false;
  /** One sentence when the system refuses to watch, else ''. */
  notice = '';
  readonly #deps: LookDeps;
  #walk: Generator<undefined, Discovery> | null = null;
  #wanted = true;
  #startedAt = 0;
  #tookMillis = 0;
  #folders: readonly FoundFolder[] = [];
  #hotFiles: readonly { readonly run: RunState; readonly file: FileState }[] = [];
  #hotFolders = new Map<FoundFolder, number>();
  #watching: Watching | null = null;

  constructor(deps: LookDeps) {
    this.#deps = deps;
  }

  get walking(): boolean {
    return this.#walk !== null || this.#wanted;
  }

  /** Walks now, or again once the present walk has ended. */
  want(): void {
    this.#wanted = true;
  }

  /** Goes on with the walk, if there is one; true when it ended. */
  step(until: number): boolean {
    const { disk, logdir, clock } = this.#deps;
    if (this.#walk === null) {
      if (!this.#wanted) return false;
      this.#wanted = false;
      this.#walk = disk.discover(logdir);
      this.#startedAt = clock.now();
    }
    do {
      const { done, value } = this.#walk.next();
      if (done === true) {
        this.#walk = null;
        this.#end(value);
        return true;
      }
    } while (clock.now() < until);
    return false;
  }

  /** Asks the system for hints from now on; not done while the first load needs the processor. */
  watch(): void {
    if (this.#deps.reloadMillis === 0) return;
    this.#watching ??= this.#deps.disk.watch({
      onHint: (paths) => this.#hinted(paths),
      onRefused: (notice) => {
        this.notice = notice;
        this.#deps.onLooked();
      },
    });
    this.#watching.follow(this.#folders);
  }

  /** Walks before its time: something came or went. */
  early(): void {
    const wait = this.#startedAt + EARLY_FACTOR * this.#tookMillis - this.#deps.clock.now();
    this.#deps.timers.start('early walk', Math.max(EARLY_MILLIS, wait), () => {
      this.want();
      this.#deps.onLooked();
    });
  }

  async close(): Promise<void> {
    await this.#watching?.close();
  }

  #end(discovery: Discovery): void {
    const { files, reloadMillis, timers, clock, onLooked } = this.#deps;
    this.#tookMillis = clock.now() - this.#startedAt;
    files.apply(discovery);
    this.exists = discovery.exists;
    this.walked = true;
    this.#folders = discovery.folders;
    if (reloadMillis === 0) return;
    this.#chooseHot();
    this.#watching?.follow(discovery.folders);
    timers.start('walk', reloadMillis, () => {
      this.want();
      onLooked();
    });
    this.#lookLater();
  }

  #lookLater(): void {
    this.#deps.timers.start('hot', HOT_MILLIS, () => {
      for (const { run, file } of this.#hotFiles) this.#look(run, file);
      for (const [folder, before] of this.#hotFolders) {
        const now = this.#deps.disk.folderMillis(folder.path);
        if (now === before) continue;
        this.#hotFolders.set(folder, now);
        this.early();
      }
      this.#lookLater();
      this.#deps.onLooked();
    });
  }

  /** A run's files grow, so they are looked at; what is no run yet may become one, or get one. */
  #chooseHot(): void {
    const files: { run: RunState; file: FileState; written: number }[] = [];
    for (const run of this.#deps.files.runs.values()) {
      for (const file of run.files) files.push({ run, file, written: file.stat?.mtimeMillis ?? 0 });
    }
    this.#hotFiles = files.sort((a, b) => b.written - a.written).slice(0, HOT_FILES);
    const folders = [...this.#folders].sort((a, b) => Number(a.run !== null) - Number(b.run !== null) || b.newestMillis - a.newestMillis);
    this.#hotFolders = new Map(folders.slice(0, HOT_FOLDERS).map((folder) => [folder, this.#deps.disk.folderMillis(folder.path)]));
  }

  #hinted(paths: readonly string[]): void {
    for (const path of paths) {
      const known = this.#deps.files.find(Buffer.from(path));
      if (known === null) this.early();
      else this.#look(known.run, known.file);
    }
    this.#deps.onLooked();
  }

  #look(run: RunState, file: FileState): void {
    if (run.files.includes(file) && this.#deps.files.look(run, file) === 'gone') this.early();
  }
}
