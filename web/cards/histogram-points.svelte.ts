import { decodeHistograms, type HistogramsRow } from '../api/histograms.js';
import type { Api } from '../api/http.js';
import type { StepRange } from '../histograms/columns.js';
import type { HistogramsRequest } from '../../server/plugins/histograms/contract.js';
import type { Pulse } from '../state/pulse.svelte.js';
import { Watched } from '../state/watched.svelte.js';

/** What a card asks: which series, which of the two lists, and how many steps of each series at most. */
export type HistogramsQuestion = Required<Pick<HistogramsRequest, 'series' | 'steps' | 'only'>>;

interface Detail {
  readonly range: StepRange;
  readonly rows: readonly HistogramsRow[];
}

/**
 * The histograms of a card: evenly chosen steps of all, and while a range of steps is looked at as many of that range.
 * Narrowing never blanks a card: until the finer steps are there, those it has stay.
 */
export class HistogramPoints {
  readonly #whole: Watched<HistogramsRow[]>;
  readonly #detail: Watched<Detail>;
  #question: HistogramsQuestion = { series: [], steps: 1, only: 'buckets' };
  #range: StepRange | null = $state.raw(null);
  #visible = false;

  constructor({ api, pulse }: { api: Api; pulse: Pulse }) {
    const load = async (more: Partial<HistogramsRequest>, signal: AbortSignal): Promise<HistogramsRow[]> => {
      if (this.#question.series.length === 0) return [];
      const request: HistogramsRequest = { ...this.#question, ...more };
      return decodeHistograms(await api.bytes('api/plugins/histograms/points', request, { signal }));
    };
    this.#whole = new Watched({ pulse, load: (signal) => load({}, signal) });
    this.#detail = new Watched({
      pulse,
      load: async (signal) => {
        const range = this.#range ?? { from: 0, to: 0 };
        return { range, rows: await load(range, signal) };
      },
    });
  }

  /** Evenly chosen steps of all there are; undefined before the first answer. */
  get whole(): readonly HistogramsRow[] | undefined {
    return this.#whole.value;
  }

  /** Rows to draw, a row a series; undefined before the first answer. Those beyond the range may be among them. */
  get rows(): readonly HistogramsRow[] | undefined {
    const detail = this.#detail.value;
    const range = this.#range;
    // A detail of a wider range still has more of what is looked at than the whole.
    if (range !== null && this.#narrowed && detail !== undefined && detail.range.from <= range.from && detail.range.to >= range.to) return detail.rows;
    return this.#whole.value;
  }

  /** Wall time of a series' first step, from which relative times count; null before the first answer. */
  startOf(series: number): number | null {
    return this.#whole.value?.find((row) => row.series === series)?.wallTimes[0] ?? null;
  }

  get state(): 'idle' | 'loading' | 'ready' | 'stale' | 'failed' {
    return this.#narrowed && this.#detail.state !== 'idle' ? this.#detail.state : this.#whole.state;
  }

  get error(): Error | null {
    return this.#whole.error ?? this.#detail.error;
  }

  /** The question changed: what is shown is asked anew. */
  ask(question: HistogramsQuestion): void {
    this.#question = question;
    this.#whole.watch(question.series);
    this.#detail.watch(question.series);
    this.#whole.ask();
    this.#detail.ask();
    this.#show();
  }

  /** Which steps are looked at; null for all. */
  narrow(range: StepRange | null): void {
    if (range?.from === this.#range?.from && range?.to === this.#range?.to) return;
    this.#range = range;
    this.#detail.ask();
    this.#show();
  }

  /** Whether the card can be seen. */
  show(visible: boolean): void {
    this.#visible = visible;
    this.#show();
  }

  close(): void {
    this.#whole.close();
    this.#detail.close();
  }

  /** Whether a range is looked at of which there are more steps than those of the whole. */
  get #narrowed(): boolean {
    return this.#range !== null && this.#whole.value !== undefined && !isComplete(this.#whole.value);
  }

  #show(): void {
    this.#detail.show(this.#visible && this.#narrowed);
    this.#whole.show(this.#visible && !this.#narrowed);
  }
}

/** Whether every step is there: then no range has more of them. */
const isComplete = (rows: readonly HistogramsRow[]): boolean => rows.every(({ total, steps, unreadable }) => steps.length + unreadable >= total);
