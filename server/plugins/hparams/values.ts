/** Which value of a metric counts. */
import type { SeriesId } from '../../model/names.js';
import type { SeriesRow, StoreReader } from '../../store/reader.js';
import type { ValueRule } from './contract.js';

export interface Rule {
  readonly value: ValueRule;
  /** For `mean`. */
  readonly lastK: number;
}

interface Known {
  readonly count: number;
  readonly lastTime: number;
  readonly value: number;
}

interface Cache {
  /** By series and rule; of series that did not grow since. */
  readonly values: Map<string, Known>;
  extremes: { readonly commit: number; readonly bySeries: ReturnType<StoreReader['plainExtremes']> } | null;
}

/** So many values are remembered a reader. */
const MOST_KNOWN = 400_000;
const caches = new WeakMap<StoreReader, Cache>();

/**
 * Gives the value of a series that has points, by the rule. Superseded points never count. `min` and `max` are over finite values,
 * `mean` over all of the last ones; NaN when there is none. Good for one snapshot.
 */
export function valueReader(reader: StoreReader, { value: rule, lastK }: Rule): (row: SeriesRow) => number {
  if (rule === 'last') return (row) => row.lastValue;
  const cache = cacheOf(reader);
  const extremes = rule === 'mean' ? null : extremesOf(reader, cache);
  return (row) => {
    const plain = rule === 'mean' ? undefined : extremes?.get(row.id)?.[rule];
    if (plain !== undefined) return plain;
    const key = `${row.id} ${rule} ${rule === 'mean' ? lastK : ''}`;
    const known = cache.values.get(key);
    if (known?.count === row.count && known.lastTime === row.lastTime) return known.value;
    const value = read(reader, row.id, { value: rule, lastK });
    if (cache.values.size >= MOST_KNOWN) cache.values.clear();
    cache.values.set(key, { count: row.count, lastTime: row.lastTime, value });
    return value;
  };
}

function cacheOf(reader: StoreReader): Cache {
  let cache = caches.get(reader);
  if (cache === undefined) caches.set(reader, (cache = { values: new Map(), extremes: null }));
  return cache;
}

function extremesOf(reader: StoreReader, cache: Cache): ReturnType<StoreReader['plainExtremes']> {
  const commit = reader.commit();
  if (cache.extremes?.commit !== commit) cache.extremes = { commit, bySeries: reader.plainExtremes() };
  return cache.extremes.bySeries;
}

function read(reader: StoreReader, id: SeriesId, { value: rule, lastK }: Rule): number {
  const { values } = reader.readScalars(id).columns;
  return rule === 'mean' ? meanOfLast(values, lastK) : extreme(values, rule === 'max');
}

function extreme(values: Float64Array, highest: boolean): number {
  let best = NaN;
  for (const value of values) if (Number.isFinite(value) && !(highest ? value <= best : value >= best)) best = value;
  return best;
}

function meanOfLast(values: Float64Array, count: number): number {
  const last = values.subarray(Math.max(0, values.length - count));
  let mean = 0;
  // A running mean: the sum of large values could overflow.
  for (let i = 0; i < last.length; i++) mean += ((last[i] as number) - mean) / (i + 1);
  return last.length === 0 ? NaN : mean;
}

/** By the name alone: what is called a loss or an error is to be small, everything else large. */
export function guessGoal(tag: string): 'maximize' | 'minimize' {
  return /(^|[^a-z])(loss|losses|err|error|errors|perplexity|ppl|mse|rmse|mae|nll|wer|cer|fid|regret|cost|time|latency|divergence|kl)($|[^a-z])|loss$|error$/i.test(tag) ? 'minimize' : 'maximize';
}
