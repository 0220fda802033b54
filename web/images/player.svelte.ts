import type { Clock } from '../state/clock.js';

/** Pictures a second one may choose. */
export const SPEEDS = [1, 2, 5, 10, 20] as const;
/** The fastest for someone who asked for little motion. */
const CALM = 2;

/** Moves on by itself, a picture at a time, until it is stopped or there is no next one. */
export class Player {
  readonly #clock: Clock;
  readonly #speed: () => number;
  readonly #calm: () => boolean;
  #cancel: (() => void) | null = null;
  #playing = $state(false);

  /** `speed` is in pictures a second and read at each; `calm` tells whether little motion is preferred. */
  constructor(clock: Clock, { speed, calm }: { speed: () => number; calm: () => boolean }) {
    this.#clock = clock;
    this.#speed = speed;
    this.#calm = calm;
  }

  get playing(): boolean {
    return this.#playing;
  }

  /** `advance` goes to the next picture, and answers false when there is none. */
  start(advance: () => boolean): void {
    this.stop();
    this.#playing = true;
    const plan = (): void => {
      const speed = this.#calm() ? Math.min(CALM, this.#speed()) : this.#speed();
      this.#cancel = this.#clock.after(1_000 / speed, () => {
        if (advance()) plan();
        else this.stop();
      });
    };
    plan();
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#playing = false;
  }
}
