/** Which points of a line are worth drawing at a width. */

export interface PickOptions {
  /** Range of indexes, `to` excluded. */
  readonly from: number;
  readonly to: number;
  /** About so many points at most; null for all. */
  readonly budget: number | null;
  /** Columns even on a logarithmic axis. */
  readonly log: boolean;
}

/**
 * Indexes in ascending order. x is cut into budget / 2 even columns; each keeps its lowest and highest value, and of each kind of
 * non-finite value its first and last, so that at the width asked for no spike, gap or mark goes missing. Both ends stay.
 */
export function pickPoints(x: Float64Array, values: Float64Array, options: PickOptions): Uint32Array {
  const { from, to, budget, log } = options;
  const count = to - from;
  if (budget === null || count <= budget) return Uint32Array.from({ length: count }, (_, i) => from + i);
  const columns = Math.max(1, Math.floor((budget - 2) / 2));
  const edge = columnEdges(x, { from, to, columns, log });
  const picked = new Picked(budget * 2);
  picked.add(from);
  let i = from + 1;
  for (let column = 0; column < columns && i < to - 1; column++) {
    const end = column === columns - 1 ? to - 1 : Math.min(to - 1, upTo(x, i, { to: to - 1, limit: edge(column) }));
    if (end > i) pickColumn(values, picked, { from: i, to: end });
    i = end;
  }
  picked.add(to - 1);
  return picked.done();
}

/** Upper edge of each column. A logarithmic axis begins at the first x above zero; what lies left of it is the first column's. */
function columnEdges(x: Float64Array, { from, to, columns, log }: { readonly from: number; readonly to: number; readonly columns: number; readonly log: boolean }): (column: number) => number {
  const last = x[to - 1] as number;
  let first = x[from] as number;
  if (log && last > 0) {
    for (let i = from; first <= 0 && i < to; i++) first = x[i] as number;
    const [low, high] = [Math.log(first), Math.log(last)];
    return (column) => Math.exp(low + ((high - low) * (column + 1)) / columns);
  }
  return (column) => first + ((last - first) * (column + 1)) / columns;
}

/** First index at or after `i` whose x is beyond `limit`. Galloping: columns are short where points are many. */
function upTo(x: Float64Array, i: number, { to, limit }: { readonly to: number; readonly limit: number }): number {
  let stride = 1;
  let low = i;
  while (low + stride < to && (x[low + stride] as number) <= limit) {
    low += stride;
    stride *= 2;
  }
  let high = Math.min(to, low + stride);
  if (low < to && (x[low] as number) > limit) return low;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((x[middle] as number) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

function pickColumn(values: Float64Array, picked: Picked, { from, to }: { readonly from: number; readonly to: number }): void {
  let [lowest, highest] = [-1, -1];
  let odd: number[] | null = null;
  for (let i = from; i < to; i++) {
    const value = values[i] as number;
    if (value - value !== 0) (odd ??= []).push(i);
    else {
      if (lowest < 0 || value < (values[lowest] as number)) lowest = i;
      if (highest < 0 || value > (values[highest] as number)) highest = i;
    }
  }
  const chosen = lowest < 0 ? [] : [lowest, highest];
  if (odd !== null) chosen.push(...endsOfKinds(values, odd));
  chosen.sort((a, b) => a - b);
  for (const index of chosen) picked.add(index);
}

function endsOfKinds(values: Float64Array, odd: readonly number[]): number[] {
  const kinds = [(value: number) => Number.isNaN(value), (value: number) => value === Infinity, (value: number) => value === -Infinity];
  return kinds.flatMap((isKind) => {
    const first = odd.find((i) => isKind(values[i] as number));
    const last = odd.findLast((i) => isKind(values[i] as number));
    return first === undefined || last === undefined ? [] : [first, last];
  });
}

/** Growing list of ascending indexes without doubles. */
class Picked {
  #indexes: Uint32Array;
  #length = 0;

  constructor(capacity: number) {
    this.#indexes = new Uint32Array(capacity);
  }

  add(index: number): void {
    if (this.#length > 0 && this.#indexes[this.#length - 1] === index) return;
    if (this.#length === this.#indexes.length) {
      const larger = new Uint32Array(this.#length * 2);
      larger.set(this.#indexes);
      this.#indexes = larger;
    }
    this.#indexes[this.#length++] = index;
  }

  done(): Uint32Array {
    return this.#indexes.slice(0, this.#length);
  }
}
