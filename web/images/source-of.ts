import type { Picture } from './picture.js';
import type { Source } from './pixels.js';

/** What a canvas draws of a picture; of a moving one the first frame. Null for what is none. */
export const sourceOf = (picture: Picture | null): Source | null =>
  picture === null || picture.kind === 'none' ? null : { width: picture.width, height: picture.height, image: picture.bitmap };
