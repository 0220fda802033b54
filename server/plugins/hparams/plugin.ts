import type { ServerPlugin } from '../plugin.js';
import { downloadQuery, experimentQuery, sessionGroupsQuery } from './data-queries.js';
import { hparamsDataRoutes } from './routes.js';
import { trialsQuery } from './trials.js';

/** HParams: what was tried, how well it went, and what to try next. */
export const hparamsPlugin: ServerPlugin = {
  name: 'hparams',
  queries: { 'hparams/trials': trialsQuery, 'hparams/experiment': experimentQuery, 'hparams/session-groups': sessionGroupsQuery, 'hparams/download': downloadQuery },
  dataRoutes: hparamsDataRoutes,
};
