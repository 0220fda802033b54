/** What a shelf needs to know of a picture: its cost, and how to let it go. */
export interface Shelved {
  readonly pixels: number;
  close(): void;
}

/** Told what became of what one wanted, in the order of wanting: never of something older than what was told last. */
export type Told<P> = (path: string, outcome: P | Error) => void;

interface Load {
  readonly controller: AbortController;
  /** Fetched ahead: may be given up when its slot is needed. */
  readonly ahead: boolean;
}

/**
 * Fetched pictures, the newest used ones kept, bounded by their pixels; and the queue of those to fetch.
 *
 * Each viewer says in order of urgency what it wants: the picture to show now, then those likely next, which wait until all viewers
 * have what they show. A few are fetched at a time, those who waited longest first. A new wish replaces the old ones:
 * while a slider is scrubbed, what was not begun is dropped, and what is finished late but still newer than what is shown is shown.
 * What a viewer shows or wants now is never let go.
 */
export class PictureShelf<P extends Shelved> {
  readonly #load: (path: string, signal: AbortSignal) => Promise<P>;
  readonly #mostPixels: number;
  readonly #mostLoads: number;
  /** In order of use, the oldest first. */
  readonly #kept = new Map<string, P>();
  readonly #loads = new Map<string, Load>();
  readonly #viewers = new Set<Viewer<P>>();
  #pixels = 0;
  #turn = 0;

  constructor(load: (path: string, signal: AbortSignal) => Promise<P>, { mostPixels, mostLoads }: { mostPixels: number; mostLoads: number }) {
    this.#load = load;
    this.#mostPixels = mostPixels;
    this.#mostLoads = mostLoads;
  }

  /** Pixels of all kept pictures. */
  get pixels(): number {
    return this.#pixels;
  }

  join(told: Told<P>): Viewer<P> {
    const viewer = new Viewer(told, {
      find: (path) => this.#find(path),
      changed: () => this.#fetch(),
      left: (one) => {
        this.#viewers.delete(one);
        this.#fetch();
      },
    });
    this.#viewers.add(viewer);
    return viewer;
  }

