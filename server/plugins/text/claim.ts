import { stringCount } from '../../tfevents/tensor.js';
import type { Claim } from '../claim.js';

/** Text: a string tensor of any rank. */
export const textClaim: Claim = {
  names: ['text'],
  dataClass: 'tensor',
  measure: (body) => (body.kind === 'tensor' ? stringCount(body.tensor) : null),
};
