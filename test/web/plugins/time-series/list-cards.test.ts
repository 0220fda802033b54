import { expect, test } from 'vitest';
import type { RunInfo } from '../../../../server/contract.js';
import { PluginSeries, type SeriesRef } from '../../../../web/state/series-index.js';
import { listCards } from '../../../../web/plugins/time-series/list-cards.js';

const run = (id: number, name: string): RunInfo => ({ id, name, startTime: id }) as RunInfo;
const [a, b] = [run(1, 'a'), run(2, 'b')];
const series = (tag: string, ...runs: RunInfo[]): readonly [string, SeriesRef[]] => [tag, runs.map((one) => ({ tag, run: one }) as SeriesRef)];
const plugins = new Map([
  ['scalars', new PluginSeries(new Map([series('w10', a), series('w2', a, b)]))],
  ['histograms', new PluginSeries(new Map([series('w2', a, b), series('w1', b)]))],
]);
const kinds = [
  { plugin: 'scalars', cardsOf: (tag: string) => [{ plugin: 'scalars', tag }] },
  { plugin: 'histograms', cardsOf: (tag: string, shown: () => readonly SeriesRef[]) => shown().map(({ run: { name } }) => ({ plugin: 'histograms', tag, runId: name })) },
];
const list = (shown: readonly number[]) => listCards(kinds, { seriesOf: (plugin) => plugins.get(plugin) as PluginSeries, shown: new Set(shown) });

test('cards of all kinds are ordered by tag, and those of one tag by kind and run', () => {
  const { tags, cards } = list([1, 2]);
  expect(tags).toEqual(['w1', 'w2', 'w10']);
  expect(cards.map(({ plugin, tag, runId }) => `${tag} ${plugin} ${runId ?? ''}`.trim())).toEqual([
    'w1 histograms b', 'w2 scalars', 'w2 histograms a', 'w2 histograms b', 'w10 scalars',
  ]);
});
test('cards of one run go with it; cards of a tag stay', () => {
  expect(list([]).cards).toEqual([{ plugin: 'scalars', tag: 'w2' }, { plugin: 'scalars', tag: 'w10' }]);
});
