import type { CardRef } from '../../cards/card-ref.js';
import { compareNaturally } from '../../state/natural-order.js';
import type { PluginSeries } from '../../state/series-index.js';
import type { CardKind } from './card-kinds.js';

/** All tags in natural order, and their cards: those of one tag by kind, then by run. */
export function listCards(
  kinds: readonly Pick<CardKind, 'plugin' | 'cardsOf'>[],
  options: { readonly seriesOf: (plugin: string) => PluginSeries; readonly shown: ReadonlySet<number> },
): { readonly tags: readonly string[]; readonly cards: readonly CardRef[] } {
  const known = kinds.map((kind) => ({ kind, series: options.seriesOf(kind.plugin) }));
  const tags = [...new Set(known.flatMap(({ series }) => series.tags))].sort(compareNaturally);
  const cards = tags.flatMap((tag) => known.flatMap(({ kind, series }) => {
    const all = series.of(tag);
    return all.length === 0 ? [] : kind.cardsOf(tag, () => all.filter(({ run }) => options.shown.has(run.id)));
  }));
  return { tags, cards };
}
