import type { NamedQueries } from '../plugin.js';
import { seriesQuery, tagsQuery } from './queries.js';

/** What query threads answer for this plugin. */
export const timeSeriesQueries: NamedQueries = {
  'timeseries/tags': tagsQuery,
  'timeseries/series': seriesQuery,
};
