import type { Filter } from '../state/filter.js';

/** TensorBoard offers 25 and counts the rest. */
export const MOST_SUGGESTIONS = 25;

/** The first tags a filter matches, and how many more there are. None for an invalid expression. */
export function suggestTags(tags: readonly string[], filter: Filter): { readonly shown: readonly string[]; readonly more: number } {
  const matching = filter.error === '' ? tags.filter((tag) => filter.matches(tag)) : [];
  return { shown: matching.slice(0, MOST_SUGGESTIONS), more: Math.max(0, matching.length - MOST_SUGGESTIONS) };
}

/** A tag as an expression that matches it and nothing longer. */
export const exactly = (tag: string): string => `^${tag.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`;