  #find(path: string): P | undefined {
    const picture = this.#kept.get(path);
    if (picture === undefined) return undefined;
    this.#kept.delete(path);
    this.#kept.set(path, picture);
    return picture;
  }

  #fetch(): void {
    this.#giveUpUnwanted();
    for (;;) {
      const next = this.#mostUrgent();
      if (!next) return;
      // Everything is for what is to be shown, until it is there.
      if (next.rank > 0 && [...this.#loads.values()].some(({ ahead }) => !ahead)) return;
      if (this.#loads.size >= this.#mostLoads && !(next.rank === 0 && this.#freeSlot())) return;
      next.viewer.turn = ++this.#turn;
      void this.#start(next.path, next.rank > 0);
    }
  }

  #mostUrgent(): { path: string; rank: number; viewer: Viewer<P> } | null {
    let best: { path: string; rank: number; viewer: Viewer<P> } | null = null;
    for (const viewer of this.#viewers) {
      const wish = viewer.wishes.find(({ path }) => !this.#kept.has(path) && !this.#loads.has(path));
      if (!wish) continue;
      if (best === null || wish.rank < best.rank || (wish.rank === best.rank && viewer.turn < best.viewer.turn)) best = { ...wish, viewer };
    }
    return best;
  }

  /** Ends a load that was begun ahead; false when there is none. */
  #freeSlot(): boolean {
    for (const [path, load] of this.#loads) {
      if (!load.ahead || this.#isWanted((viewer) => viewer.current === path)) continue;
      load.controller.abort();
      this.#loads.delete(path);
      return true;
    }
    return false;
  }

  /** Loads of viewers that are gone. One that was overtaken goes on: in a fast scrub every picture is, and yet some must be seen. */
  #giveUpUnwanted(): void {
    for (const [path, load] of this.#loads) {
      if (this.#isWanted((viewer) => viewer.awaits(path))) continue;
      load.controller.abort();
      this.#loads.delete(path);
    }
  }

  #isWanted(wants: (viewer: Viewer<P>) => boolean): boolean {
    for (const viewer of this.#viewers) if (wants(viewer)) return true;
    return false;
  }

  async #start(path: string, ahead: boolean): Promise<void> {
    const load: Load = { controller: new AbortController(), ahead };
    this.#loads.set(path, load);
    let outcome: P | Error;
    try {
      outcome = await this.#load(path, load.controller.signal);
    } catch (error) {
      outcome = error instanceof Error ? error : new Error(String(error));
    }
    if (this.#loads.get(path) !== load) {
      if (!(outcome instanceof Error)) outcome.close();
      return;
    }
    this.#loads.delete(path);
    if (!(outcome instanceof Error)) {
      this.#kept.set(path, outcome);
      this.#pixels += outcome.pixels;
    }
    for (const viewer of [...this.#viewers]) viewer.finished(path, outcome);
    this.#letGo();
    this.#fetch();
  }

  #letGo(): void {
    for (const [path, picture] of this.#kept) {
      if (this.#pixels <= this.#mostPixels) return;
      if (this.#isWanted((viewer) => viewer.shown === path || viewer.current === path)) continue;
      this.#kept.delete(path);
      this.#pixels -= picture.pixels;
      picture.close();
    }
  }
}

/** One place that shows a picture of the shelf. */
export class Viewer<P> {
  readonly #told: Told<P>;
  readonly #shelf: { find(path: string): P | undefined; changed(): void; left(viewer: Viewer<P>): void };
  /** When each picture that was to be shown was asked for, as far as it is newer than the one shown. */
  readonly #asked = new Map<string, number>();
  #wishes: { readonly path: string; readonly rank: number }[] = [];
  #now = 0;
  #current = '';
  #shown = '';
  #shownAt = 0;
  /** The shelf's: when it was served last. */
  turn = 0;

  constructor(told: Told<P>, shelf: { find(path: string): P | undefined; changed(): void; left(viewer: Viewer<P>): void }) {
    this.#told = told;
    this.#shelf = shelf;
  }

  /** What is wanted and neither there nor failed, the most urgent first. */
  get wishes(): readonly { readonly path: string; readonly rank: number }[] {
    return this.#wishes;
  }

  /** What is to be shown now, '' for nothing. */
  get current(): string {
    return this.#current;
  }

  /** What was told last. */
  get shown(): string {
    return this.#shown;
  }

  /** Whether a load of it would be of use. */
  awaits(path: string): boolean {
    return this.#asked.has(path) || this.#wishes.some((wish) => wish.path === path);
  }

  /** The picture to show, then those likely to be shown next. Told at once when it is there. */
  want(paths: readonly string[]): void {
    const [current = ''] = paths;
    this.#current = current;
    this.#wishes = [];
    if (current === '') {
      this.#asked.clear();
      this.#shown = '';
    } else {
      this.#asked.set(current, ++this.#now);
      const there = this.#shelf.find(current);
      if (there !== undefined) this.#show(current, there);
      this.#wishes = paths.map((path, rank) => ({ path, rank })).filter(({ path }) => this.#shelf.find(path) === undefined);
    }
    this.#shelf.changed();
  }

  /** The shelf's: a load ended. */
  finished(path: string, outcome: P | Error): void {
    // Not fetched again before it is wanted anew: a failure would repeat itself, and what did not stay would not stay then either.
    this.#wishes = this.#wishes.filter((wish) => wish.path !== path);
    if (outcome instanceof Error) {
      this.#asked.delete(path);
      if (path === this.#current) this.#told(path, outcome);
    } else if (this.#asked.has(path)) this.#show(path, outcome);
  }

  leave(): void {
    this.#wishes = [];
    this.#asked.clear();
    this.#current = '';
    this.#shown = '';
    this.#shelf.left(this);
  }

  #show(path: string, picture: P): void {
    const at = this.#asked.get(path) ?? 0;
    if (at < this.#shownAt) return;
    this.#shownAt = at;
    this.#shown = path;
    for (const [other, asked] of this.#asked) if (asked <= at) this.#asked.delete(other);
    this.#told(path, picture);
  }
}
