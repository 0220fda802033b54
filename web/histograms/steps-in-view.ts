import type { Axis } from '../charts/line.js';
import type { Domain } from '../charts/projection.js';
import { positionOf, type HistogramSource, type StepRange } from './columns.js';

/** Steps that a zoomed axis shows, with the nearest known ones on both sides; null when there are none. */
export function stepsInView(sources: readonly HistogramSource[], axis: Axis, view: Domain): StepRange | null {
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (const source of sources) {
    const { steps } = source.columns;
    let before = -1;
    let after = -1;
    for (let i = 0; i < steps.length; i++) {
      const x = positionOf(source, i, axis);
      if (x < view.min) before = i;
      else if (x > view.max) {
        after = i;
        break;
      }
    }
    if (steps.length === 0) continue;
    from = Math.min(from, steps[Math.max(0, before)] as number);
    to = Math.max(to, steps[after < 0 ? steps.length - 1 : after] as number);
  }
  return from <= to ? { from, to } : null;
}
