/** The list of plugins on the HTTP side and in query threads, one line each. What reader threads need is in `claims.ts`. */
import type { ServerPlugin } from './plugin.js';
import { scalarsPlugin } from './scalars/plugin.js';
import { timeSeriesPlugin } from './time-series/plugin.js';

export const plugins: readonly ServerPlugin[] = [scalarsPlugin, timeSeriesPlugin];
