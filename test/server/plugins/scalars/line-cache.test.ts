import { describe, expect, it } from 'vitest';
import { LineCache } from '../../../../server/plugins/scalars/line-cache.js';
import type { SeriesLines } from '../../../../server/plugins/scalars/lines.js';

const linesOf = (points: number): SeriesLines => {
  const column = new Float64Array(points);
  return { start: 0, restarts: [], lines: [{ steps: column, wallTimes: column, values: column, x: column, smoothed: null, part: 0, superseded: false }] };
};

/** How often something was made when these keys were asked for in turn. */
function made(asked: readonly (readonly [key: string, commit: number, points: number])[]): number {
  const cache = new LineCache();
  let count = 0;
  for (const [key, commit, points] of asked) {
    cache.get(key, commit, {
      make: () => {
        count += 1;
        return linesOf(points);
      },
    });
  }
  return count;
}

describe('LineCache', () => {
  it('makes a long series once a commit', () => {
    expect(made([['a', 1, 60_000], ['a', 1, 60_000], ['a', 2, 60_000]])).toBe(2);
  });
  it('does not keep short series, nor ones past the limit', () => {
    expect(made([['a', 1, 10], ['a', 1, 10]])).toBe(2);
    expect(made([['a', 1, 1_100_000], ['a', 1, 1_100_000]])).toBe(2);
  });
  it('lets the one go that was longest unused', () => {
    const big = 400_000;
    expect(made([['a', 1, big], ['b', 1, big], ['a', 1, big], ['c', 1, big], ['a', 1, big], ['b', 1, big]])).toBe(4);
  });
});
