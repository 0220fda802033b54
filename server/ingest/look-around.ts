/**
 * When to look at what. Three ways, each making up for the one before: hints of the system (at once), a look at the
 * files and folders that are known (twice a second), a walk through the whole log folder (every reload interval).
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

const LOOK_MILLIS = 500;
/** The files written to last are looked at every time. On a local disk that takes about 2 ms, on a network mount it is cut short. */
const NEWEST_FILES = 500;
const NEWEST_MILLIS = 10;
/** The others take turns: about 1,500 in this time on a local disk. */
const OTHERS_MILLIS = 4;
/** Folders in which a run may appear. */
const FOLDERS = 1000;
const FOLDERS_MILLIS = 5;
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
  #newest = new RoundRobin<Place>([]);
  #others = new RoundRobin<Place>([]);
  #knownFolders = new RoundRobin<{ readonly path: Uint8Array; millis: number }>([]);
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
    this.#choosePlaces();
    this.#watching?.follow(discovery.folders);
    timers.start('walk', reloadMillis, () => {
      this.want();
      onLooked();
    });
    this.#lookLater();
  }

  #lookLater(): void {
    const { timers, clock, disk, onLooked } = this.#deps;
    timers.start('look', LOOK_MILLIS, () => {
      for (const { run, file } of this.#newest.next(clock, NEWEST_MILLIS)) this.#look(run, file);
      for (const { run, file } of this.#others.next(clock, OTHERS_MILLIS)) this.#look(run, file);
      for (const folder of this.#knownFolders.next(clock, FOLDERS_MILLIS)) {
        const now = disk.folderMillis(folder.path);
        if (now !== folder.millis) this.early();
        folder.millis = now;
      }
      this.#lookLater();
      onLooked();
    });
  }

  #choosePlaces(): void {
    const places: Place[] = [];
    for (const run of this.#deps.files.runs.values()) for (const file of run.files) places.push({ run, file });
    places.sort((a, b) => (b.file.stat?.mtimeMillis ?? 0) - (a.file.stat?.mtimeMillis ?? 0));
    this.#newest = new RoundRobin(places.slice(0, NEWEST_FILES));
    this.#others = new RoundRobin(places.slice(NEWEST_FILES));
    // Folders that are no run come first: in them a run appears. In a run another file may.
    const folders = [...this.#folders].sort((a, b) => Number(a.run !== null) - Number(b.run !== null) || b.newestMillis - a.newestMillis);
    this.#knownFolders = new RoundRobin(folders.slice(0, FOLDERS).map(({ path }) => ({ path, millis: this.#deps.disk.folderMillis(path) })));
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

interface Place {
  readonly run: RunState;
  readonly file: FileState;
}

/** Things that take turns, however few can be seen to at a time. */
class RoundRobin<Item> {
  #at = 0;
  readonly #items: readonly Item[];

  constructor(items: readonly Item[]) {
    this.#items = items;
  }

  /** At most each once, until so many milliseconds have passed; goes on where it stopped last time. */
  *next(clock: Clock, millis: number): Generator<Item> {
    const until = clock.now() + millis;
    for (let left = this.#items.length; left > 0 && clock.now() <= until; left--) {
      const item = this.#items[this.#at++ % this.#items.length];
      if (item !== undefined) yield item;
    }
  }
}
