import { matchesIn } from './excerpt.js';

/** The name in `::highlight(…)`. */
const NAME = 'found-text';
/** Matches marked in one text: beyond it one reads no more of them. */
const MOST_MARKED = 1_000;

let marked: Highlight | undefined;

/**
 * Marks what was searched for below an element, whatever it holds, without touching it: the browser paints ranges
 * (CSS Custom Highlight API). Where it cannot, nothing is marked. Answers what takes the marks away. A match must lie within one
 * text node: `two **words**` is not marked as one.
 */
export function markMatches(element: Element, needle: string): () => void {
  if (needle === '' || typeof Highlight === 'undefined' || !CSS.highlights) return () => {};
  if (marked === undefined) CSS.highlights.set(NAME, (marked = new Highlight()));
  const ranges: Range[] = [];
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node !== null && ranges.length < MOST_MARKED; node = texts.nextNode()) {
    for (const { from, to } of matchesIn(node.nodeValue ?? '', needle, MOST_MARKED - ranges.length)) {
      const range = document.createRange();
      range.setStart(node, from);
      range.setEnd(node, to);
      ranges.push(range);
    }
  }
  const highlight = marked;
  for (const range of ranges) highlight.add(range);
  return () => {
    for (const range of ranges) highlight.delete(range);
  };
}
