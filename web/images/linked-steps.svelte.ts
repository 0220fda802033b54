import { SvelteMap } from 'svelte/reactivity';
import type { AppContext } from '../state/context.js';
import { atStep, type Position, unionOfSteps } from './steps.js';

/** What moves a card's slider from outside. */
export interface StepLink {
  /** Where all are; undefined leaves the card where it is. Null is the end. */
  readonly position: Position | null | undefined;
  /** The card's slider was moved. Undefined: it is the card's own affair. */
  readonly move?: ((position: Position) => void) | undefined;
  /** A chosen range of steps: marked on the slider, which stays inside. */
  readonly range?: { readonly from: number; readonly to: number } | null;
  /** A card and its steps are there; answers what takes them away. */
  include?(key: string, steps: readonly number[]): () => void;
}

const PARAMETER = 'imageStep';
/** Milliseconds the slider rests before its step goes into the address. */
const REST_MILLIS = 300;

/**
 * One step for all cards: null is the end of each, and stays there while the log grows. In the address, but not while it moves:
 * everything that reads the address would be worked out again for each picture of a scrub.
 */
export class LinkedSteps implements StepLink {
  readonly #selection: AppContext['selection'];
  readonly #clock: AppContext['clock'];
  readonly #lists = new SvelteMap<string, readonly number[]>();
  readonly #steps = $derived(unionOfSteps([...this.#lists.values()]));
  #position: Position | null = $state.raw(null);
  #cancel: (() => void) | null = null;

  constructor({ selection, clock }: Pick<AppContext, 'selection' | 'clock'>) {
    this.#selection = selection;
    this.#clock = clock;
    this.#read();
    selection.onMoved(() => this.#read());
  }

  /** All steps of all cards that are there, sorted. */
  get steps(): readonly number[] {
    return this.#steps;
  }

  get position(): Position | null {
    return this.#position;
  }

  /** Goes to a step; the last of all is the end. */
  readonly move = (position: Position): void => {
    this.#position = position.step >= (this.#steps.at(-1) ?? -Infinity) ? null : position;
    this.#cancel?.();
    this.#cancel = this.#clock.after(REST_MILLIS, () => this.#selection.setParameter(PARAMETER, this.#position === null ? '' : String(this.#position.step)));
  };

  include(key: string, steps: readonly number[]): () => void {
    this.#lists.set(key, steps);
    return () => this.#lists.delete(key);
  }

  #read(): void {
    const text = this.#selection.parameter(PARAMETER);
    const step = Number(text);
    this.#position = text === '' || !Number.isFinite(step) ? null : atStep(step);
  }
}
