import type { PointsRow } from '../api/points.js';
import type { Line } from '../charts/line.js';
import type { RunColour } from '../state/run-colours.svelte.js';
import type { SeriesRef } from '../state/series-index.js';

/**
 * Answered rows → lines of a chart. Columns are shared. Rows of series that are no longer shown are left out. Pieces of a
 * partitioned series are numbered from 1, as in TensorBoard.
 */
export function toLines(rows: readonly PointsRow[], options: { readonly series: ReadonlyMap<number, SeriesRef>; readonly colourOf: (series: SeriesRef) => RunColour }): Line[] {
  const parted = new Set(rows.filter(({ part }) => part > 0).map(({ series }) => series));
  return rows.flatMap((row): Line[] => {
    const series = options.series.get(row.series);
    if (series === undefined) return [];
    const { css, dash } = options.colourOf(series);
    return [{
      key: `${row.series}/${row.part}${row.superseded ? '/superseded' : ''}`,
      name: parted.has(row.series) ? `${row.run}: ${row.part + 1}` : row.run,
      color: css,
      dash,
      columns: { steps: row.step, elapsed: row.elapsed, start: row.start, values: row.value, smoothed: row.smoothed },
      total: row.total,
      restarts: row.restarts,
      superseded: row.superseded,
    }];
  });
}
