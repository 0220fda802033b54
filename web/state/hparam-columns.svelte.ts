import type { RunInfo } from '../../server/contract.js';
import type { HparamValue, HyperparameterColumn, TrialsAnswer } from '../../server/plugins/hparams/contract.js';
import type { Api } from '../api/http.js';
import type { Catalogue } from './catalogue.svelte.js';
import type { FolderMemory } from './folder-memory.js';
import { EMPTY_LOOK, type HparamFilter, type HparamLook, type HparamSorting, hparamTest, isOpen, nextSorting } from './hparam-filter.js';
import { trialsOfRuns } from './hparam-runs.js';
import type { Pulse } from './pulse.svelte.js';
import { Watched, type WatchedState } from './watched.svelte.js';

/**
 * Hyperparameters as columns of the run selector, as TensorBoard has them in Time Series: which are shown, what the runs are sorted by,
 * and filters, which narrow the runs as the run filter does. Remembered for the log folder. The trials are asked for only once a column
 * is shown, a filter set or the list of columns open, and are kept fresh from then on. Of a log without hyperparameters nothing is said.
 */
export class HparamColumns {
  readonly #catalogue: Catalogue;
  readonly #memory: FolderMemory;
  readonly #watched: Watched<TrialsAnswer>;
  #look: HparamLook = $state.raw(EMPTY_LOOK);
  #listOpen = false;
  /** The listing the last question was put for. */
  #listing = '';

  readonly #available = $derived.by(() => this.#catalogue.plugin('hparams').count > 0);
  readonly #answer = $derived.by(() => (this.#available ? this.#watched.value : undefined));
  readonly #byName = $derived(new Map((this.#answer?.hyperparameters ?? []).map((column) => [column.name, column])));
  readonly #trials = $derived.by(() => {
    const { sessions } = this.#answer ?? {};
    return sessions === undefined ? new Map<string, number>() : trialsOfRuns(this.#catalogue.runs.map(({ name }) => name), sessions);
  });
  readonly #shown = $derived(this.#available ? this.#look.names : []);
  readonly #tests = $derived.by(() => Object.entries(this.#look.filters).flatMap(([name, filter]) => {
    const values = this.#byName.get(name)?.values;
    return values === undefined ? [] : [{ values, test: hparamTest(filter) }];
  }));

  constructor({ api, pulse, catalogue, memory }: { api: Api; pulse: Pick<Pulse, 'onBeat'>; catalogue: Catalogue; memory: FolderMemory }) {
    this.#catalogue = catalogue;
    this.#memory = memory;
    this.#watched = new Watched({ pulse, load: (signal) => api.get<TrialsAnswer>('api/plugins/hparams/trials', { signal }) });
  }

  /** Whether the log has hyperparameters at all. */
  get available(): boolean {
    return this.#available;
  }

  get state(): WatchedState {
    return this.#watched.state;
  }

  /** All hyperparameters, those that differ first; empty before the answer. */
  get all(): readonly HyperparameterColumn[] {
    return this.#answer?.hyperparameters ?? [];
  }

  /** How many the server left out of `all`. */
  get leftOut(): number {
    return this.#answer?.hyperparametersLeftOut ?? 0;
  }

  /** Names of the columns shown, in their order; also such as the answer does not (yet) have. */
  get shown(): readonly string[] {
    return this.#shown;
  }

  column(name: string): HyperparameterColumn | undefined {
    return this.#byName.get(name);
  }

  /** As declared, else the name. */
  labelOf(name: string): string {
    return this.#byName.get(name)?.displayName || name;
  }

  /** Of the session at or above the run; null where it is missing, and before the answer. */
  valueOf(run: string, name: string): HparamValue | null {
    const trial = this.#trials.get(run);
    return trial === undefined ? null : (this.#byName.get(name)?.values[trial] ?? null);
  }

  /** Null for the usual order. */
  get sorting(): HparamSorting | null {
    return this.#available ? this.#look.sorting : null;
  }

  get filters(): Readonly<Record<string, HparamFilter>> {
    return this.#available ? this.#look.filters : EMPTY_LOOK.filters;
  }

  /** Whether a filter may leave runs out. Before the answer none does. */
  get narrows(): boolean {
    return this.#tests.length > 0;
  }

  /** Whether a run passes every filter. Filters of hyperparameters that are not there say nothing. */
  admits(run: RunInfo): boolean {
    const trial = this.#trials.get(run.name);
    return this.#tests.every(({ values, test }) => test(trial === undefined ? null : (values[trial] ?? null)));
  }

  /** Shows a column, last; or takes it away with its filter and the order by it. */
  toggle(name: string, on: boolean): void {
    const { names, sorting, filters } = this.#look;
    const others = names.filter((one) => one !== name);
    if (on) this.#put({ names: [...others, name] });
    else {
      const { [name]: _, ...kept } = filters;
      this.#put({ names: others, filters: kept, sorting: sorting?.name === name ? null : sorting });
    }
  }

  /** Moves a column by so many places, as far as there are any. */
  move(name: string, by: number): void {
    const from = this.#look.names.indexOf(name);
    if (from < 0) return;
    const names = this.#look.names.toSpliced(from, 1);
    names.splice(Math.max(0, from + by), 0, name);
    this.#put({ names });
  }

  /** Ascending, descending, the usual order. */
  sortBy(name: string): void {
    this.#put({ sorting: nextSorting(this.#look.sorting, name) });
  }

  /** Null for the usual order. */
  setSorting(sorting: HparamSorting | null): void {
    if (sorting !== this.#look.sorting) this.#put({ sorting });
  }

  /** Null, and a filter that lets everything through, removes it. */
  setFilter(name: string, filter: HparamFilter | null): void {
    const { [name]: _, ...others } = this.#look.filters;
    this.#put({ filters: filter === null || isOpen(filter) ? others : { ...others, [name]: filter } });
  }

  /** The list of all hyperparameters was opened or closed. */
  setListOpen(open: boolean): void {
    this.#listOpen = open;
    this.#settle();
  }

  /** Another log folder: what is remembered of it. Call with the memory opened. */
  restart(): void {
    this.#look = this.#memory.notes.hparamColumns ?? EMPTY_LOOK;
    this.adopt();
  }

  /** Takes notice of what is listed. Call after every listing. */
  adopt(): void {
    const { generation, runs } = this.#catalogue;
    const series = this.#catalogue.plugin('hparams');
    this.#watched.watch(series.tags.flatMap((tag) => series.of(tag).map(({ id }) => id)));
    const listing = [generation, series.count, runs.length].join();
    if (listing !== this.#listing) {
      this.#listing = listing;
      this.#watched.ask();
    }
    this.#settle();
  }

  #put(change: Partial<HparamLook>): void {
    this.#look = { ...this.#look, ...change };
    this.#memory.put({ hparamColumns: this.#look });
    this.#settle();
  }

  #settle(): void {
    const { names, filters } = this.#look;
    this.#watched.show(this.#available && (this.#listOpen || names.length > 0 || Object.keys(filters).length > 0));
  }
}
