import type { CardRef } from '../cards/card-ref.js';
import type { SeriesRef } from '../state/series-index.js';

/** Cards of one tag: one for each of its runs and samples, in that order. */
export function imageCards(tag: string, series: readonly SeriesRef[], samplesOf: (series: SeriesRef) => number): readonly CardRef[] {
  return series.flatMap((one) => Array.from({ length: samplesOf(one) }, (_, sample) => ({ plugin: 'images', tag, runId: one.run.name, sample })));
}

/** Samples at the last step as listed; its items count width and height, too. At least 1. */
export const listedSamples = ({ lastValue }: Pick<SeriesRef, 'lastValue'>): number => (Number.isFinite(lastValue) ? Math.max(1, lastValue - 2) : 1);
