import { elementCount, shapeOf } from '../../tfevents/tensor.js';
import type { Claim } from '../claim.js';

/** Precision-recall curves: a tensor 6 × thresholds. */
export const prCurvesClaim: Claim = {
  names: ['pr_curves'],
  dataClass: 'tensor',
  measure(body) {
    if (body.kind !== 'tensor') return null;
    const shape = shapeOf(body.tensor);
    return shape?.length === 2 && shape[0] === 6 ? elementCount(body.tensor) : null;
  },
};
