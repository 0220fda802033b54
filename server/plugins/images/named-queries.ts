import type { NamedQueries } from '../plugin.js';
import { blobQuery, listQuery, stepsQuery, tagsQuery } from './queries.js';

/** What query threads answer for this plugin. */
export const imagesQueries: NamedQueries = {
  'images/tags': tagsQuery,
  'images/list': listQuery,
  'images/blob': blobQuery,
  'images/steps': stepsQuery,
};
