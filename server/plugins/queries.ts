/** The queries of every plugin, one line each: what query threads know of plugins. */
import { audioQueries } from './audio/named-queries.js';
import { histogramsQueries } from './histograms/named-queries.js';
import { hparamsQueries } from './hparams/named-queries.js';
import { imagesQueries } from './images/named-queries.js';
import type { NamedQueries } from './plugin.js';
import { scalarsQueries } from './scalars/named-queries.js';
import { textQueries } from './text/named-queries.js';
import { timeSeriesQueries } from './time-series/named-queries.js';

export const pluginQueries: NamedQueries = {
  ...timeSeriesQueries,
  ...scalarsQueries,
  ...imagesQueries,
  ...audioQueries,
  ...histogramsQueries,
  ...textQueries,
  ...hparamsQueries,
};
