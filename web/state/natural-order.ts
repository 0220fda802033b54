/**
 * TensorBoard's order of tags and runs: numbers by their value (`run2` before `run10`, `lr0.01` before `lr0.1`,
 * exponents too), and `/`, `_` and digits, in this order, before other characters, so that a folder comes before its longer
 * namesakes. Source: tensorboard/components/vz_sorting/sorting.ts, which takes those three kinds for equal and so puts
 * `train2/loss` before `train/loss`; here it comes after.
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
    if (x !== y) return rank(x) - rank(y) < 0 ? -1 : 1;
    i++;
    j++;
  }
  return i < a.length ? 1 : j < b.length ? -1 : a < b ? -1 : a > b ? 1 : 0;
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
/** Place among characters: the three that part names, then all others by their code. Two digits are never compared here. */
const rank = (code: number): number => (code === 47 /* / */ ? -3 : code === 95 /* _ */ ? -2 : isDigit(code) ? -1 : code);

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
