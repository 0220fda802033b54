/** TensorBoard's toggles for kinds of card: all of them, or any choice of some. */

/** What the toggle of a kind says. A kind without words cannot be chosen, and is then only in sight with all. */
export const KIND_WORDS: Readonly<Record<string, string>> = { scalars: 'Scalars', images: 'Images', histograms: 'Histograms' };

/** Kinds to show, by plugin; none chosen means all. */
export type KindChoice = readonly string[];

export const showsKind = (choice: KindChoice, plugin: string): boolean => choice.length === 0 || choice.includes(plugin);

/** The choice after a click on one kind. Choosing the last one missing is choosing all. */
export function toggleKind(choice: KindChoice, plugin: string, all: readonly string[]): KindChoice {
  const next = choice.includes(plugin) ? choice.filter((one) => one !== plugin) : [...choice, plugin];
  return all.every((one) => next.includes(one)) ? [] : next;
}

/** "scalar or image": what is shown, for a sentence. '' for all. */
export const kindWords = (choice: KindChoice): string => choice.map((plugin) => (KIND_WORDS[plugin] ?? plugin).toLowerCase().replace(/s$/, '')).join(' or ');
