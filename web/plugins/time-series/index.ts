import type { WebPlugin } from '../plugin.js';

/** The first tab: every kind of card, with pins. Until images and histograms arrive it shows scalars. */
export const timeSeries: WebPlugin = {
  id: 'timeseries',
  label: 'Time Series',
  data: ['scalars'],
  load: () => import('./TimeSeriesTab.svelte'),
};
