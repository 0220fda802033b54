import type { HistogramsRow } from '../api/histograms.js';
import { formatInteger } from '../charts/format.js';
import type { StepRange } from '../histograms/columns.js';

/** "51 of 500 steps": how many are drawn of those there are (in the range that is looked at); several runs add up. */
export function stepsBadge(rows: readonly HistogramsRow[], range: StepRange | null): string {
  let shown = 0;
  let unreadable = 0;
  let total = 0;
  for (const row of rows) {
    for (const step of row.steps) if (range === null || (step >= range.from && step <= range.to)) shown++;
    unreadable += row.unreadable;
    total += row.total;
  }
  const plain = range === null && shown + unreadable < total ? `${formatInteger(shown)} of ${formatInteger(total)} steps` : shown === 1 ? '1 step' : `${formatInteger(shown)} steps`;
  const between = range === null ? '' : `, ${formatInteger(range.from)} to ${formatInteger(range.to)}`;
  return `${plain}${between}${unreadable > 0 ? `, ${formatInteger(unreadable)} can no longer be read` : ''}`;
}

/** Steps of each run asked for, so that a card of many runs asks for about as many as two cards do. */
export const stepsEach = (runs: number, steps: number): number => Math.max(8, Math.min(steps, Math.round((steps * 2) / Math.max(1, runs))));
