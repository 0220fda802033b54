/** What the trials reached, without any model: the best so far, and what two metrics allow together. */
import type { Goal } from './suggest.js';

/** The best of each value and those before it. Values that are not finite change nothing; NaN before the first finite one. */
export function bestSoFar(values: readonly number[], goal: Goal): number[] {
  let best = NaN;
  return values.map((value) => {
    if (Number.isFinite(value) && !(goal === 'maximize' ? value <= best : value >= best)) best = value;
    return best;
  });
}

/**
 * Indexes of the points that no other is better than: none is at least as good in both and better in one. By the first
 * value, best first; of equal points all. Points that are not finite take no part.
 */
export function paretoFront(first: readonly number[], second: readonly number[], goals: readonly [Goal, Goal]): number[] {
  const [up, right] = goals.map((goal) => (goal === 'maximize' ? 1 : -1)) as [number, number];
  const points = first
    .map((value, index) => ({ index, a: up * value, b: right * (second[index] ?? NaN) }))
    .filter(({ a, b }) => Number.isFinite(a) && Number.isFinite(b))
    .sort((p, q) => q.a - p.a || q.b - p.b || p.index - q.index);
  const front: number[] = [];
  let best = { a: NaN, b: -Infinity };
  for (const { index, a, b } of points) {
    if (b > best.b || (b === best.b && a === best.a)) {
      front.push(index);
      best = { a, b };
    }
  }
  return front;
}
