import type { ServerPlugin } from '../plugin.js';
import { dataQuery, distributionsQuery, pointsQuery, tagsQuery } from './queries.js';
import { distributionsDataRoutes, histogramsApiRoutes, histogramsDataRoutes } from './routes.js';

/** Histograms: how values are spread, at steps. */
export const histogramsPlugin: ServerPlugin = {
  name: 'histograms',
  queries: { 'histograms/tags': tagsQuery, 'histograms/data': dataQuery, 'histograms/points': pointsQuery },
  dataRoutes: histogramsDataRoutes,
  apiRoutes: histogramsApiRoutes,
};

/** Distributions: percentiles of the same histograms, at addresses of their own in TensorBoard. */
export const distributionsPlugin: ServerPlugin = {
  name: 'distributions',
  queries: { 'distributions/data': distributionsQuery },
  dataRoutes: distributionsDataRoutes,
};
