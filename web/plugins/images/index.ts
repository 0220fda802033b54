import type { WebPlugin } from '../plugin.js';

/** TensorBoard's Images tab, with every step, and with runs compared side by side. */
export const images: WebPlugin = {
  id: 'images',
  label: 'Images',
  data: ['images'],
  load: () => import('./ImagesTab.svelte'),
};
