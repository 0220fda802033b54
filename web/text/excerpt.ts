/** A piece of a long text. */
export interface Excerpt {
  readonly text: string;
  /** Whether something is left out before and after it. */
  readonly before: boolean;
  readonly after: boolean;
}

/** Characters before a match that are shown with it. */
const LEAD = 500;

/**
 * At most `most` characters of a text: its beginning, or where `needle` is first found, from the start of a line when there is one
 * near. Case does not matter. Never cut within a surrogate pair.
 */
export function excerptOf(text: string, most: number, needle = ''): Excerpt {
  if (text.length <= most) return { text, before: false, after: false };
  const match = firstMatch(text, needle);
  let from = match + needle.length <= most ? 0 : match - LEAD;
  const line = text.indexOf('\n', from) + 1;
  if (from > 0 && line > 0 && line <= match) from = line;
  let to = Math.min(text.length, from + most);
  if (isLowSurrogate(text, from)) from++;
  if (isLowSurrogate(text, to)) to--;
  return { text: text.slice(from, to), before: from > 0, after: to < text.length };
}

const isLowSurrogate = (text: string, at: number): boolean => at < text.length && (text.charCodeAt(at) & 0xfc00) === 0xdc00;

function firstMatch(text: string, needle: string): number {
  const [match] = needle === '' ? [] : matchesIn(text, needle, 1);
  return match?.from ?? 0;
}

/** Where `needle` occurs, regardless of case, from left to right without overlap; at most `most` places. None for an empty needle. */
export function matchesIn(text: string, needle: string, most: number): readonly { readonly from: number; readonly to: number }[] {
  if (needle === '') return [];
  // An expression keeps places in the text as it is; lower case may be longer than what it came from.
  const expression = new RegExp(needle.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&'), 'gi');
  const found: { from: number; to: number }[] = [];
  for (let match = expression.exec(text); match !== null && found.length < most; match = expression.exec(text)) {
    found.push({ from: match.index, to: match.index + match[0].length });
  }
  return found;
}
