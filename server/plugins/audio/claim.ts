import { shapeOf, stringCount } from '../../tfevents/tensor.js';
import type { Claim } from '../claim.js';

/** Audio: strings k × 2 (clip, label) or k clips, or a legacy clip. Measured in clips. */
export const audioClaim: Claim = {
  names: ['audio'],
  dataClass: 'blob-sequence',
  legacy: 'audio',
  measure(body) {
    if (body.kind === 'audio') return 1;
    const shape = body.kind === 'tensor' && stringCount(body.tensor) !== null ? shapeOf(body.tensor) : null;
    const [clips = 0, columns] = shape ?? [];
    return shape?.length === 1 || (shape?.length === 2 && columns === 2) ? clips : null;
  },
};
