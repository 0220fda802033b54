import type { Attachment } from 'svelte/attachments';

/** Milliseconds the pointer rests before a tip shows; with keyboard focus it shows at once. */
const REST_MILLIS = 350;

let bubble: HTMLElement | null = null;
let owner: Element | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;

/**
 * Shows `text` near the element while the pointer rests on it or the keyboard is at it; '' shows nothing. One bubble is
 * shared by the whole page, in the top layer so that nothing clips it. The text repeats the element's accessible name or
 * adds to it, so it is hidden from screen readers.
 */
export function tip(text: string): Attachment<HTMLElement> {
  return (element) => {
    if (text === '') return;
    const show = (): void => open(element, text);
    const hide = (): void => {
      clearTimeout(timer);
      if (owner === element) close();
    };
    const enter = (event: PointerEvent): void => {
      if (event.pointerType === 'touch') return;
      clearTimeout(timer);
      timer = setTimeout(show, REST_MILLIS);
    };
    const focus = (): void => {
      if (element.matches(':focus-visible')) show();
    };
    element.addEventListener('pointerenter', enter);
    element.addEventListener('pointerleave', hide);
    element.addEventListener('pointerdown', hide);
    element.addEventListener('focus', focus);
    element.addEventListener('blur', hide);
    element.addEventListener('keydown', hide);
    // Another text while it shows.
    if (owner === element && bubble) bubble.textContent = text;
    return () => {
      hide();
      element.removeEventListener('pointerenter', enter);
      element.removeEventListener('pointerleave', hide);
      element.removeEventListener('pointerdown', hide);
      element.removeEventListener('focus', focus);
      element.removeEventListener('blur', hide);
      element.removeEventListener('keydown', hide);
    };
  };
}

function open(element: HTMLElement, text: string): void {
  if (!element.isConnected) return;
  if (!bubble) {
    bubble = document.createElement('div');
    bubble.className = 'tip';
    bubble.popover = 'manual';
    bubble.setAttribute('aria-hidden', 'true');
    document.body.append(bubble);
  }
  owner = element;
  bubble.textContent = text;
  // Shown anew each time, so that it is above a dialog opened since.
  if (bubble.matches(':popover-open')) bubble.hidePopover();
  bubble.showPopover();
  const box = element.getBoundingClientRect();
  const own = bubble.getBoundingClientRect();
  const below = box.bottom + 6 + own.height <= window.innerHeight;
  const left = Math.max(4, Math.min(box.left + box.width / 2 - own.width / 2, window.innerWidth - own.width - 4));
  bubble.style.left = `${left}px`;
  bubble.style.top = `${below ? box.bottom + 6 : Math.max(4, box.top - own.height - 6)}px`;
}

function close(): void {
  owner = null;
  if (bubble?.matches(':popover-open')) bubble.hidePopover();
}
