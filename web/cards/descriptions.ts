import type { SeriesRef } from '../state/series-index.js';

/** What the writers said about a tag: each text once, with the runs that say it, in run order, and the first series that has it. */
export function descriptionsOf(series: readonly SeriesRef[]): { readonly text: string; readonly runs: readonly string[]; readonly series: number }[] {
  const found = new Map<string, { runs: string[]; series: number }>();
  for (const { description, run, id } of series) {
    if (description === '') continue;
    const known = found.get(description);
    if (known) known.runs.push(run.name);
    else found.set(description, { runs: [run.name], series: id });
  }
  return [...found].map(([text, { runs, series: first }]) => ({ text, runs, series: first }));
}
