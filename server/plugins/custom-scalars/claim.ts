import { stringCount } from '../../tfevents/tensor.js';
import type { Claim } from '../claim.js';

/** A layout for custom charts: one string, a serialised `Layout`. */
export const customScalarsClaim: Claim = {
  names: ['custom_scalars'],
  dataClass: 'tensor',
  measure: (body) => (body.kind === 'tensor' ? stringCount(body.tensor) : null),
};
