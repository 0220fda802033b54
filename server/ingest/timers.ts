/** Time as ingestion sees it, and timers by name. */

/** Milliseconds from any fixed moment. */
export interface Clock {
  now(): number;
  /** Calls back later; returns how to call it off. */
  after(millis: number, callback: () => void): () => void;
  /** Calls back as soon as what else is waiting has had its turn. */
  soon(callback: () => void): void;
}

export class Timers {
  readonly #running = new Map<string, () => void>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Calls back once after `millis`. While a timer of this name runs, asking again does nothing. */
  start(name: string, millis: number, callback: () => void): void {
    if (this.#running.has(name)) return;
    const callOff = this.#clock.after(millis, () => {
      this.#running.delete(name);
      callback();
    });
    this.#running.set(name, callOff);
  }

  stopAll(): void {
    for (const callOff of this.#running.values()) callOff();
    this.#running.clear();
  }
}
