import type { RunInfo } from '../../server/contract.js';
import type { Catalogue } from './catalogue.svelte.js';
import type { FolderMemory } from './folder-memory.js';
import type { RunChoice } from './run-choice.svelte.js';
import type { Selection } from './selection.svelte.js';

/** How a run is drawn. */
export interface RunColour {
  /** For stylesheets: `var(--run-3)`, or the colour picked by hand (`#rrggbb`). */
  readonly css: string;
  /** The token's name (`--run-3`), to be resolved for a canvas; null for a colour picked by hand. */
  readonly token: string | null;
  /** Line dash in CSS pixels; empty for a solid line. */
  readonly dash: readonly number[];
}

/** Colours in the palette (`--run-0` … in tokens.css). */
export const PALETTE_SIZE = 10;

/** Second channel: the eleventh to twentieth run take the second pattern, and so on; told apart at 1.5 px. */
export const DASHES: readonly (readonly number[])[] = [
  [], [6, 3], [2, 2], [8, 3, 2, 3], [12, 4], [4, 2, 1, 2], [3, 6], [8, 2, 2, 2, 2, 2], [14, 3, 5, 3], [1, 4],
];

/** One colour group of TensorBoard's "Color runs by regex": the tuple of capture groups, or `matches` without any. */
export interface ColourGroup {
  readonly name: string;
  readonly runs: readonly RunInfo[];
  readonly colour: RunColour;
}

/**
 * Colours of runs, by run order: stable while a log folder grows, because a new run never changes the place of an old
 * one. Neighbours differ in colour, runs ten apart in dash; a run that alone of those shown has its colour is drawn solid. With an expression to colour by, all runs of a group share a
 * colour and runs outside every group are grey. A colour picked by hand wins.
 */
export class RunColours {
  readonly #catalogue: Catalogue;
  readonly #selection: Selection;
  readonly #memory: FolderMemory;
  readonly #runs: Pick<RunChoice, 'shown' | 'shownIds'>;
  #picked: Readonly<Record<string, string>> = $state.raw({});
  readonly #groups = $derived.by(() => groupRuns(this.#catalogue.runs, this.#selection.colourBy));
  readonly #byRun = $derived.by(() => new Map(this.#groups?.flatMap((group) => group.runs.map((run) => [run.id, group.colour] as const))));

  /** How many of the shown runs have each of the palette's colours. */
  readonly #shownOf = $derived.by(() => {
    const counts = new Map<string | null, number>();
    for (const run of this.#runs.shown) {
      const { token } = this.#nth(run);
      counts.set(token, (counts.get(token) ?? 0) + 1);
    }
    return counts;
  });

  constructor({ catalogue, selection, memory, runs }: {
    catalogue: Catalogue;
    selection: Selection;
    memory: FolderMemory;
    runs: Pick<RunChoice, 'shown' | 'shownIds'>;
  }) {
    this.#runs = runs;
    this.#catalogue = catalogue;
    this.#selection = selection;
    this.#memory = memory;
  }

  /** Takes the picked colours of the opened log folder. */
  restart(): void {
    this.#picked = this.#memory.notes.colours ?? {};
  }

  /** The groups runs are coloured by; null when each run has its own colour. */
  get groups(): readonly ColourGroup[] | null {
    return this.#groups;
  }

  of(run: RunInfo): RunColour {
    const own = this.#groups !== null ? (this.#byRun.get(run.id) ?? UNGROUPED) : this.#solidIfAlone(run);
    const picked = this.#picked[run.name];
    if (!picked) return own;
    return picked.startsWith('--') ? { css: `var(${picked})`, token: picked, dash: own.dash } : { css: picked, token: null, dash: own.dash };
  }

  #nth(run: RunInfo): RunColour {
    return nthColour(Math.max(0, this.#catalogue.orderOf(run.id)));
  }

  #solidIfAlone(run: RunInfo): RunColour {
    const own = this.#nth(run);
    const others = (this.#shownOf.get(own.token) ?? 0) - (this.#runs.shownIds.has(run.id) ? 1 : 0);
    return own.dash.length > 0 && others === 0 ? { ...own, dash: [] } : own;
  }

  /** The colour picked by hand, null when none was. */
  picked(run: RunInfo): string | null {
    return this.#picked[run.name] ?? null;
  }

  /** Picks a colour (`#rrggbb`, or `--run-3` of the palette), or with null returns to the run's own. Remembered for this log folder. */
  pick(run: RunInfo, colour: string | null): void {
    const { [run.name]: _, ...rest } = this.#picked;
    this.#picked = colour ? { ...rest, [run.name]: colour } : rest;
    this.#memory.put({ colours: this.#picked });
  }
}

const UNGROUPED: RunColour = { css: 'var(--run-none)', token: '--run-none', dash: [] };

/** Colour and dash of the n-th run or group, from 0. */
export function nthColour(n: number): RunColour {
  const token = `--run-${n % PALETTE_SIZE}`;
  return { css: `var(${token})`, token, dash: DASHES[Math.floor(n / PALETTE_SIZE) % DASHES.length] ?? [] };
}

/**
 * Groups runs by an expression as TensorBoard does: the tuple of its capture groups is the key; without capture groups
 * there is one group, the matching runs. Null when the expression is empty or invalid. Runs outside every group are left out.
 */
export function groupRuns(runs: readonly RunInfo[], text: string): readonly ColourGroup[] | null {
  if (text === '') return null;
  let expression: RegExp;
  try {
    expression = new RegExp(text);
  } catch {
    return null;
  }
  const groups = new Map<string, RunInfo[]>();
  for (const run of runs) {
    const match = expression.exec(run.name);
    if (!match) continue;
    const name = match.length > 1 ? match.slice(1).map((part) => part ?? '').join(', ') : 'matches';
    const list = groups.get(name);
    if (list) list.push(run);
    else groups.set(name, [run]);
  }
  return [...groups].map(([name, members], n) => ({ name, runs: members, colour: nthColour(n) }));
}
