import type { WebPlugin } from '../plugin.js';

/** TensorBoard's HParams tab: trials in a table, parallel coordinates and a scatter matrix; and plots of what they amount to. */
export const hparams: WebPlugin = {
  id: 'hparams',
  label: 'HParams',
  data: ['hparams'],
  load: () => import('./HParamsTab.svelte'),
};
