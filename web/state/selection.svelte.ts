import type { XAxis } from '../../server/plugins/scalars/contract.js';
import { type Address, type Pin, formatAddress, parseAddress } from './address.js';
import type { Clock } from './clock.js';
import { type Filter, parseFilter } from './filter.js';

/** The browser's address bar and history, as little of it as is needed. */
export interface AddressBar {
  read(): { search: string; hash: string };
  /** Query and hash, to be put behind the page's path; `push` makes a step that Back undoes. */
  write(address: string, how: 'push' | 'replace'): void;
  /** Calls back after Back, Forward, or an edited hash. */
  onMove(moved: () => void): void;
}

/** Milliseconds a change waits before it is written: a slider makes many, and browsers limit how often one may write. */
const WRITE_DELAY_MILLIS = 200;

/**
 * What is being looked at, as the address says it: tab, filters, x axis, pins, colour grouping and the parameters of
 * tabs. Read the fields; change them through the methods; Back and Forward change them, too.
 * Which runs are checked is kept by `RunChoice`, which mirrors small choices here as `runs`.
 */
export class Selection {
  readonly #bar: AddressBar;
  readonly #clock: Clock;
  readonly #movedListeners = new Set<() => void>();
  #address: Address = $state.raw(parseAddress({ search: '', hash: '' }));
  readonly #runFilter = $derived(parseFilter(this.#address.runFilter));
  readonly #tagFilter = $derived(parseFilter(this.#address.tagFilter));
  #cancelWrite: (() => void) | null = null;

  constructor(bar: AddressBar, { clock }: { clock: Clock }) {
    this.#bar = bar;
    this.#clock = clock;
    this.#address = parseAddress(bar.read());
    bar.onMove(() => {
      this.#cancelWrite?.();
      this.#cancelWrite = null;
      this.#address = parseAddress(bar.read());
      for (const listener of this.#movedListeners) listener();
    });
  }

  /** Called after Back, Forward or an edited address changed what is selected. */
  onMoved(listener: () => void): void {
    this.#movedListeners.add(listener);
  }

  /** Id of the chosen tab, '' when none was chosen yet. */
  get tab(): string {
    return this.#address.tab;
  }

  get runFilter(): Filter {
    return this.#runFilter;
  }

  get tagFilter(): Filter {
    return this.#tagFilter;
  }

  get axis(): XAxis {
    return this.#address.axis;
  }

  get pins(): readonly Pin[] {
    return this.#address.pins;
  }

  /** Smoothing named by the address; `main.ts` hands it to the settings and keeps both equal. */
  get smoothing(): number | null {
    return this.#address.smoothing;
  }

  get colourBy(): string {
    return this.#address.colourBy;
  }

  get runs(): Address['runs'] {
    return this.#address.runs;
  }

  /** A parameter of a tab, '' when absent. */
  parameter(name: string): string {
    return this.#address.others[name] ?? '';
  }

  /** Query and hash that open another tab with the same filters: for real links. */
  addressOfTab(tab: string): string {
    return formatAddress({ ...this.#address, tab });
  }

  /** Goes to a tab; a step in the history unless it only settles where the page starts. */
  openTab(tab: string, how: 'push' | 'replace' = 'push'): void {
    if (tab === this.#address.tab) return;
    this.#address = { ...this.#address, tab };
    this.#write(how);
  }

  setRunFilter(runFilter: string): void {
    this.#change({ runFilter });
  }

  setTagFilter(tagFilter: string): void {
    this.#change({ tagFilter });
  }

  setAxis(axis: XAxis): void {
    this.#change({ axis });
  }

  setPins(pins: readonly Pin[]): void {
    this.#change({ pins });
  }

  setSmoothing(smoothing: number | null): void {
    if (smoothing !== this.#address.smoothing) this.#change({ smoothing });
  }

  setColourBy(colourBy: string): void {
    this.#change({ colourBy });
  }

  setRuns(runs: Address['runs']): void {
    this.#change({ runs });
  }

  /** Sets a tab's own parameter (a zoomed range, say); '' removes it. Prefix its name with the tab's. */
  setParameter(name: string, value: string): void {
    const { [name]: _, ...others } = this.#address.others;
    this.#change({ others: value === '' ? others : { ...others, [name]: value } });
  }

  #change(change: Partial<Address>): void {
    this.#address = { ...this.#address, ...change };
    this.#cancelWrite ??= this.#clock.after(WRITE_DELAY_MILLIS, () => this.#write('replace'));
  }

  #write(how: 'push' | 'replace'): void {
    this.#cancelWrite?.();
    this.#cancelWrite = null;
    this.#bar.write(formatAddress(this.#address), how);
  }
}
