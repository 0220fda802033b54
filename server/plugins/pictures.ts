import { imageType } from '../model/media-type.js';
import { stringsOf } from '../tfevents/tensor.js';
import type { Media } from './media.js';

/** Image series: the first two strings of a tensor are width and height, in decimals, and may lie; the rest are pictures. */
export const pictures: Media = {
  plugin: 'images',
  blobsOf(body) {
    if (body.kind === 'image') return [body.bytes];
    return body.kind === 'tensor' ? (stringsOf(body.tensor)?.values.slice(2) ?? []) : [];
  },
  countOf: (items) => Math.max(items - 2, 0),
  typeOf: imageType,
};
