import type { NamedQueries } from '../plugin.js';
import { blobQuery, listQuery, stepsQuery, tagsQuery } from './queries.js';

/** What query threads answer for this plugin. */
export const audioQueries: NamedQueries = {
  'audio/tags': tagsQuery,
  'audio/list': listQuery,
  'audio/blob': blobQuery,
  'audio/steps': stepsQuery,
};
