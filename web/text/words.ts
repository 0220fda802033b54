import { formatInteger } from '../charts/format.js';

/** Bytes or characters in words: `812`, `48 k`, `1.9 M`, to be followed by what they are. */
export function formatSize(count: number): string {
  if (count < 1_000) return String(count);
  const [scale, unit] = count < 999_500 ? [1e3, 'k'] : [1e6, 'M'];
  const scaled = count / scale;
  return `${scaled < 10 ? Number(scaled.toFixed(1)) : Math.round(scaled)} ${unit}`;
}

/** Says of a list of texts how many there are and why there are no more; '' when it holds all of a few. */
export function listWords({ shown, all, looked, search }: {
  readonly shown: number;
  /** Steps of the series. */
  readonly all: number;
  /** How many of them, from the newest, were looked at. */
  readonly looked: number;
  readonly search: string;
}): string {
  if (search === '') return all === shown ? '' : `The newest ${formatInteger(shown)} of ${formatInteger(all)} steps`;
  const found = `${shown === 0 ? 'No' : formatInteger(shown)} ${shown === 1 ? 'step' : 'steps'} found`;
  return looked < all ? `${found} in the newest ${formatInteger(looked)} of ${formatInteger(all)}` : `${found} in ${formatInteger(all)}`;
}
