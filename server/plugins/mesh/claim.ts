import { elementCount, shapeOf } from '../../tfevents/tensor.js';
import type { Claim } from '../claim.js';

/** Meshes: vertices, faces or colours, batch × count × 3. */
export const meshClaim: Claim = {
  names: ['mesh'],
  dataClass: 'tensor',
  measure(body) {
    if (body.kind !== 'tensor') return null;
    const shape = shapeOf(body.tensor);
    return shape?.length === 3 && shape[2] === 3 ? elementCount(body.tensor) : null;
  },
};
