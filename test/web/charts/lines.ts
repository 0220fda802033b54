import type { Line, LineColumns } from '../../../web/charts/line.js';

/** A line over steps 0, 1, 2 … (or the given ones), a second a step, starting at a round time. */
export function makeLine(values: readonly number[], change: Partial<Omit<Line, 'columns'>> & Partial<LineColumns> = {}): Line {
  const steps = change.steps ?? Int32Array.from(values, (_, i) => i);
  const { smoothed = null, start = 1_700_000_000, elapsed = Float32Array.from(steps), ...rest } = change;
  return {
    key: 'a', name: 'run', color: 'red', dash: [], total: values.length, restarts: new Float64Array(0), superseded: false,
    ...rest,
    columns: { steps, elapsed, start, values: Float64Array.from(values), smoothed },
  };
}
