import { scalarOf } from '../../tfevents/tensor.js';
import type { Claim } from '../claim.js';

/** Scalars: `simple_value`, or a tensor of one number, of any numeric type and any shape with one element. */
export const scalarsClaim: Claim = {
  names: ['scalars'],
  dataClass: 'scalar',
  legacy: 'simple',
  measure(body) {
    if (body.kind === 'simple') return body.value;
    return body.kind === 'tensor' ? scalarOf(body.tensor) : null;
  },
};
