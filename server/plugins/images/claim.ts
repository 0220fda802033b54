import { shapeOf, stringCount } from '../../tfevents/tensor.js';
import type { Claim } from '../claim.js';

/** Images: a string vector [width, height, picture, …], or a legacy image, which is the same with one picture. */
export const imagesClaim: Claim = {
  names: ['images'],
  dataClass: 'blob-sequence',
  legacy: 'image',
  measure(body) {
    if (body.kind === 'image') return 3;
    return body.kind === 'tensor' && shapeOf(body.tensor)?.length === 1 ? stringCount(body.tensor) : null;
  },
};
