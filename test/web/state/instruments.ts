import { tick } from 'svelte';
import type { LoadStatus, RunInfo, RunsAnswer, SeriesAnswer, StatusAnswer } from '../../../server/contract.js';
import { type Api, ApiFailure } from '../../../web/api/http.js';
import type { Clock } from '../../../web/state/clock.js';
import { type Persistence, createPersistence } from '../../../web/state/persisted.js';
import type { AddressBar } from '../../../web/state/selection.svelte.js';

/** A clock that stands until it is moved. */
export class HandClock implements Clock {
  #now = 1_000_000;
  #due: { at: number; run: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  after(millis: number, run: () => void): () => void {
    const entry = { at: this.#now + millis, run };
    this.#due.push(entry);
    return () => (this.#due = this.#due.filter((one) => one !== entry));
  }

  /** How many timers are set. */
  get waiting(): number {
    return this.#due.length;
  }

  /** Moves on, running what falls due, in order. */
  async pass(millis: number): Promise<void> {
    const end = this.#now + millis;
    for (;;) {
      const next = this.#due.filter((one) => one.at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#due = this.#due.filter((one) => one !== next);
      this.#now = next.at;
      next.run();
      await settle();
    }
    this.#now = end;
    await settle();
  }
}

/** Lets promises that are ready run, and effects after them. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 10; i++) await Promise.resolve();
  await tick();
  for (let i = 0; i < 10; i++) await Promise.resolve();
}

/** Storage in memory, with another tab that can write to it. */
export function memoryStorage(start: Record<string, string> = {}): { persistence: Persistence; store: Map<string, string>; otherTab(key: string, value: string | null): void } {
  const store = new Map(Object.entries(start));
  const listeners = new Set<(event: StorageEvent) => void>();
  return {
    store,
    persistence: createPersistence({
      shelf: () => ({
        getItem: (key) => store.get(key) ?? null,
        setItem: (key, value) => void store.set(key, value),
        removeItem: (key) => void store.delete(key),
      }),
      events: { addEventListener: (_, listener) => void listeners.add(listener), removeEventListener: (_, listener) => void listeners.delete(listener) },
    }),
    otherTab(key, newValue) {
      for (const listener of listeners) listener({ key, newValue } as StorageEvent);
    },
  };
}

/** An address bar with a history. */
export class PaperBar implements AddressBar {
  readonly steps: string[];
  at = 0;
  #moved = (): void => {};

  constructor(start = '') {
    this.steps = [start];
  }

  read(): { search: string; hash: string } {
    const url = new URL(this.steps[this.at] ?? '', 'http://localhost/');
    return { search: url.search, hash: url.hash };
  }

  write(address: string, how: 'push' | 'replace'): void {
    if (how === 'push') this.steps.splice(++this.at, Infinity, address);
    else this.steps[this.at] = address;
  }

  onMove(moved: () => void): void {
    this.#moved = moved;
  }

  back(): void {
    this.at--;
    this.#moved();
  }
}

export const loadStatus = (change: Partial<LoadStatus> = {}): LoadStatus => ({
  state: 'live', runs: 0, files: 0, bytesRead: 0, bytesTotal: 0, records: 0, elapsedMillis: 0, detail: '', ...change,
});

/** A server that lists what it was told; every request is noted in `asked`. */
export class PaperServer {
  generation = 'g1';
  commit = 1;
  logdir = '/logs';
  runs: RunInfo[] = [];
  /** Rows of (run id, tag, plugin). */
  series: [number, string, string][] = [];
  failing = false;
  readonly asked: string[] = [];

  readonly api: Api = {
    url: (path) => `http://localhost/${path}`,
    get: async <T>(path: string) => {
      this.asked.push(path);
      if (this.failing) throw new ApiFailure('offline', 'The server does not answer.');
      return this.#answer(path) as T;
    },
    post: async <T>() => undefined as T,
    bytes: async () => new ArrayBuffer(0),
    blob: async () => new Blob(),
    start: async () => ({ blob: new Blob(), total: 0 }),
  };

  /** Adds runs of these names, a minute apart. */
  addRuns(...names: string[]): void {
    for (const name of names) {
      const id = this.runs.length + 1;
      this.runs.push({ id, name, startTime: 1_000 + 60 * id, lastTime: null, problems: 0 });
    }
  }

  #answer(path: string): StatusAnswer | RunsAnswer | SeriesAnswer {
    const { generation, commit } = this;
    if (path === 'api/status') {
      return { version: '0', generation, commit, logdir: this.logdir, index: '', windowTitle: '', load: loadStatus(), problems: 0, plugins: {} };
    }
    if (path === 'api/runs') return { generation, commit, runs: [...this.runs] };
    const tags = [...new Set(this.series.map(([, tag]) => tag))];
    const plugins = [...new Set(this.series.map(([, , plugin]) => plugin))];
    const zeros = this.series.map(() => 0);
    return {
      generation, commit, tags, plugins,
      id: this.series.map((_, i) => 100 + i),
      run: this.series.map(([run]) => run),
      tag: this.series.map(([, tag]) => tags.indexOf(tag)),
      plugin: this.series.map(([, , plugin]) => plugins.indexOf(plugin)),
      count: zeros, lastStep: zeros, lastTime: zeros, lastValue: this.series.map(() => 'NaN'), notes: {},
    };
  }
}
