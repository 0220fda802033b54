import type { ServerPlugin } from '../plugin.js';
import { blobQuery, listQuery, stepsQuery, tagsQuery } from './queries.js';
import { imagesApiRoutes, imagesDataRoutes } from './routes.js';

/** Images: pictures at steps, several at a step. */
export const imagesPlugin: ServerPlugin = {
  name: 'images',
  queries: { 'images/tags': tagsQuery, 'images/list': listQuery, 'images/blob': blobQuery, 'images/steps': stepsQuery },
  dataRoutes: imagesDataRoutes,
  apiRoutes: imagesApiRoutes,
};
