import { describe, expect, it } from 'vitest';
import type { RunInfo } from '../../../../server/contract.js';
import { columnsOf, rowsOf, sameCell } from '../../../../web/plugins/images/compare.js';
import { PluginSeries, type SeriesRef } from '../../../../web/state/series-index.js';

const run = (id: number): RunInfo => ({ id, name: `run-${id}` }) as unknown as RunInfo;
const of = (tag: string, ...runs: RunInfo[]): [string, SeriesRef[]] => [tag, runs.map((one) => ({ id: one.id, run: one, tag }) as unknown as SeriesRef)];

describe('the comparison', () => {
  const [one, two, three] = [run(1), run(2), run(3)];
  const series = new PluginSeries(new Map([of('x', one, three), of('y', two)]));

  it('has a column for each tag, or for each sample of a tag', () => {
    expect(columnsOf({ by: 'tags', tags: ['x', 'y'], sample: 1 })).toEqual([{ name: 'x', tag: 'x', sample: 1 }, { name: 'y', tag: 'y', sample: 1 }]);
    expect(columnsOf({ by: 'samples', tag: 'x', samples: 2 }).map(({ name, sample }) => [name, sample])).toEqual([['Sample 1', 0], ['Sample 2', 1]]);
    expect(columnsOf({ by: 'tags', tags: [], sample: 0 })).toEqual([]);
  });

  it('has a row for each run with a picture in some column, in run order', () => {
    expect(rowsOf([three, two, one], columnsOf({ by: 'samples', tag: 'x', samples: 9 }), series)).toEqual([three, one]);
    expect(rowsOf([one, two, three], columnsOf({ by: 'tags', tags: ['x', 'y'], sample: 0 }), series)).toEqual([one, two, three]);
    expect(rowsOf([one], [], series)).toEqual([]);
  });

  it('tells cells apart', () => {
    const cell = { run: 'a', tag: 'x', sample: 0 };
    expect([sameCell(cell, { ...cell }), sameCell(cell, { ...cell, sample: 1 }), sameCell(cell, null), sameCell(null, null)]).toEqual([true, false, false, true]);
  });
});
