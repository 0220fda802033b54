import type { SeriesRef } from '../state/series-index.js';

/** More ids than this would make an address some proxies refuse; then the whole tag is exported. */
const MOST_IDS = 800;

/** The server's export of every point of these series, which all have `tag`. */
export function exportPath(tag: string, series: readonly SeriesRef[], format: 'csv' | 'jsonl'): string {
  const query = new URLSearchParams({ format });
  if (series.length > MOST_IDS) query.set('tag', tag);
  else query.set('series', series.map(({ id }) => id).join());
  return `api/export?${query}`;
}
