import type { ServerPlugin } from '../plugin.js';
import { timeSeriesDataRoutes } from './routes.js';

/** Time Series: scalars, histograms and images as cards. In TensorBoard's addresses it is called `timeseries`. */
export const timeSeriesPlugin: ServerPlugin = {
  name: 'timeseries',
  dataRoutes: timeSeriesDataRoutes,
};
