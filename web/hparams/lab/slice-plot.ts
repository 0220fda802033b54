/** What is drawn of a slice, as numbers. */
import type { SliceAnswer } from '../../../server/plugins/hparams/contract.js';
import { yDomain } from '../../charts/domain.js';
import type { Domain } from '../../charts/projection.js';

/** Bands on each side of the mean, each half a standard deviation wide: out to two of them. */
export const BANDS = 4;
export const BAND_WIDTH = 0.5;

/** How far beyond the bands trials still widen the axis, as a part of the bands' own span: one that diverged must not flatten the rest. */
const REACH = 4;

/** Domain of the metric: all bands, and the trials near them. */
export function metricDomain({ mean, deviation, points }: Pick<SliceAnswer, 'mean' | 'deviation' | 'points'>): Domain {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  mean.forEach((value, i) => {
    const room = BANDS * BAND_WIDTH * (deviation[i] ?? 0);
    if (!Number.isFinite(value) || !Number.isFinite(room)) return;
    min = Math.min(min, value - room);
    max = Math.max(max, value + room);
  });
  if (min > max) return yDomain(null, 'linear');
  const reach = REACH * (max - min);
  const [low, high] = [min - reach, max + reach];
  for (const value of points.value) {
    if (!(value >= low && value <= high)) continue;
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  return yDomain({ min, max }, 'linear');
}

/** Domain of the acquisition function: from 0 where it cannot be less. */
export function acquisitionDomain(values: readonly number[]): Domain {
  const finite = values.filter(Number.isFinite);
  const min = finite.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const max = finite.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  if (!(min <= max)) return { min: 0, max: 1 };
  if (min >= 0) return { min: 0, max: max === 0 ? 1 : max * 1.08 };
  return yDomain({ min, max }, 'linear');
}

/** How strongly a trial is drawn: 1 in the slice, fainter the further from it, never gone. */
export const pointOpacity = (distance: number): number => Math.max(0.22, 1 / (1 + 3 * Math.max(0, distance)));

/** Index of the trial nearest to a pixel, −1 when none is within `reach`. */
export function nearestPoint(places: readonly (readonly [number, number])[], px: number, py: number, reach = 12): number {
  let best = -1;
  let least = reach;
  places.forEach(([x, y], i) => {
    const distance = Math.hypot(x - px, y - py);
    if (distance <= least) [best, least] = [i, distance];
  });
  return best;
}
