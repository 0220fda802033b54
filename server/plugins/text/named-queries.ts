import type { NamedQueries } from '../plugin.js';
import { dataQuery, stepsQuery, tagsQuery } from './queries.js';

/** What query threads answer for this plugin. */
export const textQueries: NamedQueries = {
  'text/tags': tagsQuery,
  'text/data': dataQuery,
  'text/steps': stepsQuery,
};
