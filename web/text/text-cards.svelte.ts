import type { StepPosition } from '../cards/step-position.js';

/** Texts listed at first, and by how many more are shown. */
export const LIST_STEP = 10;

/** What a person did to one card; outlives the card. */
export class TextCardState {
  /** Where the slider stands; null: at the end, and staying there. */
  position: StepPosition | null = $state.raw(null);
  /** Texts listed at most. */
  limit = $state(LIST_STEP);
  full = $state(false);
  /** The two steps compared, `before` null for the one before the last; null when none are. */
  comparing: { readonly before: StepPosition | null; readonly after: StepPosition | null } | null = $state.raw(null);
}

/** The cards of the tab. */
export class TextCards {
  readonly #states = new Map<number, TextCardState>();

  of(series: number): TextCardState {
    let state = this.#states.get(series);
    if (state === undefined) this.#states.set(series, (state = new TextCardState()));
    return state;
  }
}
