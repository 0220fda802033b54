/** A clock that moves when told to. */
import type { Clock } from '../../server/ingest/timers.js';

interface Waiting {
  readonly at: number;
  readonly callback: () => void;
}

export class ManualClock implements Clock {
  #now = 0;
  readonly #waiting = new Set<Waiting>();

  readonly now = (): number => this.#now;

  readonly after = (millis: number, callback: () => void): (() => void) => {
    const one = { at: this.#now + millis, callback };
    this.#waiting.add(one);
    return () => this.#waiting.delete(one);
  };

  readonly soon = (callback: () => void): void => void setImmediate(callback);

  /** When the next timer is due, Infinity without one. */
  get next(): number {
    return [...this.#waiting].reduce((next, { at }) => Math.min(next, at), Infinity);
  }

  /** Moves to the moment when the next timer is due, at most to `until`, and calls what is due. */
  step(until: number): void {
    this.#now = Math.max(this.#now, Math.min(until, this.next));
    const due = [...this.#waiting].filter(({ at }) => at <= this.#now);
    for (const one of due) {
      if (!this.#waiting.delete(one)) continue;
      one.callback();
    }
  }
}
