/**
 * TensorBoard's order of tags and runs: numbers by their value (`run2` before `run10`, `lr0.01` before `lr0.1`,
 * exponents too), and `/`, `_` and digits before other characters, so that a folder comes before its longer namesakes.
 * Source: tensorboard/components/vz_sorting/sorting.ts.
 */
export function compareNaturally(a: string, b: string): number {
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(j);
    if (isDigit(x) && isDigit(y)) {
      const endI = endOfNumber(a, i + 1);
      const endJ = endOfNumber(b, j + 1);
      const difference = parseFloat(a.slice(i, endI)) - parseFloat(b.slice(j, endJ));
      if (difference !== 0) return Math.sign(difference);
      i = endI;
      j = endJ;
      continue;
    }
    const breakX = isBreak(x);
    const breakY = isBreak(y);
    if (breakX !== breakY) return breakX ? -1 : 1;
    if (!breakX && x !== y) return x < y ? -1 : 1;
    i++;
    j++;
  }
  return i < a.length ? 1 : j < b.length ? -1 : a < b ? -1 : a > b ? 1 : 0;
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isBreak = (code: number): boolean => code === 47 /* / */ || code === 95 /* _ */ || isDigit(code);

/** End of the number whose first digit is before `from`: digits, one point, and an exponent when digits follow it. */
function endOfNumber(text: string, from: number): number {
  const digits = (at: number): number => {
    while (at < text.length && isDigit(text.charCodeAt(at))) at++;
    return at;
  };
  let end = digits(from);
  if (text[end] === '.' && isDigit(text.charCodeAt(end + 1))) end = digits(end + 1);
  if (text[end] === 'e' || text[end] === 'E') {
    const sign = text[end + 1] === '-' || text[end + 1] === '+' ? 1 : 0;
    if (isDigit(text.charCodeAt(end + 1 + sign))) end = digits(end + 1 + sign);
  }
  return end;
}
