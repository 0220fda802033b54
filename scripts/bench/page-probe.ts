/**
 * Runs inside the measured page, before its own scripts: notes when input arrived and when the frame that answered it was done. It
 * needs nothing of the page: a redraw is a stroke on any 2D canvas, a tooltip is a change below a selector.
 */

/** One answer to one input. Milliseconds. */
export interface ProbeWindow extends Window {
  ridgelineProbe: {
    /** Forgets earlier input; from now on waits for `event` and what answers it. */
    arm(event: 'pointermove' | 'wheel', answer: { readonly kind: 'stroke' } | { readonly kind: 'change'; readonly selector: string }): void;
    /** From the input's own time stamp to the end of the frame that answered it; null while there was none. */
    answered(): number | null;
  };
}

/** Handed to the browser as text: must use nothing from outside itself. */
export function installProbe(): void {
  let waitingFor = '';
  let answer: { readonly kind: string; readonly selector?: string } = { kind: '' };
  let inputAt = 0;
  let millis: number | null = null;
  /** True from a frame's callbacks to its paint: what is drawn then is seen at the end of this frame, else of the next. */
  let inFrame = false;

  const afterTask = (then: () => void): void => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = then;
    port2.postMessage(null);
  };
  const frame = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (callback) =>
    frame((time) => {
      if (!inFrame) afterTask(() => (inFrame = false));
      inFrame = true;
      callback(time);
    });

  function seen(kind: string): void {
    if (kind !== answer.kind || inputAt === 0 || millis !== null) return;
    const input = inputAt;
    inputAt = 0;
    const done = (): void => afterTask(() => (millis = performance.now() - input));
    if (inFrame) done();
    else frame(done);
  }

  for (const type of ['pointermove', 'wheel']) {
    window.addEventListener(type, (event) => (inputAt = type === waitingFor && inputAt === 0 && millis === null ? event.timeStamp : inputAt), { capture: true, passive: true });
  }
  const stroke = CanvasRenderingContext2D.prototype.stroke;
  CanvasRenderingContext2D.prototype.stroke = function (this: CanvasRenderingContext2D, ...args: unknown[]): void {
    seen('stroke');
    Reflect.apply(stroke, this, args);
  };
  const observer = new MutationObserver((changes) => {
    if (answer.kind !== 'change') return;
    const selector = answer.selector ?? '';
    const within = (node: Node | null): boolean => {
      const element = node instanceof Element ? node : (node?.parentElement ?? null);
      return element !== null && (element.closest(selector) !== null || element.querySelector(selector) !== null);
    };
    if (changes.some(({ target, addedNodes }) => within(target) || [...addedNodes].some(within))) seen('change');
  });
  observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });

  (window as unknown as ProbeWindow).ridgelineProbe = {
    arm(event, wanted) {
      [waitingFor, answer, inputAt, millis] = [event, wanted, 0, null];
    },
    answered: () => millis,
  };
}
