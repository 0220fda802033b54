/**
 * Runs inside the measured page, before its own scripts: notes when charts were drawn, when input arrived, and when the frame that
 * answered it was done. It needs nothing of the page but that it draws on 2D canvases: a line is a stroke in a colour
 * (grid and axes are grey), a redraw is any stroke, a tooltip is a change below a selector.
 */

/** What counts as an answer to input. */
export type Answer = { readonly kind: 'stroke' } | { readonly kind: 'change'; readonly selector: string };

/** Milliseconds since navigation began: ends of the frames in which the first, and the last, of the charts in sight got its first line. */
export interface Drawn {
  readonly first: number;
  readonly allVisible: number;
  /** How many charts were in sight. */
  readonly charts: number;
}

export interface ProbeWindow extends Window {
  ridgelineProbe: {
    /** Null while a canvas in sight has no line yet, or none is in sight. Canvases laid over each other are one chart. */
    drawn(): Drawn | null;
    /** Forgets earlier input; from now on waits for `event` and what answers it. */
    arm(event: 'pointermove' | 'wheel', answer: Answer): void;
    /** From the input's own time stamp to the end of the frame that answered it, milliseconds; null while there was none. */
    answered(): number | null;
  };
}

/** Handed to the browser as text: must use nothing from outside itself. */
export function installProbe(): void {
  let waitingFor = '';
  let answer: Answer | { readonly kind: '' } = { kind: '' };
  let inputAt = 0;
  let millis: number | null = null;
  const drawnAt = new Map<HTMLCanvasElement, number>();
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
  const atFrameEnd = (then: () => void): void => void (inFrame ? afterTask(then) : frame(() => afterTask(then)));

  function answeredBy(kind: 'stroke' | 'change'): void {
    if (kind !== answer.kind || inputAt === 0 || millis !== null) return;
    const input = inputAt;
    inputAt = 0;
    atFrameEnd(() => (millis = performance.now() - input));
  }

  for (const type of ['pointermove', 'wheel']) {
    const note = (event: Event): void => {
      if (type === waitingFor && inputAt === 0 && millis === null) inputAt = event.timeStamp;
    };
    window.addEventListener(type, note, { capture: true, passive: true });
  }

  const colourful = (style: unknown): boolean => {
    const text = String(style);
    const parts = text.startsWith('#') ? [1, 3, 5].map((at) => parseInt(text.slice(at, at + 2), 16)) : (text.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number);
    return Math.max(...parts) - Math.min(...parts) >= 40;
  };
  const stroke = CanvasRenderingContext2D.prototype.stroke;
  CanvasRenderingContext2D.prototype.stroke = function (this: CanvasRenderingContext2D, ...args: unknown[]): void {
    const { canvas } = this;
    if (!drawnAt.has(canvas) && colourful(this.strokeStyle)) {
      drawnAt.set(canvas, Infinity);
      atFrameEnd(() => drawnAt.set(canvas, performance.now()));
    }
    answeredBy('stroke');
    Reflect.apply(stroke, this, args);
  };

  new MutationObserver((changes) => {
    if (answer.kind !== 'change') return;
    const { selector } = answer;
    const within = (node: Node): boolean => {
      const element = node instanceof Element ? node : node.parentElement;
      return element !== null && (element.closest(selector) !== null || element.querySelector(selector) !== null);
    };
    if (changes.some(({ target, addedNodes }) => within(target) || [...addedNodes].some(within))) answeredBy('change');
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });

  (window as unknown as ProbeWindow).ridgelineProbe = {
    drawn() {
      const places = new Map<string, number>();
      for (const canvas of document.querySelectorAll('canvas')) {
        const { left, top, right, bottom } = canvas.getBoundingClientRect();
        const seen = Math.min(innerWidth, right) - Math.max(0, left) >= 100 && Math.min(innerHeight, bottom) - Math.max(0, top) >= 100;
        if (!seen) continue;
        const place = `${Math.round(left / 20)} ${Math.round(top / 20)}`;
        places.set(place, Math.min(places.get(place) ?? Infinity, drawnAt.get(canvas) ?? Infinity));
      }
      const times = [...places.values()];
      if (times.length === 0 || times.includes(Infinity)) return null;
      return { first: Math.min(...times), allVisible: Math.max(...times), charts: times.length };
    },
    arm(event, wanted) {
      [waitingFor, answer, inputAt, millis] = [event, wanted, 0, null];
    },
    answered: () => millis,
  };
}
