/** Slices to draw: every step of every source, rebinned over one range, in typed arrays. */
import type { Axis } from '../charts/line.js';
import type { Domain } from '../charts/projection.js';
import { positionOf, type HistogramSource, type StepRange } from './columns.js';
import { commonRange, rebin } from './rebin.js';

export interface Ridges {
  readonly sources: readonly HistogramSource[];
  readonly axis: Axis;
  /** Number of slices; those below are in the order of their positions, the oldest first. */
  readonly count: number;
  /** Source and step of each slice, as indexes. */
  readonly source: Int32Array;
  readonly index: Int32Array;
  /** Where a slice stands on the axis. */
  readonly positions: Float64Array;
  readonly bins: number;
  /** Values the bins cover. */
  readonly range: Domain;
  /** `bins` counts a slice, slice by slice. */
  readonly counts: Float64Array;
  /** The highest count of any bin; 0 when all are empty. */
  readonly highest: number;
}

/** Slices of steps within a range (all without one). The common range is that of all given steps, so that it does not jump while a range is dragged. */
export function makeRidges(sources: readonly HistogramSource[], options: { readonly axis: Axis; readonly bins: number; readonly within: StepRange | null }): Ridges {
  const { axis, bins, within } = options;
  const range = commonRange(sources.map(({ columns }) => columns)) ?? { min: 0, max: 1 };
  let size = 0;
  for (const { columns } of sources) size += columns.steps.length;
  const from = new Int32Array(size);
  const step = new Int32Array(size);
  const place = new Float64Array(size);
  let count = 0;
  sources.forEach((source, s) => {
    for (let i = 0; i < source.columns.steps.length; i++) {
      const at = source.columns.steps[i] as number;
      if (within !== null && (at < within.from || at > within.to)) continue;
      from[count] = s;
      step[count] = i;
      place[count++] = positionOf(source, i, axis);
    }
  });
  const order = Int32Array.from({ length: count }, (_, i) => i);
  // One series comes in order already, unless a restart set its clock back. Sorting is stable: of equals, the later source is in front.
  if (!isSorted(place, count)) order.sort((a, b) => (place[a] as number) - (place[b] as number));
  const counts = new Float64Array(count * bins);
  const ridges = { sources, axis, count, source: new Int32Array(count), index: new Int32Array(count), positions: new Float64Array(count), bins, range, counts };
  for (let k = 0; k < count; k++) {
    const i = order[k] as number;
    const s = from[i] as number;
    const at = step[i] as number;
    ridges.source[k] = s;
    ridges.index[k] = at;
    ridges.positions[k] = place[i] as number;
    const { offsets, buckets } = (sources[s] as HistogramSource).columns;
    rebin(buckets, offsets[at] as number, offsets[at + 1] as number, { range, bins, counts, at: k * bins });
  }
  let highest = 0;
  for (const value of counts) if (value > highest) highest = value;
  return { ...ridges, highest };
}

function isSorted(values: Float64Array, count: number): boolean {
  for (let i = 1; i < count; i++) if (!((values[i] as number) >= (values[i - 1] as number))) return false;
  return true;
}

/** What a slice stands for, in words and numbers. */
export function sliceOf(ridges: Ridges, slice: number): { readonly source: HistogramSource; readonly step: number; readonly wallTime: number; readonly relative: number } {
  const source = ridges.sources[ridges.source[slice] as number] as HistogramSource;
  const i = ridges.index[slice] as number;
  const wallTime = source.columns.wallTimes[i] as number;
  return { source, step: source.columns.steps[i] as number, wallTime, relative: wallTime - source.start };
}

/** Values of a bin. */
export function binEdges({ range, bins }: Ridges, bin: number): Domain {
  const width = (range.max - range.min) / bins;
  return { min: range.min + bin * width, max: bin === bins - 1 ? range.max : range.min + (bin + 1) * width };
}
