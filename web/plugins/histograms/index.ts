import type { WebPlugin } from '../plugin.js';

/** TensorBoard's Histograms tab. */
export const histograms: WebPlugin = {
  id: 'histograms',
  label: 'Histograms',
  data: ['histograms'],
  load: () => import('./HistogramsTab.svelte'),
};
