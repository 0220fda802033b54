/**
 * TensorBoard's smoothing: an exponential moving average that is corrected for starting at 0. With weight w, after the k-th
 * finite value x: `last = last·w + (1 − w)·x`, answer `last / (1 − w^k)`.
 * (`tensorboard/webapp/widgets/line_chart_v2/data_transformer.ts`; `vz_line_chart2/line-chart.ts`.)
 *
 * NaN and infinities pass through and do not count. A series whose values are all equal is answered as it is: rounding would
 * make it wiggle (TensorBoard issue 786). The numbers are TensorBoard's to the last bit. `weight` is 0 ≤ w < 1; 0 changes
 * nothing. Empty in, empty out.
 */
export function smooth(values: Float64Array, weight: number): Float64Array {
  if (weight === 0 || isConstant(values)) return values.slice();
  const smoothed = new Float64Array(values.length);
  let last = 0;
  let power = 1;
  let finite = 0;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] as number;
    // true of NaN and infinities only
    if (value - value !== 0) {
      smoothed[i] = value;
      continue;
    }
    last = last * weight + (1 - weight) * value;
    finite += 1;
    // pow costs as much as all the rest; once the power no longer shows in 1 − power, it never does again
    if (1 - power !== 1) power = Math.pow(weight, finite);
    smoothed[i] = last / (1 - power);
  }
  return smoothed;
}

function isConstant(values: Float64Array): boolean {
  const first = values[0];
  for (let i = 0; i < values.length; i += 1) if (values[i] !== first) return false;
  return true;
}
