import type { PointsLoader, PointsParameters, PointsRow } from '../api/points.js';
import type { Domain } from '../charts/projection.js';
import type { Clock } from '../state/clock.js';
import type { Pulse } from '../state/pulse.svelte.js';
import { Watched } from '../state/watched.svelte.js';
import { needsDetail, withMargin, type Detail } from './zoom-detail.js';

/** What a card asks: which series, and how they are to be answered. `width` is that of the plot. */
export interface ScalarQuestion {
  readonly series: readonly number[];
  readonly parameters: PointsParameters & { readonly width: number };
}

/** Milliseconds a zoom has to rest before more points are asked for. */
const REST_MILLIS = 90;

/**
 * The points of a card: the whole range, and while zoomed the points of what is in view, down to every one. Zooming never
 * blanks a chart: until the finer points are there, those it has stay.
 */
export class ScalarPoints {
  readonly #clock: Clock;
  readonly #whole: Watched<PointsRow[]>;
  readonly #detail: Watched<Detail>;
  #question: ScalarQuestion = { series: [], parameters: { width: 0 } };
  #view: Domain | null = $state.raw(null);
  #asked: { readonly view: Domain; readonly range: Domain } | null = null;
  #visible = false;
  #cancel: (() => void) | null = null;

  constructor({ points, pulse, clock }: { points: PointsLoader; pulse: Pulse; clock: Clock }) {
    this.#clock = clock;
    this.#whole = new Watched({ pulse, load: (signal) => points.load(this.#question.series, this.#question.parameters, { signal }) });
    this.#detail = new Watched({
      pulse,
      load: async (signal) => {
        const { series, parameters } = this.#question;
        const { view, range } = this.#asked ?? { view: { min: 0, max: 0 }, range: { min: 0, max: 0 } };
        // Twice the width for twice the range: as many points a pixel as the whole has.
        const rows = await points.load(series, { ...parameters, width: parameters.width * 2, from: range.min, to: range.max }, { signal });
        return { view, range, rows };
      },
    });
  }

  /** Rows to draw; undefined before the first answer. */
  get rows(): readonly PointsRow[] | undefined {
    const detail = this.#detail.value;
    const view = this.#view;
    if (view !== null && detail !== undefined && detail.range.min <= view.min && detail.range.max >= view.max) return detail.rows;
    return this.#whole.value;
  }

  get state(): 'idle' | 'loading' | 'ready' | 'stale' | 'failed' {
    return this.#view === null ? this.#whole.state : this.#detail.state === 'idle' ? this.#whole.state : this.#detail.state;
  }

  get error(): Error | null {
    return this.#whole.error ?? this.#detail.error;
  }

  /** The question changed: both ranges are asked anew. */
  ask(question: ScalarQuestion): void {
    this.#question = question;
    this.#whole.watch(question.series);
    this.#detail.watch(question.series);
    // Without a width nothing can be drawn yet, and the answer would be every point.
    if (question.parameters.width === 0) return;
    this.#whole.ask();
    if (this.#asked !== null) this.#detail.ask();
    this.#show();
  }

  /** What is in view on the x axis; null for everything. */
  zoom(view: Domain | null): void {
    this.#view = view;
    this.#cancel?.();
    this.#cancel = null;
    if (view === null) {
      this.#asked = null;
      this.#show();
      return;
    }
    if (!needsDetail(view, this.#detail.value, this.#whole.value)) return;
    this.#cancel = this.#clock.after(REST_MILLIS, () => {
      this.#asked = { view, range: withMargin(view) };
      this.#detail.ask();
      this.#show();
    });
  }

  /** Whether the card can be seen. */
  show(visible: boolean): void {
    this.#visible = visible;
    this.#show();
  }

  close(): void {
    this.#cancel?.();
    this.#whole.close();
    this.#detail.close();
  }

  #show(): void {
    const ready = this.#visible && this.#question.parameters.width > 0;
    this.#detail.show(ready && this.#asked !== null);
    this.#whole.show(ready && (this.#asked === null || this.#whole.value === undefined));
  }
}
