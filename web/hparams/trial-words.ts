/** A trial in words, for those who do not see a plot. */
import { cellText } from './columns.js';
import { STATUS_WORDS } from './filters.js';
import type { Trials } from './trials.svelte.js';

/** "trial_03, success: lr 0.1, loss none"; '' without a trial. */
export function trialWords(trials: Pick<Trials, 'nameOf' | 'statusOf' | 'visible' | 'isChosen'>, trial: number): string {
  if (trial < 0) return '';
  const values = trials.visible.map(({ label, values: all }) => `${label} ${cellText(all[trial]) || 'none'}`);
  return `${trials.nameOf(trial)}, ${STATUS_WORDS[trials.statusOf(trial)].toLowerCase()}${trials.isChosen(trial) ? ', chosen' : ''}: ${values.join(', ')}`;
}
