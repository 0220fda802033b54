/** An attachment: a finger that taps an element, at pixels from its left and top. A mouse is heard by `charts/gestures`. */
export const tapped = (run: (x: number, y: number) => void) => (element: HTMLElement): (() => void) => {
  const heard = (event: Event): void => {
    if (!(event instanceof PointerEvent) || event.pointerType !== 'touch') return;
    const box = element.getBoundingClientRect();
    run(event.clientX - box.left, event.clientY - box.top);
  };
  element.addEventListener('click', heard);
  return () => element.removeEventListener('click', heard);
};
