import type { ServerPlugin } from '../plugin.js';
import { dataQuery, stepsQuery, tagsQuery } from './queries.js';
import { textApiRoutes, textDataRoutes } from './routes.js';

/** Text: documents and tables at steps. */
export const textPlugin: ServerPlugin = {
  name: 'text',
  queries: { 'text/tags': tagsQuery, 'text/data': dataQuery, 'text/steps': stepsQuery },
  dataRoutes: textDataRoutes,
  apiRoutes: textApiRoutes,
};
