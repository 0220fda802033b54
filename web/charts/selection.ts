/** A chosen step, or a range of them, on the x axis. */
export interface StepChoice {
  readonly from: number;
  /** Null: one step only. */
  readonly to: number | null;
}

/** The choice after one of its handles moved: handles that cross change places. */
export function moveHandle(choice: StepChoice, handle: 'from' | 'to', x: number): StepChoice {
  if (choice.to === null) return { from: x, to: null };
  const other = handle === 'from' ? choice.to : choice.from;
  return x <= other ? { from: x, to: other } : { from: other, to: x };
}

/** The choice without one of its handles; null when it was the last. */
export function dropHandle(choice: StepChoice, handle: 'from' | 'to'): StepChoice | null {
  if (choice.to === null) return null;
  return { from: handle === 'from' ? choice.to : choice.from, to: null };
}

/** The choice after a click on the axis: a new step; in range mode the second click makes the range. */
export function placeHandle(choice: StepChoice | null, x: number, range: boolean): StepChoice {
  if (!range || choice === null) return { from: x, to: null };
  if (choice.to === null) return choice.from <= x ? { from: choice.from, to: x } : { from: x, to: choice.from };
  return Math.abs(x - choice.from) <= Math.abs(x - choice.to) ? moveHandle(choice, 'from', x) : moveHandle(choice, 'to', x);
}
