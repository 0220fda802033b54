import type { AudioSteps } from '../../server/plugins/audio/contract.js';

/** The steps of a series that have one sample, as columns of equal length. */
export interface ClipSteps {
  readonly steps: readonly number[];
  /** Seconds since the epoch. */
  readonly wallTimes: readonly number[];
  /** Addresses of the clips, relative to the page. */
  readonly paths: readonly string[];
}

/** Steps that have sample `sample` (from 0); all of them as a rule. */
export function stepsOfSample(all: AudioSteps, sample: number): ClipSteps {
  const kept = all.steps.flatMap((_, i) => (sample < (all.samples[i] ?? 0) ? [i] : []));
  return {
    steps: kept.map((i) => all.steps[i] ?? 0),
    wallTimes: kept.map((i) => all.wallTimes[i] ?? 0),
    paths: kept.map((i) => `api/plugins/audio/blob/${all.keys[i] ?? ''}/${sample}`),
  };
}

/** The most samples of a step; 0 without steps. */
export const mostSamples = (all: AudioSteps): number => all.samples.reduce((most, n) => Math.max(most, n), 0);
