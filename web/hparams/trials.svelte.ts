import { SvelteMap } from 'svelte/reactivity';
import type { Goal, SessionStatus, TrialsAnswer, TrialsRequest } from '../../server/plugins/hparams/contract.js';
import type { Api } from '../api/http.js';
import type { Pulse } from '../state/pulse.svelte.js';
import type { Selection } from '../state/selection.svelte.js';
import { Watched, type WatchedState } from '../state/watched.svelte.js';
import { bestTrial, type Cell, type Column, firstColumns, fullestMetric, toColumns } from './columns.js';
import { type ColumnFilter, type Filters, isOpen, passing, STATUS_WORDS, type ValueFilter } from './filters.js';
import {
  readColumns, readFilters, readGoals, readMissing, readScales, readSorting, readStatuses, readValue, readView,
  type ValueChoice, type ViewName, writeColumns, writeFilters, writeMissing, writeSorting, writeStatuses, writeValue, writeWords,
} from './look.js';
import { complete, type MissingValues, orderTrials, type SortKey } from './order-trials.js';
import { shadeAt } from './ramp.js';
import { makeScale, type Scale, type ScaleName } from './scale.js';

/** Sorts by what is no column of the answer: the trial's name, its status, and when it began. */
export const TRIAL = 'trial';
export const STATUS = 'status';
export const START = 'start';

/**
 * The trials, and how they are looked at. What one would send to a colleague (columns, filters, sorting) is in the address; a brush,
 * what is chosen and what the pointer rests on are here, and all views share them. Trials are numbers into the answer; chosen ones are
 * kept by name, so that they survive a new answer.
 */
export class Trials {
  readonly #selection: Selection;
  readonly #watched: Watched<TrialsAnswer>;
  /** Brushes by key of the column: a trial that fails one is drawn in grey. */
  readonly #brushes = new SvelteMap<string, ValueFilter>();
  #chosen: ReadonlySet<string> = $state.raw(new Set());
  /** The trial the pointer or the keyboard is at, in whichever view; -1 for none. */
  hovered = $state(-1);

  readonly #valueText = $derived.by(() => this.#selection.parameter('hparamsValue'));
  readonly #columnsText = $derived.by(() => this.#selection.parameter('hparamsColumns'));
  readonly #filtersText = $derived.by(() => this.#selection.parameter('hparamsFilters'));
  readonly #statusesText = $derived.by(() => this.#selection.parameter('hparamsStatuses'));
  readonly #sortingText = $derived.by(() => this.#selection.parameter('hparamsSort'));
  readonly #goalsText = $derived.by(() => this.#selection.parameter('hparamsGoals'));
  readonly #scalesText = $derived.by(() => this.#selection.parameter('hparamsScales'));

  readonly #value = $derived(readValue(this.#valueText));
  readonly #filters = $derived(readFilters(this.#filtersText));
  readonly #statuses = $derived(readStatuses(this.#statusesText));
  readonly #sorting = $derived(readSorting(this.#sortingText));
  readonly #goals = $derived(readGoals(this.#goalsText));
  readonly #scaleNames = $derived(readScales(this.#scalesText));

