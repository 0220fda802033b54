/** Keys over a plot of trials. */
import type { Trials } from './trials.svelte.js';

/**
 * Arrow keys, Home and End go from trial to trial in the order of the table; Enter or Space chooses; Escape leaves the trial, then the
 * brush. Answers whether the key was used.
 */
export function trialKey(trials: Pick<Trials, 'shown' | 'hovered' | 'choose' | 'isChosen' | 'brushOnly'> & { readonly brushes: { readonly size: number } }, { key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>, isDrawn: (trial: number) => boolean): boolean {
  const { hovered } = trials;
  if (key === 'Escape') {
    if (hovered < 0 && trials.brushes.size === 0) return false;
    if (hovered >= 0) trials.hovered = -1;
    else trials.brushOnly([]);
    return true;
  }
  if (key === 'Enter' || key === ' ') {
    if (hovered < 0) return false;
    trials.choose(hovered, !trials.isChosen(hovered));
    return true;
  }
  const drawn = trials.shown.filter(isDrawn);
  const last = drawn.length - 1;
  const at = drawn.indexOf(hovered);
  const pace = shiftKey ? 10 : 1;
  const forward = at < 0 ? 0 : Math.min(last, at + pace);
  const back = at < 0 ? last : Math.max(0, at - pace);
  const to = { ArrowRight: forward, ArrowDown: forward, ArrowLeft: back, ArrowUp: back, Home: 0, End: last }[key];
  const next = to === undefined ? undefined : drawn[to];
  if (next === undefined) return false;
  trials.hovered = next;
  return true;
}
