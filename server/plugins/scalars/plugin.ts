import type { ServerPlugin } from '../plugin.js';
import { scalarsApiRoutes, scalarsDataRoutes } from './routes.js';

/** Scalars: one number a step. */
export const scalarsPlugin: ServerPlugin = {
  name: 'scalars',
  dataRoutes: scalarsDataRoutes,
  apiRoutes: scalarsApiRoutes,
};
