/**
 * Which of `count` things in a row to show when only `most` may be: spread evenly, the first and the last among them. Ascending, each
 * once; all of them when `most` is 0 or enough. Of one, it is the last: what is newest matters most.
 */
export function evenIndexes(count: number, most: number): Int32Array {
  if (most === 0 || count <= most) return Int32Array.from({ length: count }, (_, i) => i);
  if (most === 1) return Int32Array.of(count - 1);
  return Int32Array.from({ length: most }, (_, i) => Math.round((i * (count - 1)) / (most - 1)));
}
