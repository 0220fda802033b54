/** A number in JSON, which cannot say NaN or infinity (protobuf's JSON mapping). The other way is `Number(x)`. */
export function toJsonNumber(x: number): number | 'NaN' | 'Infinity' | '-Infinity' {
  if (Number.isFinite(x)) return x;
  return Number.isNaN(x) ? 'NaN' : x > 0 ? 'Infinity' : '-Infinity';
}
