/** Ridges → pixels, once a drawing: where each slice stands and how high its bins rise. */
import { Projection } from '../charts/projection.js';
import type { Rectangle } from '../charts/zoom.js';
import type { Ridges } from './ridges.js';

/** TensorBoard's two views: slices one behind the other, or on one base line. */
export type RidgeMode = 'offset' | 'overlay';

export interface RidgeLayout {
  readonly ridges: Ridges;
  readonly mode: RidgeMode;
  readonly log: boolean;
  readonly plot: Rectangle;
  /** Values ↔ pixels across. */
  readonly x: Projection;
  /** Positions ↔ pixels of base lines; meaningless in overlay mode. */
  readonly depth: Projection;
  /** Pixels of the highest bin above its base line. */
  readonly rise: number;
  /** Pixel of each slice's base line. */
  readonly bases: Float32Array;
  /** Pixel of each bin's top, `bins` a slice. */
  readonly tops: Float32Array;
  /** Pixel of the middle of each bin. */
  readonly middles: Float32Array;
}

/** Of the plot's height, what the highest ridge of many may take. */
const RISE = 0.4;

/** Heights are shares of the highest bin: of its count, or with `log` of the logarithm of 1 + count. */
export function layOut(ridges: Ridges, options: { readonly mode: RidgeMode; readonly log: boolean; readonly plot: Rectangle }): RidgeLayout {
  const { mode, log, plot } = options;
  const { count, bins, counts, highest, positions, range } = ridges;
  const height = plot.bottom - plot.top;
  const first = positions[0] ?? 0;
  const last = positions[count - 1] ?? 0;
  const deep = mode === 'offset' && last > first;
  const rise = height * (deep ? RISE : 0.94);
  const x = new Projection('linear', range, { from: plot.left, to: plot.right });
  const depth = new Projection('linear', { min: first, max: last }, { from: deep ? plot.top + rise : plot.bottom, to: plot.bottom });
  const bases = new Float32Array(count);
  const tops = new Float32Array(count * bins);
  const scale = highest > 0 ? rise / (log ? Math.log1p(highest) : highest) : 0;
  for (let i = 0; i < count; i++) {
    const base = deep ? depth.pixel(positions[i] as number) : plot.bottom;
    bases[i] = base;
    for (let k = i * bins; k < (i + 1) * bins; k++) {
      const value = counts[k] as number;
      tops[k] = value === 0 ? base : base - scale * (log ? Math.log1p(value) : value);
    }
  }
  const middles = Float32Array.from({ length: bins }, (_, bin) => plot.left + ((bin + 0.5) / bins) * (plot.right - plot.left));
  return { ridges, mode, log, plot, x, depth, rise, bases, tops, middles };
}

/** Bin under a pixel; the nearest one beyond the plot. */
export function binAt({ plot, ridges: { bins } }: RidgeLayout, px: number): number {
  return Math.max(0, Math.min(bins - 1, Math.floor(((px - plot.left) / (plot.right - plot.left)) * bins)));
}

/** Pixel of a slice's outline at a pixel across: straight lines between the middles of bins, and down to the base at both ends. */
export function topAt({ ridges: { bins }, plot, tops, bases, middles }: RidgeLayout, slice: number, px: number): number {
  const base = bases[slice] as number;
  const width = (plot.right - plot.left) / bins;
  const place = (px - plot.left) / width - 0.5;
  const bin = Math.floor(place);
  const from = bin < 0 ? base : (tops[slice * bins + Math.min(bin, bins - 1)] as number);
  const to = bin + 1 >= bins ? base : (tops[slice * bins + bin + 1] as number);
  const start = bin < 0 ? plot.left : (middles[Math.min(bin, bins - 1)] as number);
  const end = bin + 1 >= bins ? plot.right : (middles[bin + 1] as number);
  return end > start ? from + ((to - from) * (px - start)) / (end - start) : from;
}

/**
 * The slice whose outline is nearest above or below a spot; −1 without slices. In offset mode only what can be seen counts:
 * outlines that no newer slice covers there. Of equally near ones the newer.
 */
export function sliceAt(layout: RidgeLayout, px: number, py: number): number {
  const { count } = layout.ridges;
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  let skyline = Number.POSITIVE_INFINITY;
  for (let i = count - 1; i >= 0; i--) {
    const top = topAt(layout, i, px);
    if (layout.mode === 'offset') {
      if (top >= skyline) continue;
      skyline = top;
    }
    const distance = Math.abs(top - py);
    if (distance < least) {
      least = distance;
      best = i;
    }
  }
  return best;
}