  readonly #answer = $derived.by(() => this.#watched.value);
  readonly #columns = $derived(this.#answer === undefined ? [] : toColumns(this.#answer, this.#goals));
  readonly #byKey = $derived(new Map(this.#columns.map((column) => [column.key, column])));
  readonly #visible = $derived.by(() => {
    const chosen = readColumns(this.#columnsText) ?? firstColumns(this.#columns);
    return [...new Set(chosen)].flatMap((key) => this.#byKey.get(key) ?? []);
  });
  readonly #usualMetric = $derived(fullestMetric(this.#visible));
  readonly #shown = $derived.by(() => {
    const { statuses = [] } = this.#answer ?? {};
    const allowed = statuses.flatMap((status, trial) => (this.#statuses.has(status) ? [trial] : []));
    const kept = passing(allowed, this.#byKey, this.#filters);
    const full = this.missing === 'leave-out' ? complete(kept, this.#visible) : kept;
    return orderTrials(full, { valuesOf: (key) => this.#valuesOf(key), sorting: this.#sorting, missing: this.missing });
  });
  readonly #brushed = $derived(this.#brushes.size === 0 ? null : new Set(passing(this.#shown, this.#byKey, Object.fromEntries(this.#brushes))));
  readonly #best = $derived(new Map(this.#visible.filter(({ goal }) => goal !== null).map((column) => [column.key, bestTrial(column, this.#shown)])));
  readonly #chosenTrials = $derived.by(() => {
    const { trials = [] } = this.#answer ?? {};
    return trials.flatMap((name, trial) => (this.#chosen.has(name) ? [trial] : []));
  });

  readonly #colourScale = $derived.by(() => (this.colourColumn === undefined ? null : this.scaleOf(this.colourColumn)));
  readonly #shades = $derived.by(() => {
    const [column, scale] = [this.colourColumn, this.#colourScale];
    return Int8Array.from(this.#answer?.trials ?? [], (_, trial) => shadeAt(scale?.position(column?.values[trial] ?? null) ?? Number.NaN));
  });

  constructor({ api, pulse, selection }: { api: Api; pulse: Pick<Pulse, 'onBeat'>; selection: Selection }) {
    this.#selection = selection;
    this.#watched = new Watched({ pulse, load: (signal) => api.post<TrialsAnswer>('api/plugins/hparams/trials', this.request, { signal }) });
  }

  // ── the answer ────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Undefined before the first one. */
  get answer(): TrialsAnswer | undefined {
    return this.#answer;
  }

  get state(): WatchedState {
    return this.#watched.state;
  }

  get error(): Error | null {
    return this.#watched.error;
  }

  /** What is asked: the lab's questions say the same. */
  get request(): TrialsRequest {
    const { value, lastK } = this.#value;
    return value === 'mean' ? { value, lastK } : { value };
  }

  /** Names the series whose growth matters. Does not ask. */
  watch(series: Iterable<number>): void {
    this.#watched.watch(series);
  }

  /** Runs or tags came or went, or another value counts. */
  ask(): void {
    this.#watched.ask();
  }

  /** Whether the tab can be seen. */
  show(visible: boolean): void {
    this.#watched.show(visible);
  }

  close(): void {
    this.#watched.close();
  }

  // ── columns ───────────────────────────────────────────────────────────────────────────────────────────────────────────

  get columns(): readonly Column[] {
    return this.#columns;
  }

  /** Shown ones, in their order. */
  get visible(): readonly Column[] {
    return this.#visible;
  }

  column(key: string): Column | undefined {
    return this.#byKey.get(key);
  }

  get metrics(): readonly Column[] {
    return this.#columns.filter(({ kind }) => kind === 'metric');
  }

  /** Shows exactly these, in this order. */
  setVisible(keys: readonly string[]): void {
    this.#selection.setParameter('hparamsColumns', writeColumns(keys));
  }

  /** Shows or hides one. A hyperparameter comes after the hyperparameters shown, a metric last. */
  toggle(key: string, on: boolean): void {
    const keys = this.#visible.map((column) => column.key).filter((one) => one !== key);
    const metrics = this.#visible.findIndex(({ kind }) => kind === 'metric');
    const place = this.#byKey.get(key)?.kind === 'hyperparameter' && metrics >= 0 ? metrics : keys.length;
    if (on) keys.splice(place, 0, key);
    this.setVisible(keys);
  }

  setGoal(key: string, goal: Goal): void {
    this.#selection.setParameter('hparamsGoals', writeWords({ ...this.#goals, [key]: goal }));
  }

  /** The scale of a column over the trials shown. */
  scaleOf(column: Column, ticks?: number): Scale {
    return makeScale(column, { trials: this.#shown, wanted: this.#scaleNames[column.key], ...(ticks === undefined ? {} : { ticks }) });
  }

  setScale(key: string, scale: ScaleName): void {
    this.#selection.setParameter('hparamsScales', writeWords({ ...this.#scaleNames, [key]: scale }));
  }

  /** The metric to look at before anyone chose: of those shown the one most trials have. */
  get usualMetric(): Column | undefined {
    return this.#usualMetric;
  }

  /** The column trials are coloured by: the chosen one, else the usual metric, else none. */
  get colourColumn(): Column | undefined {
    const chosen = this.#selection.parameter('hparamsColour');
    if (chosen === 'none') return undefined;
    return this.#byKey.get(chosen) ?? this.#usualMetric;
  }

  /** Shade of each trial of the answer, by `colourColumn`; -1 where it has none. */
  get shades(): Int8Array {
    return this.#shades;
  }

  get colourScale(): Scale | null {
    return this.#colourScale;
  }

  /** A key, or `none`. */
  setColour(key: string): void {
    this.#selection.setParameter('hparamsColour', key);
  }

  // ── which trials ──────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Trials that pass the filters, sorted. */
  get shown(): readonly number[] {
    return this.#shown;
  }

  get sorting(): readonly SortKey[] {
    return this.#sorting;
  }

  setSorting(sorting: readonly SortKey[]): void {
    this.#selection.setParameter('hparamsSort', writeSorting(sorting));
  }

  get filters(): Filters {
    return this.#filters;
  }

  /** Null, and a filter that lets everything through, removes it. */
  setFilter(key: string, filter: ColumnFilter | null): void {
    const { [key]: _, ...others } = this.#filters;
    this.#selection.setParameter('hparamsFilters', writeFilters(filter === null || isOpen(filter) ? others : { ...others, [key]: filter }));
  }

  get statuses(): ReadonlySet<SessionStatus> {
    return this.#statuses;
  }

  setStatus(status: SessionStatus, on: boolean): void {
    const statuses = new Set(this.#statuses);
    if (on) statuses.add(status);
    else statuses.delete(status);
    this.#selection.setParameter('hparamsStatuses', writeStatuses(statuses));
  }

  get missing(): MissingValues {
    return readMissing(this.#selection.parameter('hparamsMissing'));
  }

  setMissing(missing: MissingValues): void {
    this.#selection.setParameter('hparamsMissing', writeMissing(missing));
  }

  get value(): ValueChoice {
    return this.#value;
  }

  setValue(value: ValueChoice): void {
    this.#selection.setParameter('hparamsValue', writeValue(value));
  }

  /** All filters off, all statuses on. */
  clearFilters(): void {
    this.#selection.setParameter('hparamsFilters', '');
    this.#selection.setParameter('hparamsStatuses', '');
    this.#brushes.clear();
  }

  get filtered(): boolean {
    return this.#shown.length < (this.#answer?.trials.length ?? 0);
  }

  // ── brush, choice, best ───────────────────────────────────────────────────────────────────────────────────────────────

  get brushes(): ReadonlyMap<string, ValueFilter> {
    return this.#brushes;
  }

  /** Trials inside every brush; null without a brush. */
  get brushed(): ReadonlySet<number> | null {
    return this.#brushed;
  }

  brush(key: string, filter: ValueFilter | null): void {
    if (filter === null) this.#brushes.delete(key);
    else this.#brushes.set(key, filter);
  }

  /** Exactly these brushes. */
  brushOnly(brushes: readonly (readonly [key: string, filter: ValueFilter])[]): void {
    this.#brushes.clear();
    for (const [key, filter] of brushes) this.#brushes.set(key, filter);
  }

  /** Brushes become filters. */
  keepBrushed(): void {
    this.#selection.setParameter('hparamsFilters', writeFilters({ ...this.#filters, ...Object.fromEntries(this.#brushes) }));
    this.#brushes.clear();
  }

  /** Chosen trials, by order in the answer. */
  get chosen(): readonly number[] {
    return this.#chosenTrials;
  }

  isChosen(trial: number): boolean {
    return this.#chosen.has(this.nameOf(trial));
  }

  choose(trial: number, on: boolean): void {
    const chosen = new Set(this.#chosen);
    if (on) chosen.add(this.nameOf(trial));
    else chosen.delete(this.nameOf(trial));
    this.#chosen = chosen;
  }

  chooseNone(): void {
    this.#chosen = new Set();
  }

  /** What a view's selection is: the chosen trials, else those in the brush, else those shown. */
  get selected(): readonly number[] {
    if (this.#chosenTrials.length > 0) return this.#chosenTrials;
    const brushed = this.#brushed;
    return brushed === null ? this.#shown : this.#shown.filter((trial) => brushed.has(trial));
  }

  nameOf(trial: number): string {
    return this.#answer?.trials[trial] ?? '';
  }

  statusOf(trial: number): SessionStatus {
    return this.#answer?.statuses[trial] ?? 'unknown';
  }

  /** Whether it has the best value of this metric among those shown. */
  isBest(key: string, trial: number): boolean {
    return this.#best.get(key) === trial;
  }

  get view(): ViewName {
    return readView(this.#selection.parameter('hparamsView'));
  }

  setView(view: ViewName): void {
    this.#selection.setParameter('hparamsView', view === 'table' ? '' : view);
  }

  /** Starts of trials, seconds since the epoch: of their first session. */
  readonly starts = $derived.by(() => {
    const starts: (number | null)[] = (this.#answer?.trials ?? []).map(() => null);
    this.#answer?.sessions.trial.forEach((trial, i) => {
      const start = this.#answer?.sessions.startTime[i] ?? null;
      const known = starts[trial] ?? null;
      if (start !== null && (known === null || start < known)) starts[trial] = start;
    });
    return starts;
  });

  #valuesOf(key: string): readonly Cell[] | undefined {
    if (key === TRIAL) return this.#answer?.trials;
    if (key === STATUS) return this.#answer?.statuses.map((status) => STATUS_WORDS[status]);
    return key === START ? this.starts : this.#byKey.get(key)?.values;
  }
}
