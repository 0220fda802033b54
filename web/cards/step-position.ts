/** Where a slider over the steps of one series stands. */

/** A step, and which of several points with that step: from 0, where too large a number means the last. */
export interface StepPosition {
  readonly step: number;
  readonly copy: number;
}

/**
 * Index to show at a position, in ascending steps: of the nearest step at or before it, else the first; -1 without steps. Null is
 * the end, and stays there while steps come.
 */
export function indexOfPosition(steps: readonly number[], position: StepPosition | null): number {
  const last = steps.length - 1;
  if (position === null || last < 0) return last;
  const at = steps.findLastIndex((step) => step <= position.step);
  if (at < 0) return 0;
  return steps[at] === position.step ? Math.min(at, steps.indexOf(position.step) + position.copy) : at;
}

/** The position of an index; null for the last, so that it follows. */
export function positionOfIndex(steps: readonly number[], index: number): StepPosition | null {
  if (index >= steps.length - 1) return null;
  const step = steps[Math.max(0, index)] ?? 0;
  return { step, copy: Math.max(0, index) - steps.indexOf(step) };
}
