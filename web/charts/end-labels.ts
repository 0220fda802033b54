/** The last value of each line, written at its end while there is room. */
import { formatValue } from './format.js';
import type { Points } from './to-points.js';

export interface EndLabel {
  readonly text: string;
  readonly color: string;
  /** Middle of the text, pixels. */
  readonly y: number;
}

/** More lines than this would be a column of numbers nobody can match with lines. */
const MOST_LABELS = 6;

/** Lines whose last value may be written: few, not superseded, finite at the end. Empty when there are too many. */
export function labelled(all: readonly Points[]): readonly Points[] {
  const able = all.filter(({ line, last }) => !line.superseded && last >= 0);
  return able.length > MOST_LABELS ? [] : able;
}

/** Short enough for the room a chart keeps: four digits, three where zeros lead. */
export function endText(points: Points): string {
  const value = points.y[points.last] as number;
  return formatValue(value, Math.abs(value) < 0.01 ? 3 : 4);
}

/**
 * Moves labels apart until each has `height` pixels, keeping their order, between `top` and `bottom`. Empty when they do not all
 * fit: no label is better than one beside the wrong line.
 */
export function placeLabels(wanted: readonly EndLabel[], room: { readonly top: number; readonly bottom: number; readonly height: number }): EndLabel[] {
  const { top, bottom, height } = room;
  if (wanted.length * height > bottom - top + height) return [];
  const sorted = [...wanted].sort((a, b) => a.y - b.y);
  const ys: number[] = [];
  let free = top;
  for (const label of sorted) {
    const y = Math.max(label.y, free);
    ys.push(y);
    free = y + height;
  }
  let limit = bottom;
  for (let i = ys.length - 1; i >= 0; i--) {
    ys[i] = Math.min(ys[i] as number, limit);
    limit = (ys[i] as number) - height;
  }
  return sorted.map((label, i) => ({ ...label, y: ys[i] as number }));
}
