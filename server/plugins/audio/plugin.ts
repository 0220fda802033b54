import type { ServerPlugin } from '../plugin.js';
import { audioApiRoutes, audioDataRoutes } from './routes.js';

/** Audio: clips at steps. */
export const audioPlugin: ServerPlugin = {
  name: 'audio',
  dataRoutes: audioDataRoutes,
  apiRoutes: audioApiRoutes,
};
