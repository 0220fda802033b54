/** What ridges say in words: the label of the picture, and the slice under the pointer or the keyboard's cursor. */
import { formatCount, formatInteger, formatRelative, formatValue, formatWall, formatX } from '../charts/format.js';
import { binWords, countWords } from './draw-ridges.js';
import { sliceOf, type Ridges } from './ridges.js';

/** "weights, 2 runs, 102 steps from 0 to 900, values −0.31 to 0.29". */
export function ridgesLabel(title: string, { sources, count, axis, positions, range, highest }: Ridges): string {
  if (count === 0) return `${title}, no steps`;
  const names = sources.length === 1 ? (sources[0]?.name ?? '') : `${sources.length} runs`;
  const [first, last] = [positions[0] as number, positions[count - 1] as number];
  const span = count === 1 ? `${axis === 'step' ? 'step ' : ''}${formatX(first, axis)}` : `${formatInteger(count)} steps from ${formatX(first, axis)} to ${formatX(last, axis)}`;
  return [title, names, span, highest > 0 ? `values ${formatValue(range.min, 3)} to ${formatValue(range.max, 3)}` : 'all empty'].join(', ');
}

/** A slice in a line: its step, times, how many values it holds; and the run where there are several. */
export function sliceWords(ridges: Ridges, slice: number): string {
  const { source, step, wallTime, relative } = sliceOf(ridges, slice);
  return [
    ...(ridges.sources.length > 1 ? [source.name] : []),
    `step ${formatInteger(step)}`, formatWall(wallTime), formatRelative(relative), `${formatCount(Math.round(totalOf(ridges, slice)))} values`,
  ].join(' · ');
}

/** The same for a screen reader, with the count of one bin. */
export function readingWords(ridges: Ridges, slice: number, bin: number): string {
  const count = ridges.counts[slice * ridges.bins + bin] as number;
  return `${sliceWords(ridges, slice).replaceAll(' · ', ', ')}, ${countWords(count)} of them ${binWords(ridges, bin).replace('–', 'to')}`;
}

/** All counts of a slice. */
export function totalOf({ counts, bins }: Ridges, slice: number): number {
  let total = 0;
  for (let k = slice * bins; k < (slice + 1) * bins; k++) total += counts[k] as number;
  return total;
}
