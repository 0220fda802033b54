/**
 * Which run is read next. Every run that waits has had the fewest turns since it was last exhausted, so none starves
 * and one that only grew a little (live) comes before the next slice of a large one; among equals the newest goes first.
 */
import type { RunState } from './run-state.js';
import { newestMillis, nextFile } from './run-state.js';

interface Waiting {
  readonly run: RunState;
  readonly served: number;
  readonly newest: number;
}

export class Schedule {
  /** A binary heap, the next one first. */
  readonly #heap: Waiting[] = [];
  readonly #waiting = new Set<RunState>();

  /** The run has something to read. Offering one that waits already, or that has nothing, is harmless. */
  offer(run: RunState): void {
    if (this.#waiting.has(run) || nextFile(run) === null) return;
    this.#waiting.add(run);
    this.#push({ run, served: run.served, newest: newestMillis(run) });
  }

  /** Takes the next run out, or null when none waits. */
  next(): RunState | null {
    for (let first = this.#pop(); first !== undefined; first = this.#pop()) {
      // Removed since, or exhausted in another way.
      if (this.#waiting.delete(first.run) && nextFile(first.run) !== null) return first.run;
    }
    return null;
  }

  /** The run is gone. */
  remove(run: RunState): void {
    this.#waiting.delete(run);
  }

  get empty(): boolean {
    return this.#waiting.size === 0;
  }

  #push(waiting: Waiting): void {
    const heap = this.#heap;
    let at = heap.push(waiting) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!before(waiting, heap[above])) break;
      heap[at] = heap[above] as Waiting;
      at = above;
    }
    heap[at] = waiting;
  }

  #pop(): Waiting | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return first;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (before(heap[below + 1], heap[below])) below++;
      if (!before(heap[below], last)) break;
      heap[at] = heap[below] as Waiting;
      at = below;
    }
    heap[at] = last;
    return first;
  }
}

function before(a: Waiting | undefined, b: Waiting | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  if (a.served !== b.served) return a.served < b.served;
  if (a.newest !== b.newest) return a.newest > b.newest;
  return a.run.run < b.run.run;
}
