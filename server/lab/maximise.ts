/**
 * Finds a local maximum of a smooth function of a few variables: L-BFGS (Nocedal and Wright, *Numerical Optimization*, 2006,
 * algorithm 7.4) with a backtracking line search. Deterministic.
 */

/** A function's value and gradient at a point. A value of -Infinity means "not here". */
export type Objective = (point: Float64Array) => { value: number; gradient: Float64Array };

export interface MaximiseOptions {
  /** Most evaluations of the objective. */
  readonly evaluations: number;
  /** Ends when no part of the gradient is larger than this. */
  readonly tolerance: number;
}

const MEMORY = 6;

export function maximise(objective: Objective, start: Float64Array, options: MaximiseOptions): { point: Float64Array; value: number } {
  let point = start;
  let { value, gradient } = objective(point);
  let evaluations = 1;
  const steps: Float64Array[] = [];
  const changes: Float64Array[] = [];

  while (evaluations < options.evaluations && gradient.some((g) => Math.abs(g) > options.tolerance)) {
    const direction = ascent(gradient, steps, changes);
    let slope = dot(direction, gradient);
    if (!(slope > 0)) {
      direction.set(gradient);
      slope = dot(gradient, gradient);
      steps.length = changes.length = 0;
    }
    // The first step has no curvature to go by: at most one unit of log scale.
    let size = steps.length === 0 ? Math.min(1, 1 / Math.sqrt(slope)) : 1;
    let next: Float64Array | null = null;
    let found = { value, gradient };
    while (evaluations < options.evaluations && size > 1e-6) {
      const trial = point.map((x, i) => x + size * (direction[i] ?? 0));
      found = objective(trial);
      evaluations++;
      if (found.value >= value + 1e-4 * size * slope) {
        next = trial;
        break;
      }
      size /= 2;
    }
    if (!next) break;
    const step = next.map((x, i) => x - (point[i] ?? 0));
    const change = gradient.map((g, i) => g - (found.gradient[i] ?? 0));
    if (dot(step, change) > 1e-12) {
      steps.push(step);
      changes.push(change);
      if (steps.length > MEMORY) {
        steps.shift();
        changes.shift();
      }
    }
    point = next;
    ({ value, gradient } = found);
  }
  return { point, value };
}

/** The two-loop recursion: gradient times the inverse Hessian as the last steps suggest it. */
function ascent(gradient: Float64Array, steps: readonly Float64Array[], changes: readonly Float64Array[]): Float64Array {
  const direction = gradient.slice();
  const alphas: number[] = [];
  for (let k = steps.length - 1; k >= 0; k--) {
    const step = steps[k] as Float64Array;
    const change = changes[k] as Float64Array;
    const alpha = dot(step, direction) / dot(step, change);
    alphas[k] = alpha;
    for (let i = 0; i < direction.length; i++) direction[i] = (direction[i] ?? 0) - alpha * (change[i] ?? 0);
  }
  const lastStep = steps.at(-1);
  const lastChange = changes.at(-1);
  const scale = lastStep && lastChange ? dot(lastStep, lastChange) / dot(lastChange, lastChange) : 1;
  for (let i = 0; i < direction.length; i++) direction[i] = (direction[i] ?? 0) * scale;
  for (let k = 0; k < steps.length; k++) {
    const step = steps[k] as Float64Array;
    const change = changes[k] as Float64Array;
    const beta = dot(change, direction) / dot(step, change);
    for (let i = 0; i < direction.length; i++) direction[i] = (direction[i] ?? 0) + ((alphas[k] ?? 0) - beta) * (step[i] ?? 0);
  }
  return direction;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}
