/**
 * Pointer and wheel over a plot → what is meant. Pixels are relative to the element.
 *
 * drag = rectangle · Shift- or Alt-drag, middle button = pan · double-click = reset · Alt-, Ctrl- or pinch-wheel = zoom (a plain
 * wheel scrolls the page and gives a hint) · one finger = inspect (the page still scrolls up and down) · two fingers = pinch.
 */
export interface Gestures {
  hover(x: number, y: number): void;
  leave(): void;
  /** A rectangle is being drawn; null when it ended or was given up. */
  rectangle(drag: Drag | null): void;
  zoom(drag: Drag): void;
  /** Movement since the last call. */
  pan(dx: number, dy: number): void;
  wheel(x: number, y: number, wheel: { delta: number; mode: number }): void;
  /** A plain wheel over the plot. */
  hint(): void;
  pinch(before: readonly [Spot, Spot], now: readonly [Spot, Spot]): void;
  reset(): void;
}

export type Spot = readonly [number, number];
export interface Drag {
  readonly from: Spot;
  readonly to: Spot;
}

type State =
  | { readonly kind: 'idle' }
  | { readonly kind: 'rectangle'; readonly from: Spot }
  | { readonly kind: 'pan'; last: Spot }
  | { readonly kind: 'inspect' }
  | { readonly kind: 'pinch' };

/** Listens on `element` until the answer is called. `inside` says whether a spot belongs to the plot. */
export function listen(element: HTMLElement, gestures: Gestures, { inside }: { inside: (spot: Spot) => boolean }): () => void {
  let state: State = { kind: 'idle' };
  let fingers = new Map<number, Spot>();
  const stop = new AbortController();
  const spotOf = (event: MouseEvent): Spot => {
    const box = element.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const on = <K extends keyof HTMLElementEventMap>(type: K, listener: (event: HTMLElementEventMap[K]) => void, passive = true): void =>
    element.addEventListener(type, listener, { signal: stop.signal, passive });

  on('pointerdown', (event) => {
    const spot = spotOf(event);
    if (!inside(spot)) return;
    if (event.pointerType === 'touch') {
      fingers.set(event.pointerId, spot);
      state = { kind: fingers.size === 2 ? 'pinch' : 'inspect' };
      if (fingers.size === 1) gestures.hover(...spot);
      return;
    }
    if (event.button === 1 || (event.button === 0 && (event.shiftKey || event.altKey))) state = { kind: 'pan', last: spot };
    else if (event.button === 0) state = { kind: 'rectangle', from: spot };
    else return;
    // Keeps the middle button from scrolling by itself.
    if (event.button === 1) event.preventDefault();
    element.setPointerCapture(event.pointerId);
  }, false);

  on('pointermove', (event) => {
    const spot = spotOf(event);
    switch (state.kind) {
      case 'rectangle':
        return gestures.rectangle({ from: state.from, to: spot });
      case 'pan':
        gestures.pan(spot[0] - state.last[0], spot[1] - state.last[1]);
        state.last = spot;
        return;
      case 'pinch': {
        const before = [...fingers.values()];
        fingers.set(event.pointerId, spot);
        const now = [...fingers.values()];
        if (before[0] && before[1] && now[0] && now[1]) gestures.pinch([before[0], before[1]], [now[0], now[1]]);
        return;
      }
      default:
        if (event.pointerType === 'touch') fingers.set(event.pointerId, spot);
        if (inside(spot)) gestures.hover(...spot);
        else if (event.pointerType !== 'touch') gestures.leave();
    }
  });

  const end = (event: PointerEvent, given: boolean): void => {
    const { kind } = state;
    fingers.delete(event.pointerId);
    if (kind === 'rectangle' && state.kind === 'rectangle') {
      gestures.rectangle(null);
      if (!given) gestures.zoom({ from: state.from, to: spotOf(event) });
    }
    if (fingers.size === 0 || kind !== 'pinch') state = { kind: 'idle' };
  };
  on('pointerup', (event) => end(event, false));
  on('pointercancel', (event) => {
    end(event, true);
    fingers = new Map();
    state = { kind: 'idle' };
  });
  on('pointerleave', (event) => {
    // A finger that was lifted leaves its tooltip, to be read.
    if (state.kind === 'idle' && event.pointerType !== 'touch') gestures.leave();
  });
  on('dblclick', (event) => {
    if (inside(spotOf(event))) gestures.reset();
  });
  on('wheel', (event) => {
    const spot = spotOf(event);
    if (!inside(spot)) return;
    if (!event.altKey && !event.ctrlKey && !event.metaKey) return gestures.hint();
    event.preventDefault();
    // With Alt some systems turn the wheel sideways.
    gestures.wheel(spot[0], spot[1], { delta: event.deltaY || event.deltaX, mode: event.deltaMode });
  }, false);
  return () => stop.abort();
}
