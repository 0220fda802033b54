import { diffLines } from 'diff';

/** A line of a comparison. A `gap` stands for `count` equal lines that are not shown. */
export type ComparedLine =
  | { readonly kind: 'same' | 'removed' | 'added'; readonly text: string }
  | { readonly kind: 'gap'; readonly count: number };

/** Two texts, line by line. */
export interface Comparison {
  readonly lines: readonly ComparedLine[];
  readonly removed: number;
  readonly added: number;
  /** False when they differ too much to be matched: then all of one is removed and all of the other added. */
  readonly matched: boolean;
}

/** Equal lines shown around a difference. */
const CONTEXT = 3;
/** Lines removed and added at most before matching is given up: its time grows with their square. */
const MOST_EDITS = 1_500;

/** Shortest edit from `before` to `after` by Myers' algorithm. The end of the last line, and CR before LF, make no difference. */
export function compareTexts(before: string, after: string): Comparison {
  const parts = diffLines(ended(before), ended(after), { stripTrailingCr: true, maxEditLength: MOST_EDITS });
  const changes = parts ?? [
    { removed: true, added: false, value: ended(before) },
    { removed: false, added: true, value: ended(after) },
  ];
  const lines: ComparedLine[] = [];
  let [removed, added] = [0, 0];
  changes.forEach((change, i) => {
    const texts = change.value === '' ? [] : change.value.replace(/\n$/, '').split('\n');
    if (change.removed) removed += texts.length;
    if (change.added) added += texts.length;
    if (change.removed || change.added) lines.push(...texts.map((text) => ({ kind: change.removed ? 'removed' : 'added', text }) as const));
    else lines.push(...folded(texts, i > 0 ? CONTEXT : 0, i < changes.length - 1 ? CONTEXT : 0));
  });
  return { lines, removed, added, matched: parts !== undefined };
}

/** Equal lines, all but the first `lead` and the last `trail` folded; a gap of one line would save nothing. */
function folded(texts: readonly string[], lead: number, trail: number): ComparedLine[] {
  const same = (text: string): ComparedLine => ({ kind: 'same', text });
  const count = texts.length - lead - trail;
  if (count <= 1) return texts.map(same);
  return [...texts.slice(0, lead).map(same), { kind: 'gap', count }, ...texts.slice(texts.length - trail).map(same)];
}

const ended = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`);
