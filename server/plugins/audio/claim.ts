import { stringsOf } from '../../tfevents/tensor.js';
import type { Claim } from '../claim.js';

/** Audio: strings k × 2 (clip, label) or k clips, or a legacy clip. Measured in clips. */
export const audioClaim: Claim = {
  names: ['audio'],
  dataClass: 'blob-sequence',
  legacy: 'audio',
  measure(body) {
    if (body.kind === 'audio') return 1;
    const strings = body.kind === 'tensor' ? stringsOf(body.tensor) : null;
    if (!strings) return null;
    const [clips, columns] = strings.shape;
    if (strings.shape.length === 1) return clips ?? null;
    return strings.shape.length === 2 && columns === 2 ? (clips ?? null) : null;
  },
};
