import type { LiveMessage, RunInfo, RunsAnswer, SeriesAnswer, StatusAnswer } from '../../server/contract.js';
import { type Api, ApiFailure } from '../api/http.js';
import type { Clock } from './clock.js';
import { NO_SERIES, type PluginSeries, indexSeries } from './series-index.js';

/** Least milliseconds between two listings while the log grows new runs or tags. */
const LEAST_LIST_GAP_MILLIS = 1_000;
/** The same after a listing that failed. */
const RETRY_MILLIS = 5_000;

/** Reasons to wait with listing again. */
export interface Following {
  /** False: changes are left until `list` is called (the reload button). */
  readonly follow: boolean;
}

/**
 * What exists: runs, and series by plugin and tag. Lists again when the live stream says runs or series came or went,
 * or greets with another generation or a commit this listing has not seen. Old answers stay until new ones are there.
 */
export class Catalogue {
  readonly #api: Api;
  readonly #clock: Clock;
  readonly #following: () => Following;
  #state: 'loading' | 'ready' | 'failed' = $state('loading');
  #failure: ApiFailure | null = $state.raw(null);
  #status: StatusAnswer | null = $state.raw(null);
  #runs: readonly RunInfo[] = $state.raw([]);
  #plugins: ReadonlyMap<string, PluginSeries> = $state.raw(new Map());
  #generation = $state('');
  #behind = $state(false);
  readonly #byId = $derived(new Map(this.#runs.map((run) => [run.id, run])));
  readonly #byName = $derived(new Map(this.#runs.map((run) => [run.name, run])));
  readonly #order = $derived(new Map(this.#runs.map((run, order) => [run.id, order])));
  #commit = -1;
  readonly #listedListeners = new Set<() => void>();
  #listing: Promise<void> | null = null;
  #again = false;
  #cancelPlan: (() => void) | null = null;
  /** A change was announced while a listing was under way, which may or may not have seen it. */
  #planAgain = false;
  /** The last greeting of the live stream. */
  #greeting: { readonly generation: string; readonly commit: number } | null = null;
  #lastListed = -Infinity;
  #tookMillis = 0;

  constructor({ api, clock, following }: { api: Api; clock: Clock; following: () => Following }) {
    this.#api = api;
    this.#clock = clock;
    this.#following = following;
  }

  /** `failed` only when nothing could ever be listed. */
  get state(): 'loading' | 'ready' | 'failed' {
    return this.#state;
  }

  /** Why the last listing failed; null when it did not. */
  get failure(): ApiFailure | null {
    return this.#failure;
  }

  /** The answer of `api/status` that came with the last listing; null before the first. */
  get status(): StatusAnswer | null {
    return this.#status;
  }

  /** All runs in order of (start time, name): a new run never changes the place of an old one. */
  get runs(): readonly RunInfo[] {
    return this.#runs;
  }

  /** Changes when the index was rebuilt: then every id is another. */
  get generation(): string {
    return this.#generation;
  }

  /** True while runs or series are known to have come or gone, but following is off. */
  get behind(): boolean {
    return this.#behind;
  }

  run(id: number): RunInfo | undefined {
    return this.#byId.get(id);
  }

  runNamed(name: string): RunInfo | undefined {
    return this.#byName.get(name);
  }

  /** Place of a run in `runs`, from 0; -1 for an unknown run. */
  orderOf(id: number): number {
    return this.#order.get(id) ?? -1;
  }

  /** The series of one plugin by tag and run; an empty index when it has none. */
  plugin(name: string): PluginSeries {
    return this.#plugins.get(name) ?? NO_SERIES;
  }

  /** Names of the plugins that have series. */
  get pluginNames(): readonly string[] {
    return [...this.#plugins.keys()];
  }

  /** Called after every successful listing. */
  onListed(listener: () => void): void {
    this.#listedListeners.add(listener);
  }

  /** Feeds a message of the live stream. */
  receive(message: LiveMessage): void {
    if (message.type === 'hello') {
      this.#greeting = message;
      // A listing under way may well answer the greeting; it looks when it is done.
      if (!this.#listing && this.#isBehindGreeting()) this.#plan();
    } else if (message.type === 'commit' && message.catalogueChanged) this.#plan();
  }

  /** Lists now. Called while a listing is under way, it answers when a later one is done. Never rejects: see `failure`. */
  list(): Promise<void> {
    this.#cancelPlan?.();
    this.#cancelPlan = null;
    if (this.#listing) {
      this.#again = true;
      return this.#listing;
    }
    this.#planAgain = false;
    this.#listing = this.#listUntilQuiet().finally(() => {
      this.#listing = null;
      if (this.#planAgain || this.#isBehindGreeting()) this.#plan();
    });
    return this.#listing;
  }

  /** Following was switched on again: catch up. */
  followingChanged(): void {
    if (this.#behind && this.#following().follow) this.#plan();
  }

  #isBehindGreeting(): boolean {
    const greeting = this.#greeting;
    return greeting !== null && (greeting.generation !== this.#generation || greeting.commit > this.#commit);
  }

  #plan(): void {
    this.#behind = !this.#following().follow && this.#state === 'ready';
    if (this.#behind || this.#cancelPlan) return;
    this.#planAgain = this.#listing !== null;
    if (this.#planAgain) return;
    // A listing of very many series costs the server something: leave it twice as long as the last one took.
    const gap = Math.max(this.#failure ? RETRY_MILLIS : LEAST_LIST_GAP_MILLIS, 2 * this.#tookMillis);
    const wait = this.#lastListed + gap - this.#clock.now();
    if (wait <= 0) void this.list();
    else this.#cancelPlan = this.#clock.after(wait, () => void this.list());
  }

  async #listUntilQuiet(): Promise<void> {
    do {
      this.#again = false;
      await this.#listOnce();
    } while (this.#again);
  }

  async #listOnce(): Promise<void> {
    const began = this.#clock.now();
    try {
      const [status, runs, series] = await Promise.all([
        this.#api.get<StatusAnswer>('api/status'),
        this.#api.get<RunsAnswer>('api/runs'),
        this.#api.get<SeriesAnswer>('api/series'),
      ]);
      // Answers of two generations do not fit together; the index was rebuilt in between.
      if (runs.generation !== series.generation) {
        this.#again = true;
        return;
      }
      this.#status = status;
      this.#runs = runs.runs;
      this.#plugins = indexSeries(series, runs.runs);
      this.#generation = runs.generation;
      this.#commit = Math.min(runs.commit, series.commit);
      this.#state = 'ready';
      this.#failure = null;
      this.#behind = false;
      for (const listener of this.#listedListeners) listener();
    } catch (error) {
      this.#failure = error instanceof ApiFailure ? error : new ApiFailure('unreadable', String(error));
      if (this.#state === 'loading') this.#state = 'failed';
    } finally {
      this.#lastListed = this.#clock.now();
      this.#tookMillis = this.#lastListed - began;
    }
  }
}
