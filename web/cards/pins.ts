import type { Pin } from '../state/address.js';

/** TensorBoard's limit: pins live in the address, which has to stay short. */
export const MOST_PINS = 10;

export const isPinned = (pins: readonly Pin[], tag: string): boolean => pins.some((pin) => pin.plugin === 'scalars' && pin.tag === tag);

/** Pins with a scalar card pinned, or unpinned when it was. Unchanged when there is no room for another. */
export function togglePin(pins: readonly Pin[], tag: string): readonly Pin[] {
  if (isPinned(pins, tag)) return pins.filter((pin) => !(pin.plugin === 'scalars' && pin.tag === tag));
  return pins.length >= MOST_PINS ? pins : [...pins, { plugin: 'scalars', tag }];
}

/** Tags of scalar pins, each once: what is remembered for the log folder. */
export const pinnedTags = (pins: readonly Pin[]): string[] => [...new Set(pins.filter((pin) => pin.plugin === 'scalars').map(({ tag }) => tag))];
