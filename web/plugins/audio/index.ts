import type { WebPlugin } from '../plugin.js';

/** Clips of sound at steps. */
export const audio: WebPlugin = {
  id: 'audio',
  label: 'Audio',
  data: ['audio'],
  load: () => import('./AudioTab.svelte'),
};
