/** What keys mean on a chart that has the focus. */
export type KeyMeaning =
  /** To the next or previous x that has a point, so many times. */
  | { readonly kind: 'move'; readonly direction: 1 | -1; readonly points: number }
  | { readonly kind: 'end'; readonly which: 'first' | 'last' }
  /** Closer below 1. */
  | { readonly kind: 'zoom'; readonly factor: number }
  /** Choose the step under the cursor. */
  | { readonly kind: 'choose' }
  /** Put away the cursor, then the zoom. */
  | { readonly kind: 'back' };

const CLOSER = 0.7;
const FAR = 10;

/** Null for keys that mean nothing here, and for the browser's own shortcuts. */
export function keyMeaning(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>): KeyMeaning | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  switch (event.key) {
    case 'ArrowLeft':
      return { kind: 'move', direction: -1, points: event.shiftKey ? FAR : 1 };
    case 'ArrowRight':
      return { kind: 'move', direction: 1, points: event.shiftKey ? FAR : 1 };
    case 'Home':
      return { kind: 'end', which: 'first' };
    case 'End':
      return { kind: 'end', which: 'last' };
    case '+':
    case '=':
      return { kind: 'zoom', factor: CLOSER };
    case '-':
      return { kind: 'zoom', factor: 1 / CLOSER };
    case 'Enter':
      return { kind: 'choose' };
    case 'Escape':
      return { kind: 'back' };
    default:
      return null;
  }
}
