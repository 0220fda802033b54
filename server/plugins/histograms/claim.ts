import { elementCount, shapeOf } from '../../tfevents/tensor.js';
import type { Claim } from '../claim.js';

/** Histograms: a tensor k × 3 (left edge, right edge, count), or a legacy histogram. Measured in numbers, 3 a bucket. */
export const histogramsClaim: Claim = {
  names: ['histograms'],
  dataClass: 'tensor',
  legacy: 'histogram',
  measure(body) {
    if (body.kind === 'histogram') return 3 * (body.histogram.bucket?.length ?? 0);
    if (body.kind !== 'tensor') return null;
    const shape = shapeOf(body.tensor);
    return shape?.length === 2 && shape[1] === 3 ? elementCount(body.tensor) : null;
  },
};
