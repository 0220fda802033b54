import type { Clock } from './clock.js';

/** Series that got points, or everything (a reload, another generation). */
export type Changes = ReadonlySet<number> | 'all';

/** Least milliseconds between two beats: at most two refetches a second, whatever the settings say. */
export const LEAST_GAP_MILLIS = 500;

/**
 * Decides when visible things ask again. Commits are noted as they arrive; a beat hands all that was noted to every
 * listener at the same moment, so that their requests travel together. The first after a quiet time beats at once.
 * While following is off or the page is hidden, changes are only gathered, and beat when that ends.
 */
export class Pulse {
  readonly #clock: Clock;
  readonly #pace: () => { follow: boolean; gapMillis: number };
  readonly #listeners = new Set<(changes: Changes) => void>();
  #noted: Set<number> | 'all' = new Set();
  #last = -Infinity;
  #cancel: (() => void) | null = null;
  #hidden = false;
  #waiting = $state(false);

  constructor({ clock, pace }: { clock: Clock; pace: () => { follow: boolean; gapMillis: number } }) {
    this.#clock = clock;
    this.#pace = pace;
  }

  /** True while changes are known that nobody was told of yet, because following is off. */
  get waiting(): boolean {
    return this.#waiting;
  }

  /** Called at every beat until the answer is called. */
  onBeat(listener: (changes: Changes) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Series got points. */
  note(changed: Iterable<number>): void {
    const noted = this.#noted;
    if (noted !== 'all') for (const id of changed) noted.add(id);
    this.#plan();
  }

  /** Anything may have changed. */
  noteAll(): void {
    this.#noted = 'all';
    this.#plan();
  }

  /** The page went into the background, or came back. */
  setHidden(hidden: boolean): void {
    this.#hidden = hidden;
    this.#plan();
  }

  /** Following was switched, or the period changed. */
  paceChanged(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#plan();
  }

  /** The reload button: everything asks again now, whatever the settings say. */
  reload(): void {
    this.#noted = 'all';
    this.#beat();
  }

  #plan(): void {
    const anything = this.#noted === 'all' || this.#noted.size > 0;
    const { follow, gapMillis } = this.#pace();
    this.#waiting = anything && !follow;
    if (!anything || !follow || this.#hidden || this.#cancel) return;
    const wait = this.#last + Math.max(LEAST_GAP_MILLIS, gapMillis) - this.#clock.now();
    if (wait <= 0) this.#beat();
    else this.#cancel = this.#clock.after(wait, () => this.#beat());
  }

  #beat(): void {
    this.#cancel?.();
    this.#cancel = null;
    // Hidden since it was planned: keep what was noted for the return.
    if (this.#hidden && this.#noted !== 'all') return;
    const changes = this.#noted;
    this.#noted = new Set();
    this.#waiting = false;
    this.#last = this.#clock.now();
    for (const listener of [...this.#listeners]) listener(changes);
  }
}
