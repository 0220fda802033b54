import { compareNaturally } from '../state/natural-order.js';
import { type CardItem, tagOf } from './card-ref.js';

/** Tags, or cards of tags, that share the text before their first "/" (the whole tag when it has none). */
export interface TagGroup<Item extends CardItem> {
  readonly name: string;
  readonly items: readonly Item[];
}

/** Groups in natural order; their items keep the order they come in. */
export function groupByTag<Item extends CardItem>(items: readonly Item[]): TagGroup<Item>[] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const name = groupOf(tagOf(item));
    const group = groups.get(name);
    if (group) group.push(item);
    else groups.set(name, [item]);
  }
  return [...groups].map(([name, members]) => ({ name, items: members })).sort((a, b) => compareNaturally(a.name, b.name));
}

/** Groups shown under one header. */
export interface CardSection<Item extends CardItem> {
  /** One, or several of a single card each. */
  readonly groups: readonly TagGroup<Item>[];
  readonly items: readonly Item[];
}

/**
 * A section for each group; only neighbours that are a single card of a tag without "/" share one. Such a tag is no group of
 * anything, and a row of its own for each would leave most of the page empty.
 */
export function sectionsOf<Item extends CardItem>(groups: readonly TagGroup<Item>[]): CardSection<Item>[] {
  const sections: { groups: TagGroup<Item>[]; items: Item[] }[] = [];
  let joinable = false;
  for (const group of groups) {
    const alone = group.items.length === 1 && group.items.every((item) => tagOf(item) === group.name);
    const last = sections.at(-1);
    if (alone && joinable && last) {
      last.groups.push(group);
      last.items.push(...group.items);
    } else sections.push({ groups: [group], items: [...group.items] });
    joinable = alone;
  }
  return sections;
}

export function groupOf(tag: string): string {
  const slash = tag.indexOf('/');
  return slash < 0 ? tag : tag.slice(0, slash);
}

/** A tag as a title: its path, to be dimmed, and its name. What writers add (`/scalar_summary`, `/text_summary`) says nothing and is dropped. */
export function titleOf(tag: string): { readonly path: string; readonly name: string } {
  const shown = tag.replace(/\/(scalar|text)_summary(_\d+)?$/, '') || tag;
  const slash = shown.lastIndexOf('/');
  return { path: shown.slice(0, slash + 1), name: shown.slice(slash + 1) };
}

/** The cards of a page, and the page that exists when the wanted one does not. */
export function pageOf<T>(items: readonly T[], page: number, size: number): { readonly page: number; readonly pages: number; readonly items: readonly T[] } {
  const pages = Math.max(1, Math.ceil(items.length / size));
  const at = Math.max(0, Math.min(pages - 1, page));
  return { page: at, pages, items: items.slice(at * size, (at + 1) * size) };
}
