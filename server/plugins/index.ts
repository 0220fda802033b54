/** The plugins on the HTTP thread, one line each. Query threads have `queries.ts`, reader threads `claims.ts`. */
import { audioPlugin } from './audio/plugin.js';
import { distributionsPlugin, histogramsPlugin } from './histograms/plugin.js';
import { hparamsPlugin } from './hparams/plugin.js';
import { imagesPlugin } from './images/plugin.js';
import type { ServerPlugin } from './plugin.js';
import { scalarsPlugin } from './scalars/plugin.js';
import { textPlugin } from './text/plugin.js';
import { timeSeriesPlugin } from './time-series/plugin.js';

export const plugins: readonly ServerPlugin[] = [timeSeriesPlugin, scalarsPlugin, imagesPlugin, audioPlugin, distributionsPlugin, histogramsPlugin, textPlugin, hparamsPlugin];
