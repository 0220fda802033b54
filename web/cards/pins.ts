import type { Pin } from '../state/address.js';
import { type CardRef, keyOf } from './card-ref.js';

/** TensorBoard's limit: pins live in the address, which has to stay short. */
export const MOST_PINS = 10;

export const isPinned = (pins: readonly Pin[], card: CardRef): boolean => pins.some((pin) => keyOf(pin) === keyOf(card));

/** Pins with a card pinned, or unpinned when it was. Unchanged when there is no room for another. */
export function togglePin(pins: readonly Pin[], card: CardRef): readonly Pin[] {
  if (isPinned(pins, card)) return pins.filter((pin) => keyOf(pin) !== keyOf(card));
  return pins.length >= MOST_PINS ? pins : [...pins, card];
}

/** Pins, each once: an address may have been written by hand. */
export const eachOnce = (pins: readonly Pin[]): Pin[] => [...new Map(pins.map((pin) => [keyOf(pin), pin])).values()];
