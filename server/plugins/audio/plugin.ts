import type { ServerPlugin } from '../plugin.js';
import { blobQuery, listQuery, stepsQuery, tagsQuery } from './queries.js';
import { audioApiRoutes, audioDataRoutes } from './routes.js';

/** Audio: clips at steps. */
export const audioPlugin: ServerPlugin = {
  name: 'audio',
  queries: { 'audio/tags': tagsQuery, 'audio/list': listQuery, 'audio/blob': blobQuery, 'audio/steps': stepsQuery },
  dataRoutes: audioDataRoutes,
  apiRoutes: audioApiRoutes,
};
