import type { WebPlugin } from '../plugin.js';

/** TensorBoard's classic Scalars tab. */
export const scalars: WebPlugin = {
  id: 'scalars',
  label: 'Scalars',
  data: ['scalars'],
  load: () => import('./ScalarsTab.svelte'),
};
