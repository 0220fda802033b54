import type { Pin } from '../state/address.js';

/** Which card: a plugin's tag; with the name of the run, and the sample, where a card of its kind shows only one. */
export type CardRef = Pin;

/** What groups and pages hold: cards, or plain tags where a tab has one card for each tag. */
export type CardItem = string | CardRef;

export const tagOf = (item: CardItem): string => (typeof item === 'string' ? item : item.tag);

/** Unlike that of any other card; the same as long as the card exists. */
export const keyOf = (item: CardItem): string =>
  typeof item === 'string' ? item : JSON.stringify([item.plugin, item.tag, ...(item.runId === undefined ? [] : [item.runId, item.sample ?? 0])]);
