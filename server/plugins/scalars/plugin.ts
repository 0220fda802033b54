import type { ServerPlugin } from '../plugin.js';
import { dataQuery, multirunQuery, tagsQuery } from './data-queries.js';
import { atQuery } from './at.js';
import { pointsQuery } from './points.js';
import { rangeQuery } from './range.js';
import { scalarsApiRoutes, scalarsDataRoutes } from './routes.js';

/** Scalars: one number a step. */
export const scalarsPlugin: ServerPlugin = {
  name: 'scalars',
  queries: {
    'scalars/tags': tagsQuery,
    'scalars/data': dataQuery,
    'scalars/multirun': multirunQuery,
    'scalars/points': pointsQuery,
    'scalars/at': atQuery,
    'scalars/range': rangeQuery,
  },
  dataRoutes: scalarsDataRoutes,
  apiRoutes: scalarsApiRoutes,
};
