import { elementCount } from '../../tfevents/tensor.js';
import type { Claim } from '../claim.js';

/** Hyperparameters: all of it is in the metadata; the value is empty or missing. */
export const hparamsClaim: Claim = {
  names: ['hparams'],
  dataClass: 'tensor',
  measure: (body) => (body.kind === 'none' ? 0 : body.kind === 'tensor' ? elementCount(body.tensor) : null),
};
