/** Heights on a grid → lines of equal height and bands of colour. Number `j * columns + i` is the height at (i, j). */
import { niceStep } from '../../charts/ticks.js';

export interface HeightGrid {
  readonly columns: number;
  readonly rows: number;
  readonly values: readonly number[];
}

/** Least and greatest finite height; null when there is none. */
export function heightExtent(values: readonly number[]): { readonly min: number; readonly max: number } | null {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  return min <= max ? { min, max } : null;
}

/** Round heights between the least and the greatest, ascending, at most about `most`; none when all are alike. */
export function levelsOf(values: readonly number[], most: number): number[] {
  const extent = heightExtent(values);
  // Rounding alone can make heights of a flat model differ.
  if (extent === null || extent.max - extent.min <= 1e-12 * Math.max(Math.abs(extent.min), Math.abs(extent.max))) return [];
  const step = niceStep(extent, most, [1, 2, 2.5, 5, 10]);
  const first = Math.floor(extent.min / step) + 1;
  const levels: number[] = [];
  for (let k = first; k * step < extent.max && levels.length < 50; k++) levels.push(Number((k * step).toPrecision(12)) + 0);
  return levels;
}

/** Number of the band a height is in: how many levels are at or below it; −1 for NaN. */
export function bandOf(levels: readonly number[], value: number): number {
  if (Number.isNaN(value)) return -1;
  let band = 0;
  while (band < levels.length && (levels[band] as number) <= value) band++;
  return band;
}

/** Height between grid points, straight along each axis. Beyond the edge it is the edge's. */
export function heightAt({ columns, rows, values }: HeightGrid, x: number, y: number): number {
  const i = Math.max(0, Math.min(columns - 1, x));
  const j = Math.max(0, Math.min(rows - 1, y));
  const [left, bottom] = [Math.floor(i), Math.floor(j)];
  const [right, top] = [Math.min(columns - 1, left + 1), Math.min(rows - 1, bottom + 1)];
  const [across, up] = [i - left, j - bottom];
  const at = (column: number, row: number): number => values[row * columns + column] ?? Number.NaN;
  const low = mix(at(left, bottom), at(right, bottom), across);
  return up === 0 ? low : mix(low, mix(at(left, top), at(right, top), across), up);
}

/** So that a NaN that has no weight does no harm. */
const mix = (a: number, b: number, part: number): number => (part === 0 ? a : a + (b - a) * part);

/**
 * The line of one height by marching squares: pieces as x₀, y₀, x₁, y₁ in grid coordinates. Where four corners leave two ways open
 * (a saddle), the mean of the four decides. Cells with a corner that is not finite have none.
 */
export function isoline({ columns, rows, values }: HeightGrid, level: number): number[] {
  const pieces: number[] = [];
  for (let j = 0; j + 1 < rows; j++) {
    for (let i = 0; i + 1 < columns; i++) {
      const at = j * columns + i;
      cell([values[at] as number, values[at + 1] as number, values[at + columns + 1] as number, values[at + columns] as number], { i, j, level, pieces });
    }
  }
  return pieces;
}

/** Corners go round: (0,0), (1,0), (1,1), (0,1). Edge k lies between corner k and the next. */
const CORNERS = [[0, 0], [1, 0], [1, 1], [0, 1]] as const;

function cell(corners: readonly [number, number, number, number], { i, j, level, pieces }: { readonly i: number; readonly j: number; readonly level: number; readonly pieces: number[] }): void {
  if (!corners.every(Number.isFinite)) return;
  const above = corners.map((height) => height >= level);
  const crossed = [0, 1, 2, 3].filter((k) => above[k] !== above[(k + 1) % 4]);
  const point = (k: number): [number, number] => {
    const [from, to] = [corners[k] as number, corners[(k + 1) % 4] as number];
    const part = (level - from) / (to - from);
    const [[x0, y0], [x1, y1]] = [CORNERS[k] as readonly [number, number], CORNERS[(k + 1) % 4] as readonly [number, number]];
    return [i + x0 + (x1 - x0) * part, j + y0 + (y1 - y0) * part];
  };
  const draw = (a: number, b: number): void => void pieces.push(...point(a), ...point(b));
  if (crossed.length === 2) draw(crossed[0] as number, crossed[1] as number);
  if (crossed.length < 4) return;
  // A saddle: the line cuts off those corners that are unlike the middle.
  const middle = (corners[0] + corners[1] + corners[2] + corners[3]) / 4 >= level;
  if (middle === above[0]) {
    draw(0, 1);
    draw(2, 3);
  } else {
    draw(3, 0);
    draw(1, 2);
  }
}
