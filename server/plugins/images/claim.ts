import { stringsOf } from '../../tfevents/tensor.js';
import type { Claim } from '../claim.js';

/** Images: a string vector [width, height, picture, …], or a legacy image, which is the same with one picture. */
export const imagesClaim: Claim = {
  names: ['images'],
  dataClass: 'blob-sequence',
  legacy: 'image',
  measure(body) {
    if (body.kind === 'image') return 3;
    const strings = body.kind === 'tensor' ? stringsOf(body.tensor) : null;
    return strings?.shape.length === 1 ? strings.values.length : null;
  },
};
