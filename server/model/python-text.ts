/**
 * How Python writes numbers and strings, because TensorBoard's answers are Python's: `repr` of floats in CSV and JSON,
 * `%r` of strings in messages, `json.dumps` with `ensure_ascii` (http-api, section 1.5).
 */

/** `repr(float)`: the shortest digits that read back the same, `1.0`, `1e-05`, `1e+16`, `nan`, `inf`, `-inf`, `-0.0`. */
export function pythonFloat(x: number): string {
  if (Number.isNaN(x)) return 'nan';
  if (x === Infinity) return 'inf';
  if (x === -Infinity) return '-inf';
  if (x === 0) return Object.is(x, -0) ? '-0.0' : '0.0';
  const size = Math.abs(x);
  // Python changes to an exponent outside [1e-4, 1e16), JavaScript outside [1e-7, 1e21); the digits are the same.
  if (size < 1e-4 || size >= 1e16) return x.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
  return Number.isInteger(x) ? `${x}.0` : String(x);
}

/** A float as TensorBoard's JSON says it: Python's digits, and non-finite ones as strings. */
export function jsonFloat(x: number): string {
  if (Number.isFinite(x)) return pythonFloat(x);
  return Number.isNaN(x) ? '"NaN"' : x > 0 ? '"Infinity"' : '"-Infinity"';
}

/** An int64 step. Steps are whole doubles here; beyond 2^53 the digits are the nearest double's, all of them. */
export const pythonInt = (x: number): string => (Math.abs(x) < 1e21 && Number.isSafeInteger(x) ? String(x) : BigInt(x).toString());

/** A string as `json.dumps` writes it: everything beyond printable ASCII is escaped. */
export const jsonText = (text: string): string =>
  JSON.stringify(text).replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** An object in the order of its entries; the values are JSON already. A plain object would move keys that look like numbers. */
export function jsonObject(entries: Iterable<readonly [key: string, json: string]>): string {
  const parts: string[] = [];
  for (const [key, json] of entries) parts.push(`${jsonText(key)}: ${json}`);
  return `{${parts.join(', ')}}`;
}

/** The same in parts, so that the entries can be made one after the other. */
export function* jsonObjectParts(entries: Iterable<readonly [key: string, json: string]>): Generator<string, void, void> {
  let before = '{';
  for (const [key, json] of entries) {
    yield `${before}${jsonText(key)}: `;
    yield json;
    before = ', ';
  }
  yield before === '{' ? '{}' : '}';
}

/** `repr` of a string or of None, as it stands in TensorBoard's messages. */
export function pythonRepr(text: string | undefined): string {
  if (text === undefined) return 'None';
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replace(/[\\\n\r\t\p{Cc}]|'/gu, (char) => {
    if (char === '\\') return '\\\\';
    if (char === '\n') return '\\n';
    if (char === '\r') return '\\r';
    if (char === '\t') return '\\t';
    if (char === "'") return quote === "'" ? "\\'" : "'";
    return `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
  return `${quote}${escaped}${quote}`;
}
