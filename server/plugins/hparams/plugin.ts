import type { ServerPlugin } from '../plugin.js';
import { hparamsApiRoutes, hparamsDataRoutes } from './routes.js';

/** HParams: what was tried, how well it went, and what to try next. */
export const hparamsPlugin: ServerPlugin = {
  name: 'hparams',
  dataRoutes: hparamsDataRoutes,
  apiRoutes: hparamsApiRoutes,
  shortAddress: true,
};
