import type { RunInfo } from '../../server/contract.js';
import type { Catalogue } from './catalogue.svelte.js';
import type { FolderMemory, RememberedChoice } from './folder-memory.js';
import type { Selection } from './selection.svelte.js';

/**
 * A run not seen before is checked while fewer than this many are; newest first. It is how many runs can be told apart by
 * colour and dash. (TensorBoard checks none of more than 40 in its classic tabs, none of more than 500 in Time Series.)
 */
export const AUTOMATIC_RUNS = 100;

/** A choice goes into the address while it can be said with this many names, in this many characters. */
const ADDRESS_NAMES = 20;
const ADDRESS_CHARACTERS = 1_200;

/** A further filter of runs, by something else than their names. */
export interface Narrowing {
  /** Whether it leaves any out. */
  readonly narrows: boolean;
  admits(run: RunInfo): boolean;
}

/**
 * Which runs are drawn: those that are checked and match the filters (`shown`).
 *
 * A run seen for the first time is decided by the address, else by what was remembered for this log folder, else by
 * one rule: it is checked while fewer than 100 runs are, newest first. A choice made by hand is remembered, and written
 * to the address when that stays short.
 */
export class RunChoice {
  readonly #catalogue: Catalogue;
  readonly #selection: Selection;
  readonly #memory: FolderMemory;
  readonly #narrowing: Narrowing;
  #checked: ReadonlySet<string> = $state.raw(new Set());
  #byHand = $state(false);
  readonly #known = new Set<string>();
  readonly #matching = $derived.by(() => {
    const filter = this.#selection.runFilter;
    const named = filter.text === '' ? this.#catalogue.runs : this.#catalogue.runs.filter((run) => filter.matches(run.name));
    return this.#narrowing.narrows ? named.filter((run) => this.#narrowing.admits(run)) : named;
  });
  readonly #shown = $derived(this.#matching.filter((run) => this.#checked.has(run.name)));
  readonly #shownIds = $derived(new Set(this.#shown.map((run) => run.id)));

  constructor({ catalogue, selection, memory, narrowing }: { catalogue: Catalogue; selection: Selection; memory: FolderMemory; narrowing: Narrowing }) {
    this.#catalogue = catalogue;
    this.#selection = selection;
    this.#memory = memory;
    this.#narrowing = narrowing;
  }

  /** Runs that match the run filter and those of hyperparameters, in run order. */
  get matching(): readonly RunInfo[] {
    return this.#matching;
  }

  /** Runs to draw, in run order. */
  get shown(): readonly RunInfo[] {
    return this.#shown;
  }

  /** Ids of `shown`. */
  get shownIds(): ReadonlySet<number> {
    return this.#shownIds;
  }

  /** Names of all checked runs, also of those a filter hides. */
  get checked(): ReadonlySet<string> {
    return this.#checked;
  }

  /** True when the rule left runs out, and nobody chose by hand since: worth saying. */
  get limited(): boolean {
    return !this.#byHand && this.#checked.size < this.#catalogue.runs.length;
  }

  /** Takes notice of the listed runs. Call after every listing, with the memory opened. */
  adopt(): void {
    const { runs } = this.#catalogue;
    const fresh = runs.filter((run) => !this.#known.has(run.name));
    if (fresh.length === 0) return;
    const checked = new Set(this.#checked);
    const choice = this.#given();
    this.#byHand ||= choice !== undefined;
    // Newest first; runs without a start time have no events yet and come last.
    for (const run of fresh.sort((a, b) => (b.startTime ?? -Infinity) - (a.startTime ?? -Infinity))) {
      this.#known.add(run.name);
      if (decided(run, choice) ?? checked.size < AUTOMATIC_RUNS) checked.add(run.name);
    }
    this.#checked = checked;
  }

  /** Forgets all and decides anew, from the address: after Back and Forward, or for another log folder. */
  restart(): void {
    this.#known.clear();
    this.#checked = new Set();
    this.#byHand = false;
    this.adopt();
  }

  /** Checks or unchecks these runs. */
  set(names: Iterable<string>, on: boolean): void {
    const checked = new Set(this.#checked);
    for (const name of names) {
      if (on) checked.add(name);
      else checked.delete(name);
    }
    this.#choose(checked);
  }

  /** Checks exactly these runs. */
  only(names: Iterable<string>): void {
    this.#choose(new Set(names));
  }

  #choose(checked: ReadonlySet<string>): void {
    this.#checked = checked;
    this.#byHand = true;
    const { runs } = this.#catalogue;
    const on = runs.filter((run) => checked.has(run.name)).map((run) => run.name);
    const off = runs.filter((run) => !checked.has(run.name)).map((run) => run.name);
    const kind = off.length <= on.length ? 'without' : 'only';
    const names = kind === 'without' ? off : on;
    const seenUntil = runs.reduce((latest, run) => Math.max(latest, run.startTime ?? 0), 0);
    this.#memory.put({ choice: { kind, names, seenUntil } });
    const short = names.length > 0 && names.length <= ADDRESS_NAMES && names.join('').length <= ADDRESS_CHARACTERS;
    this.#selection.setRuns(short ? { kind, names } : null);
  }

  #given(): RememberedChoice | undefined {
    const { runs } = this.#selection;
    // A link means what it says: runs it does not name were not part of it only if they are newer than what is listed now.
    return runs ? { ...runs, seenUntil: Infinity } : this.#memory.notes.choice;
  }
}

/** What a choice says about a run; undefined when the run is newer than the choice. */
function decided(run: RunInfo, choice: RememberedChoice | undefined): boolean | undefined {
  if (!choice) return undefined;
  if (choice.names.includes(run.name)) return choice.kind === 'only';
  if ((run.startTime ?? Infinity) > choice.seenUntil) return undefined;
  return choice.kind === 'without';
}
