import type { WebPlugin } from '../plugin.js';

/** Notes, tables and samples of text at steps. */
export const text: WebPlugin = {
  id: 'text',
  label: 'Text',
  data: ['text'],
  load: () => import('./TextTab.svelte'),
};
