import type { Projection } from './projection.js';
import type { Points } from './to-points.js';

/** How near a restart's mark the cursor has to be, pixels. */
const NEAR = 5;

/** A sentence when the cursor stands at the mark of a restart: "train restarted here"; '' elsewhere. */
export function restartNote(all: readonly Points[], axis: Projection, pixel: number): string {
  const names = new Set<string>();
  for (const { line, restarts } of all) {
    if (restarts.some((restart) => Math.abs(axis.pixel(restart) - pixel) < NEAR)) names.add(line.name);
  }
  const [first] = names;
  if (first === undefined) return '';
  return names.size === 1 ? `${first} restarted here` : `${names.size} runs restarted here`;
}
