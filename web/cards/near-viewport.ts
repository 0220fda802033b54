/** Tells cards when they come near the visible part of the page, and when they leave it. */

/** How far beyond the edge counts as near: a card is there by the time it is scrolled to. */
const MARGIN = '160px 0px';

let observer: IntersectionObserver | undefined;
const told = new WeakMap<Element, (near: boolean) => void>();

/** An attachment. In a hidden tab nothing is near. One observer serves all cards, so that they are told together. */
export function nearViewport(tell: (near: boolean) => void): (element: Element) => () => void {
  return (element) => {
    observer ??= new IntersectionObserver(
      (entries) => {
        for (const entry of entries) told.get(entry.target)?.(entry.isIntersecting);
      },
      { rootMargin: MARGIN },
    );
    told.set(element, tell);
    observer.observe(element);
    return () => observer?.unobserve(element);
  };
}
