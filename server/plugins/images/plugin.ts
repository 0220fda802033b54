import type { ServerPlugin } from '../plugin.js';
import { imagesApiRoutes, imagesDataRoutes } from './routes.js';

/** Images: pictures at steps, several at a step. */
export const imagesPlugin: ServerPlugin = {
  name: 'images',
  dataRoutes: imagesDataRoutes,
  apiRoutes: imagesApiRoutes,
};
