import type { NamedQueries } from '../plugin.js';
import { dataQuery, distributionsQuery, pointsQuery, tagsQuery } from './queries.js';

/** What query threads answer for this plugin. */
export const histogramsQueries: NamedQueries = {
  'histograms/tags': tagsQuery,
  'histograms/data': dataQuery,
  'histograms/points': pointsQuery,
  'distributions/data': distributionsQuery,
};
