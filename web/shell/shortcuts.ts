/** What a key does anywhere on the page. */
export type Shortcut = 'tags' | 'runs' | 'sidebar' | 'theme' | 'help';

const KEYS: Readonly<Record<string, Shortcut>> = { '/': 'tags', r: 'runs', R: 'runs', '[': 'sidebar', t: 'theme', T: 'theme', '?': 'help' };

/** The shortcut of a key event; undefined while typing, or with a modifier other than Shift. */
export function shortcut(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'target' | 'defaultPrevented'>): Shortcut | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return undefined;
  if (event.target instanceof Element && event.target.closest('input:not([type="checkbox"], [type="radio"], [type="range"]), textarea, select, dialog, [popover], [contenteditable]')) return undefined;
  return KEYS[event.key];
}
