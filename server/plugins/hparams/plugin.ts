import type { ServerPlugin } from '../plugin.js';
import { downloadQuery, experimentQuery, sessionGroupsQuery } from './data-queries.js';
import { contourQuery, importanceQuery, paretoQuery, progressQuery, sliceQuery, suggestQuery } from './lab-queries.js';
import { hparamsApiRoutes, hparamsDataRoutes } from './routes.js';
import { trialsQuery } from './trials.js';

/** HParams: what was tried, how well it went, and what to try next. */
export const hparamsPlugin: ServerPlugin = {
  name: 'hparams',
  queries: {
    'hparams/experiment': experimentQuery,
    'hparams/session-groups': sessionGroupsQuery,
    'hparams/download': downloadQuery,
    'hparams/trials': trialsQuery,
    'hparams/suggest': suggestQuery,
    'hparams/slice': sliceQuery,
    'hparams/contour': contourQuery,
    'hparams/importance': importanceQuery,
    'hparams/progress': progressQuery,
    'hparams/pareto': paretoQuery,
  },
  dataRoutes: hparamsDataRoutes,
  apiRoutes: hparamsApiRoutes,
  shortAddress: true,
};
