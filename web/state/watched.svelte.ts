import type { Changes } from './pulse.svelte.js';

/** `stale` keeps the last value while a newer one is on its way; `failed` keeps it, too. */
export type WatchedState = 'idle' | 'loading' | 'ready' | 'stale' | 'failed';

/**
 * One visible thing kept fresh. It asks when it becomes visible, when `ask` says its question changed, and when a
 * beat names one of its series; never while out of sight, and never twice at once for the same question.
 * An answer overtaken by a newer question is dropped. A failed one is asked again with the next beat.
 *
 * ```ts
 * const watched = new Watched({ pulse, load: (signal) => points.load(ids, parameters, { signal }) });
 * $effect(() => { void parameters; watched.watch(ids); watched.ask(); });   // the question changed
 * $effect(() => watched.show(visible));                                     // IntersectionObserver
 * $effect(() => () => watched.close());
 * ```
 */
export class Watched<T> {
  readonly #load: (signal: AbortSignal) => Promise<T>;
  readonly #stopListening: () => void;
  #value: T | undefined = $state.raw();
  #state: WatchedState = $state('idle');
  #error: Error | null = $state.raw(null);
  #series: ReadonlySet<number> = new Set();
  #visible = false;
  /** Something changed since the last question was put. */
  #dirty = true;
  #inFlight: AbortController | null = null;
  #closed = false;

  constructor({ pulse, load }: { pulse: { onBeat(listener: (changes: Changes) => void): () => void }; load: (signal: AbortSignal) => Promise<T> }) {
    this.#load = load;
    this.#stopListening = pulse.onBeat((changes) => {
      if (changes === 'all' || this.#state === 'failed' || intersects(this.#series, changes)) this.#changed();
    });
  }

  /** The newest answer; undefined before the first. Replaced whole, never mutated. */
  get value(): T | undefined {
    return this.#value;
  }

  get state(): WatchedState {
    return this.#state;
  }

  /** Why the last question failed; null otherwise. */
  get error(): Error | null {
    return this.#error;
  }

  /** Names the series whose commits matter. Does not ask. */
  watch(series: Iterable<number>): void {
    this.#series = new Set(series);
  }

  /** The question itself changed: what is in flight is dropped and it is put anew, at once when visible. */
  ask(): void {
    this.#inFlight?.abort();
    this.#inFlight = null;
    this.#changed();
  }

  /** Says whether it can be seen. Coming into sight, it asks if anything changed meanwhile. */
  show(visible: boolean): void {
    this.#visible = visible;
    if (visible && this.#dirty && !this.#inFlight) void this.#start();
  }

  /** Ends it: nothing is asked and nothing changes any more. */
  close(): void {
    this.#closed = true;
    this.#stopListening();
    this.#inFlight?.abort();
  }

  #changed(): void {
    this.#dirty = true;
    if (this.#visible && !this.#inFlight) void this.#start();
  }

  async #start(): Promise<void> {
    if (this.#closed) return;
    const controller = (this.#inFlight = new AbortController());
    this.#dirty = false;
    this.#state = this.#value === undefined ? 'loading' : 'stale';
    try {
      const value = await this.#load(controller.signal);
      if (this.#inFlight !== controller || this.#closed) return;
      this.#value = value;
      this.#state = 'ready';
      this.#error = null;
    } catch (error) {
      if (this.#inFlight !== controller || this.#closed) return;
      this.#state = 'failed';
      this.#error = error instanceof Error ? error : new Error(String(error));
    }
    this.#inFlight = null;
    if (this.#dirty && this.#visible) void this.#start();
  }
}

function intersects(series: ReadonlySet<number>, changes: ReadonlySet<number>): boolean {
  const [small, large] = series.size < changes.size ? [series, changes] : [changes, series];
  for (const id of small) if (large.has(id)) return true;
  return false;
}
