import type { ServerPlugin } from '../plugin.js';
import { distributionsDataRoutes, histogramsApiRoutes, histogramsDataRoutes } from './routes.js';

/** Histograms: how values are spread, at steps. */
export const histogramsPlugin: ServerPlugin = {
  name: 'histograms',
  dataRoutes: histogramsDataRoutes,
  apiRoutes: histogramsApiRoutes,
};

/** Distributions: percentiles of the same histograms, at addresses of their own in TensorBoard. */
export const distributionsPlugin: ServerPlugin = {
  name: 'distributions',
  dataRoutes: distributionsDataRoutes,
};
