/** Lowest and highest sample of each column of a waveform, −1 to 1. */
export interface Peaks {
  readonly low: Float32Array;
  readonly high: Float32Array;
}

/**
 * Peaks of all channels together. Fewer columns than asked for when there are fewer frames; none without frames. NaN is silence,
 * what is beyond full scale is cut off there. Every sample counts: a single click is seen.
 */
export function peaksOf(channels: readonly Float32Array[], columns: number): Peaks {
  const frames = channels.reduce((most, { length }) => Math.max(most, length), 0);
  const count = Math.min(columns, frames);
  const low = new Float32Array(count);
  const high = new Float32Array(count);
  for (let column = 0; column < count; column++) {
    const from = Math.floor((column * frames) / count);
    const to = Math.floor(((column + 1) * frames) / count);
    let [least, most] = [Infinity, -Infinity];
    for (const channel of channels) {
      for (let i = from; i < to; i++) {
        const sample = channel[i] as number;
        if (sample < least) least = sample;
        if (sample > most) most = sample;
      }
    }
    low[column] = least > most ? 0 : Math.max(-1, Math.min(1, least));
    high[column] = least > most ? 0 : Math.max(-1, Math.min(1, most));
  }
  return { low, high };
}
