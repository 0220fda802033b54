import type { StepPosition } from '../cards/step-position.js';
import type { Clips } from './clips.js';
import type { Stage } from './stage.svelte.js';

/** What a person did to one card; outlives the card. */
export class AudioCardState {
  /** Null: at the end, and staying there. */
  position: StepPosition | null = $state.raw(null);
  /** From 0. */
  sample = $state(0);
}

/** What the cards of the tab share. */
export class AudioCards {
  readonly stage: Stage;
  readonly clips: Clips;
  readonly #states = new Map<number, AudioCardState>();

  constructor({ stage, clips }: { stage: Stage; clips: Clips }) {
    this.stage = stage;
    this.clips = clips;
  }

  of(series: number): AudioCardState {
    let state = this.#states.get(series);
    if (state === undefined) this.#states.set(series, (state = new AudioCardState()));
    return state;
  }
}
