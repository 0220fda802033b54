import type { NamedQueries } from '../plugin.js';
import { atQuery } from './at.js';
import { dataQuery, multirunQuery, tagsQuery } from './data-queries.js';
import { pointsQuery } from './points.js';
import { rangeQuery } from './range.js';

/** What query threads answer for this plugin. */
export const scalarsQueries: NamedQueries = {
  'scalars/tags': tagsQuery,
  'scalars/data': dataQuery,
  'scalars/multirun': multirunQuery,
  'scalars/points': pointsQuery,
  'scalars/at': atQuery,
  'scalars/range': rangeQuery,
};
