/** Percentiles over time: the numbers of the Distributions tab, and where they are drawn. */
import type { Axis } from '../charts/line.js';
import { lowerBound, nearest, upperBound } from '../charts/nearest.js';
import type { Domain, Projection } from '../charts/projection.js';
import { positionOf, type HistogramSource } from './columns.js';

/** TensorBoard's percentiles in basis points: whole and half standard deviations of a normal distribution. */
export const BASIS_POINTS = [0, 668, 1587, 3085, 5000, 6915, 8413, 9332, 10_000] as const;
export const MEDIAN = 4;

/** Opacity of the eight bands: by what they hold, as in TensorBoard, and light enough for the median to be seen on them. */
export const BAND_OPACITY: readonly number[] = BASIS_POINTS.slice(1).map((point, i) => (point - (BASIS_POINTS[i] as number)) / 3600);

/** One source as bands. Steps are in the order of their positions. */
export interface Bands {
  readonly source: HistogramSource;
  readonly x: Float64Array;
  /** Step of each place, as an index into the source's columns. */
  readonly index: Int32Array;
}

export function makeBands(sources: readonly HistogramSource[], axis: Axis): Bands[] {
  return sources.map((source) => {
    const count = source.columns.steps.length;
    const place = Float64Array.from({ length: count }, (_, i) => positionOf(source, i, axis));
    const index = Int32Array.from({ length: count }, (_, i) => i).sort((a, b) => (place[a] as number) - (place[b] as number));
    return { source, x: Float64Array.from(index, (i) => place[i] as number), index };
  });
}

/** The k-th percentile at a place; NaN or infinite when the file says so. */
export const valueAt = ({ source: { columns }, index }: Bands, place: number, k: number): number =>
  columns.percentiles[(index[place] as number) * BASIS_POINTS.length + k] as number;

/** Smallest and largest finite value among places with x in `within` (all without it), neighbours just outside included; null without any. */
export function valueExtent(all: readonly Bands[], within: Domain | null): Domain | null {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const bands of all) {
    const [from, to] = placesWithin(bands, within);
    for (let place = from; place < to; place++) {
      for (let k = 0; k < BASIS_POINTS.length; k++) {
        const value = valueAt(bands, place, k);
        if (!Number.isFinite(value)) continue;
        if (value < min) min = value;
        if (value > max) max = value;
      }
    }
  }
  return min > max ? null : { min, max };
}

/** First place and the one after the last that touch a range of x: lines to neighbours outside are seen, too. */
export function placesWithin({ x }: Bands, within: Domain | null): readonly [number, number] {
  if (within === null) return [0, x.length];
  return [Math.max(0, lowerBound(x, within.min) - 1), Math.min(x.length, upperBound(x, within.max) + 1)];
}

export interface BandReading {
  readonly bands: Bands;
  readonly place: number;
}

/** Of each source the place nearest to x, the source whose median is nearest to the pointer first; empty without places. */
export function readingsAt(all: readonly Bands[], x: number, options: { readonly py: number | null; readonly y: Projection }): BandReading[] {
  const { py, y } = options;
  const found = all.flatMap((bands): (BandReading & { readonly away: number })[] => {
    const place = nearest(bands.x, x);
    if (place < 0) return [];
    const away = py === null ? 0 : Math.abs(y.pixel(valueAt(bands, place, MEDIAN)) - py);
    return [{ bands, place, away: Number.isFinite(away) ? away : Number.MAX_VALUE }];
  });
  return found.sort((a, b) => a.away - b.away).map(({ bands, place }) => ({ bands, place }));
}
