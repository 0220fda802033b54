import type { WebPlugin } from '../plugin.js';

/** The first tab: every kind of card, with pins. Which kinds there are: `card-kinds.ts`. */
export const timeSeries: WebPlugin = {
  id: 'timeseries',
  label: 'Time Series',
  data: ['scalars', 'images', 'histograms'],
  load: () => import('./TimeSeriesTab.svelte'),
};
