import type { NamedQueries } from '../plugin.js';
import { downloadQuery, experimentQuery, sessionGroupsQuery } from './data-queries.js';
import { contourQuery, importanceQuery, paretoQuery, progressQuery, sliceQuery, suggestQuery } from './lab-queries.js';
import { trialsQuery } from './trials.js';

/** What query threads answer for this plugin. */
export const hparamsQueries: NamedQueries = {
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
};
