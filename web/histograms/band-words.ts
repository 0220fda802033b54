/** What bands say in words. */
import { formatInteger, formatRelative, formatValue, formatWall, formatX } from '../charts/format.js';
import type { Axis } from '../charts/line.js';
import { BASIS_POINTS, MEDIAN, valueAt, type BandReading, type Bands } from './bands.js';

/** 668 → "6.68 %". */
export const percentWords = (basisPoints: number): string => `${basisPoints / 100} %`;

/** "weights, train, 51 steps from 0 to 900, latest median 0.012". */
export function bandsLabel(title: string, bands: readonly Bands[], axis: Axis): string {
  const filled = bands.filter(({ x }) => x.length > 0);
  if (filled.length === 0) return `${title}, no steps`;
  const first = Math.min(...filled.map(({ x }) => x[0] as number));
  const last = Math.max(...filled.map(({ x }) => x[x.length - 1] as number));
  const count = filled.reduce((sum, { x }) => sum + x.length, 0);
  const [one] = filled;
  const names = filled.length === 1 ? (one?.source.name ?? '') : `${filled.length} runs`;
  const span = first === last ? `${axis === 'step' ? 'step ' : ''}${formatX(first, axis)}` : `${formatInteger(count)} steps from ${formatX(first, axis)} to ${formatX(last, axis)}`;
  const latest = one !== undefined && filled.length === 1 ? [`latest median ${formatValue(valueAt(one, one.x.length - 1, MEDIAN))}`] : [];
  return [title, names, span, ...latest].join(', ');
}

/** Step and times of a reading. */
export function placeWords({ bands: { source, index }, place }: BandReading): string {
  const i = index[place] as number;
  const wallTime = source.columns.wallTimes[i] as number;
  return [`step ${formatInteger(source.columns.steps[i] as number)}`, formatWall(wallTime), formatRelative(wallTime - source.start)].join(' · ');
}

/** A reading for a screen reader: where, and all nine values. */
export function bandReadingWords(reading: BandReading): string {
  const values = BASIS_POINTS.map((points, k) => `${k === MEDIAN ? 'median' : percentWords(points)} ${formatValue(valueAt(reading.bands, reading.place, k))}`);
  return `${reading.bands.source.name}, ${placeWords(reading).replaceAll(' · ', ', ')}: ${values.join(', ')}`;
}
