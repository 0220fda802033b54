import type { ServerPlugin } from '../plugin.js';
import { seriesQuery, tagsQuery } from './queries.js';
import { timeSeriesDataRoutes } from './routes.js';

/** Time Series: scalars, histograms and images as cards. In TensorBoard's addresses it is called `timeseries`. */
export const timeSeriesPlugin: ServerPlugin = {
  name: 'timeseries',
  queries: { 'timeseries/tags': tagsQuery, 'timeseries/series': seriesQuery },
  dataRoutes: timeSeriesDataRoutes,
};
