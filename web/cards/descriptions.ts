import type { SeriesRef } from '../state/series-index.js';

/** What the writers said about a tag: each text once, with the runs that say it, in run order. */
export function descriptionsOf(series: readonly SeriesRef[]): { readonly text: string; readonly runs: readonly string[] }[] {
  const found = new Map<string, string[]>();
  for (const { description, run } of series) {
    if (description === '') continue;
    const names = found.get(description);
    if (names) names.push(run.name);
    else found.set(description, [run.name]);
  }
  return [...found].map(([text, runs]) => ({ text, runs }));
}
