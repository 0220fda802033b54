import type { Axis } from '../charts/line.js';
import type { StepChoice } from '../charts/selection.js';
import { WHOLE, type View } from '../charts/zoom.js';

/** What a person did to one card. Outlives the card itself: paging away and back loses nothing. */
export class CardState {
  yLog = $state(false);
  xLog = $state(false);
  full = $state(false);
  #zoom: { readonly axis: Axis; readonly view: View } | null = $state.raw(null);
  choice: StepChoice | null = $state.raw(null);
  /** Steps a histogram shows; null for all. */
  range: { readonly from: number; readonly to: number } | null = $state.raw(null);

  /** What was zoomed to on this axis: on another one, in another unit, it means nothing. */
  view(axis: Axis): View {
    return this.#zoom?.axis === axis ? this.#zoom.view : WHOLE;
  }

  setView(axis: Axis, view: View): void {
    this.#zoom = { axis, view };
  }
}

/** The cards of one tab: their states by tag, and the step all of them share when linked. */
export class TabCards {
  // Plain: making a state while a card is made is no change that anything shows.
  readonly #states: Record<string, CardState> = Object.create(null) as Record<string, CardState>;
  /** The step chosen on all cards, with "Link by step". */
  linked: StepChoice | null = $state.raw(null);

  of(tag: string): CardState {
    return (this.#states[tag] ??= new CardState());
  }
}
