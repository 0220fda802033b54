/**
 * Long series as they were last laid out, so that zooming and panning do not decode and smooth a million points anew at each turn of
 * the wheel. It belongs to one reader and holds for one commit.
 */
import type { SeriesLines } from './lines.js';

/** Shorter series are read as fast as they are looked up. */
const LEAST_POINTS = 50_000;
/** 32 bytes a point: 32 MiB a query thread. */
const MOST_POINTS = 1_000_000;

const caches = new WeakMap<object, LineCache>();

/** The cache that belongs to a reader. */
export function cacheOf(reader: object): LineCache {
  let cache = caches.get(reader);
  if (cache === undefined) caches.set(reader, (cache = new LineCache()));
  return cache;
}

export class LineCache {
  #commit = -1;
  #points = 0;
  readonly #entries = new Map<string, { readonly lines: SeriesLines; readonly points: number }>();

  /** What `make` makes, or made before within the same commit. */
  get(key: string, commit: number, { make }: { readonly make: () => SeriesLines }): SeriesLines {
    if (commit !== this.#commit) {
      this.#entries.clear();
      this.#points = 0;
      this.#commit = commit;
    }
    const known = this.#entries.get(key);
    if (known !== undefined) {
      // Taken out and put in again, it is the youngest: a Map keeps the order of insertion.
      this.#entries.delete(key);
      this.#entries.set(key, known);
      return known.lines;
    }
    const lines = make();
    this.#keep(key, lines);
    return lines;
  }

  #keep(key: string, lines: SeriesLines): void {
    const points = lines.lines.reduce((sum, { steps }) => sum + steps.length, 0);
    if (points < LEAST_POINTS || points > MOST_POINTS) return;
    for (const [oldest, entry] of this.#entries) {
      if (this.#points + points <= MOST_POINTS) break;
      this.#entries.delete(oldest);
      this.#points -= entry.points;
    }
    this.#entries.set(key, { lines, points });
    this.#points += points;
  }
}
