import type { Component } from 'svelte';
import type { CardRef } from '../../cards/card-ref.js';
import HistogramCard from '../../cards/HistogramCard.svelte';
import ScalarCard from '../../cards/ScalarCard.svelte';
import type { TabCards } from '../../cards/tab-cards.svelte.js';
import { imageCards, listedSamples } from '../../images/image-cards.js';
import TimeSeriesImageCard from '../../images/TimeSeriesImageCard.svelte';
import type { SeriesRef } from '../../state/series-index.js';

/** What a card of the Time Series tab gets. */
export interface CardProps {
  readonly tag: string;
  /** Name of the run, '' for a card of all shown runs. */
  readonly run: string;
  readonly sample: number;
  readonly cards: TabCards;
  readonly pinned: boolean;
  /** Left out when there is no room for another pin. */
  readonly onpin?: () => void;
}

/** A kind of card: which cards a tag has, and how they are drawn. */
export interface CardKind {
  readonly plugin: string;
  /** Cards of one tag; `shown` gives its series of shown runs, in run order. */
  cardsOf(tag: string, shown: () => readonly SeriesRef[]): readonly CardRef[];
  readonly component: Component<CardProps>;
}

/** The kinds, one entry each, in TensorBoard's order: the cards of one tag come in this order, too. */
export const cardKinds: readonly CardKind[] = [
  // A scalar card stays, empty, when none of its runs is shown: it is where they come back.
  { plugin: 'scalars', component: ScalarCard, cardsOf: (tag) => [{ plugin: 'scalars', tag }] },
  { plugin: 'images', component: TimeSeriesImageCard, cardsOf: (tag, shown) => imageCards(tag, shown(), listedSamples) },
  { plugin: 'histograms', component: HistogramCard, cardsOf: (tag, shown) => shown().map(({ run }) => ({ plugin: 'histograms', tag, runId: run.name })) },
];
