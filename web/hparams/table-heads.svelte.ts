import { SvelteMap } from 'svelte/reactivity';
import { moveKey } from '../charts/table.js';
import { cellText, type Column } from './columns.js';

/** Widths of columns, CSS pixels. */
export const LEAST_WIDTH = 48;
export const MOST_WIDTH = 800;
/** Of a column that is of no hyperparameter and no metric. */
const USUAL = 200;
/** What a column is made wide by at first: its label and as many cells, each character so many pixels. */
const [LOOKED_AT, CHARACTER, BESIDE, MARK, WIDEST] = [100, 6.8, 24, 10, 220];
/** Pixels a press has to move to be a drag. */
const DRAG = 5;

/** How heads are dragged: into another order, or to another width. Widths last as long as the tab. */
export class TableHeads {
  readonly #keys: () => readonly string[];
  readonly #onorder: (keys: readonly string[]) => void;
  readonly #widths = new SvelteMap<string, number>();
  /** The column being dragged, and the one whose place it would take. */
  moving: { readonly key: string; readonly to: string } | null = $state.raw(null);
  /** Whether the last press was a drag: the click it ends with is none. */
  dragged = false;

  constructor({ keys, onorder }: { keys: () => readonly string[]; onorder: (keys: readonly string[]) => void }) {
    this.#keys = keys;
    this.#onorder = onorder;
  }

  width(key: string, column?: Column): number {
    return this.#widths.get(key) ?? (column === undefined ? USUAL : usualWidth(column));
  }

  setWidth(key: string, width: number): void {
    this.#widths.set(key, Math.round(Math.max(LEAST_WIDTH, Math.min(MOST_WIDTH, width))));
  }

  /** One to the left (-1) or right (1). */
  move(key: string, by: number): void {
    const keys = this.#keys();
    const to = keys[keys.indexOf(key) + by];
    if (to !== undefined) this.#onorder(moveKey(keys, key, to));
  }

  /** Follows the pointer from a head; `heads` are those that can change places, by key. */
  drag(start: PointerEvent & { currentTarget: HTMLElement }, key: string, heads: () => readonly { readonly key: string; readonly element: Element }[]): void {
    this.dragged = false;
    if (start.button !== 0 || start.pointerType === 'touch') return;
    follow(start, {
      move: (event) => {
        if (this.moving === null && Math.abs(event.clientX - start.clientX) < DRAG) return;
        const all = heads();
        const over = all.find(({ element }) => event.clientX < element.getBoundingClientRect().right) ?? all.at(-1);
        this.dragged = true;
        this.moving = { key, to: over?.key ?? key };
      },
      end: (given) => {
        const { moving } = this;
        this.moving = null;
        if (!given || moving === null || moving.key === moving.to) return;
        this.#onorder(moveKey(this.#keys(), moving.key, moving.to));
      },
    });
  }

  /** Follows the pointer at the edge of a head. */
  resize(start: PointerEvent & { currentTarget: HTMLElement }, key: string, width: number): void {
    if (start.button !== 0) return;
    start.preventDefault();
    start.stopPropagation();
    follow(start, { move: (event) => this.setWidth(key, width + event.clientX - start.clientX), end: () => {} });
  }

  /** Where a head is marked while another hovers over its place. */
  mark(key: string): 'before' | 'after' | '' {
    const { moving } = this;
    if (moving === null || moving.to !== key || moving.key === key) return '';
    const keys = this.#keys();
    return keys.indexOf(moving.key) > keys.indexOf(key) ? 'before' : 'after';
  }
}

function follow(start: PointerEvent & { currentTarget: HTMLElement }, { move, end }: { move: (event: PointerEvent) => void; end: (given: boolean) => void }): void {
  const element = start.currentTarget;
  const stop = new AbortController();
  const { signal } = stop;
  element.setPointerCapture(start.pointerId);
  element.addEventListener('pointermove', move, { signal });
  for (const type of ['pointerup', 'pointercancel'] as const) {
    element.addEventListener(type, () => {
      stop.abort();
      end(type === 'pointerup');
    }, { signal });
  }
}

const usual = new WeakMap<Column, number>();

/** So wide that its label and most of its values are seen whole. */
function usualWidth(column: Column): number {
  let width = usual.get(column);
  if (width === undefined) {
    const longest = column.values.slice(0, LOOKED_AT).reduce<number>((most, value) => Math.max(most, cellText(value).length), column.label.length + 2);
    usual.set(column, (width = Math.min(WIDEST, Math.ceil(Math.max(LEAST_WIDTH, longest * CHARACTER + BESIDE + (column.goal === null ? 0 : MARK))))));
  }
  return width;
}
