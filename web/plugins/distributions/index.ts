import type { WebPlugin } from '../plugin.js';

/** TensorBoard's Distributions tab. */
export const distributions: WebPlugin = {
  id: 'distributions',
  label: 'Distributions',
  data: ['histograms'],
  load: () => import('./DistributionsTab.svelte'),
};
