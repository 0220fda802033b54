import type { PointsRow } from '../api/points.js';
import type { Domain } from '../charts/projection.js';

/** Points of a part of the x axis. */
export interface Detail {
  /** What was in view when it was asked for. */
  readonly view: Domain;
  /** What it covers. */
  readonly range: Domain;
  readonly rows: PointsRow[];
}

/** How much closer than the detail's view one may look before finer points are asked for. */
const COARSEST = 0.7;

/** The view and half of it on both sides, so that panning finds points there. */
export function withMargin({ min, max }: Domain): Domain {
  const margin = (max - min) / 2;
  return { min: min - margin, max: max + margin };
}

/** Whether every point of the range is there: then no zoom needs to ask for more. */
export const isComplete = (rows: readonly PointsRow[]): boolean => rows.every(({ total, step }) => step.length >= total);

/** Whether a view needs points that neither the present detail nor the whole has. */
export function needsDetail(view: Domain, detail: Detail | undefined, whole: readonly PointsRow[] | undefined): boolean {
  if (whole !== undefined && isComplete(whole)) return false;
  if (detail === undefined || view.min < detail.range.min || view.max > detail.range.max) return true;
  return !isComplete(detail.rows) && view.max - view.min < (detail.view.max - detail.view.min) * COARSEST;
}
