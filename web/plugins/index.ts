import { audio } from './audio/index.js';
import { distributions } from './distributions/index.js';
import { histograms } from './histograms/index.js';
import { hparams } from './hparams/index.js';
import { images } from './images/index.js';
import type { WebPlugin } from './plugin.js';
import { scalars } from './scalars/index.js';
import { text } from './text/index.js';
import { timeSeries } from './time-series/index.js';

/** The tabs that exist, one line each, in TensorBoard's order. */
export const plugins: readonly WebPlugin[] = [timeSeries, scalars, images, audio, distributions, histograms, text, hparams];
