/** A chart in one sentence, for those who do not see it. */
import { formatCount, formatValue, formatX } from './format.js';
import type { Axis, Line } from './line.js';
import type { Domain } from './projection.js';
import type { Points } from './to-points.js';

const AXIS_WORD: Readonly<Record<Axis, string>> = { step: 'step', relative: 'time', wall: 'time' };

/** "loss, 3 runs, step 0 to 10,000, latest 0.12"; "loss, no points" without any. */
export function chartLabel(title: string, all: readonly Points[], options: { readonly axis: Axis; readonly extent: Domain | null }): string {
  const names = new Set<string>();
  let latest: Points | null = null;
  for (const points of all) {
    if (points.x.length === 0) continue;
    names.add(points.line.name);
    if (points.line.superseded || points.last < 0) continue;
    if (latest === null || (points.x[points.x.length - 1] as number) > (latest.x[latest.x.length - 1] as number)) latest = points;
  }
  if (names.size === 0 || options.extent === null) return `${title}, no points`;
  const { axis, extent } = options;
  const range = `${AXIS_WORD[axis]} ${formatX(extent.min, axis)} to ${formatX(extent.max, axis)}`;
  const value = latest === null ? '' : `, latest ${formatValue(latest.y[latest.last] as number)}`;
  return `${title}, ${names.size === 1 ? '1 run' : `${names.size} runs`}, ${range}${value}`;
}

/** The quiet badge: how many points the lines stand for. '' without points. */
export function pointsBadge(lines: readonly Line[]): string {
  let total = 0;
  let drawn = 0;
  let widest = 0;
  for (const line of lines) {
    const { length } = line.columns.values;
    total += Math.max(line.total, length);
    drawn += length;
    widest = Math.max(widest, length);
  }
  if (total === 0) return '';
  if (drawn >= total) return total === 1 ? '1 point' : `all ${formatCount(total)} points`;
  // A column of pixels keeps its first, last, smallest and largest point: about two of them stand apart.
  return `${formatCount(total)} points, drawn as min and max of ${formatCount(Math.max(1, Math.round(widest / 2)))} columns`;
}
