import type { ServerPlugin } from '../plugin.js';
import { textApiRoutes, textDataRoutes } from './routes.js';

/** Text: documents and tables at steps. */
export const textPlugin: ServerPlugin = {
  name: 'text',
  dataRoutes: textDataRoutes,
  apiRoutes: textApiRoutes,
};
