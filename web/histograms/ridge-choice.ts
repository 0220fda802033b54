/** Which slices belong to a chosen step or range, and which range a drag chooses. */
import type { StepChoice } from '../charts/selection.js';
import type { StepRange } from './columns.js';
import type { RidgeLayout } from './ridge-layout.js';
import { sliceOf, type Ridges } from './ridges.js';

/** 1 for each chosen slice: those within a range, or of each source the one nearest to a single step. Null without a choice. */
export function chosenSlices(ridges: Ridges, choice: StepChoice | null): Uint8Array | null {
  if (choice === null) return null;
  const chosen = new Uint8Array(ridges.count);
  const nearest = new Int32Array(ridges.sources.length).fill(-1);
  const distances = new Float64Array(ridges.sources.length).fill(Number.POSITIVE_INFINITY);
  for (let i = 0; i < ridges.count; i++) {
    const { step } = sliceOf(ridges, i);
    if (choice.to !== null) {
      if (step >= choice.from && step <= choice.to) chosen[i] = 1;
      continue;
    }
    const source = ridges.source[i] as number;
    const distance = Math.abs(step - choice.from);
    if (distance > (distances[source] as number)) continue;
    distances[source] = distance;
    nearest[source] = i;
  }
  for (const slice of nearest) if (slice >= 0) chosen[slice] = 1;
  return chosen;
}

/** Steps of the slices whose base lines lie between two pixels; null when there are fewer than two. */
export function stepsBetween(layout: RidgeLayout, one: number, other: number): StepRange | null {
  const [top, bottom] = one < other ? [one, other] : [other, one];
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < layout.ridges.count; i++) {
    const base = layout.bases[i] as number;
    if (base < top || base > bottom) continue;
    const { step } = sliceOf(layout.ridges, i);
    from = Math.min(from, step);
    to = Math.max(to, step);
  }
  return from < to ? { from, to } : null;
}

/** The slice of a source whose step is nearest; −1 without one. */
export function sliceAtStep(ridges: Ridges, source: number, step: number): number {
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < ridges.count; i++) {
    if (ridges.source[i] !== source) continue;
    const distance = Math.abs(sliceOf(ridges, i).step - step);
    if (distance < least) [least, best] = [distance, i];
  }
  return best;
}
