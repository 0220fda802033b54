import { untrack } from 'svelte';
import type { ImageSteps } from '../../server/plugins/images/contract.js';
import type { AppContext } from '../state/context.js';
import type { SeriesRef } from '../state/series-index.js';
import { Watched } from '../state/watched.svelte.js';
import { imagesOf } from './images.svelte.js';
import { ShownPicture } from './shown-picture.svelte.js';
import { indexAt, type Position, type SampleSteps, stepsOfSample, withinRange, wishesAround } from './steps.js';

/** Pictures larger than this are not fetched ahead. */
const MOST_AHEAD_PIXELS = 8 * 2 ** 20;

/** What a place shows, read anew whenever it changes. */
export interface PictureQuestion {
  readonly series: SeriesRef | undefined;
  /** From 0. */
  readonly sample: number;
  /** Null: the end. */
  readonly position: Position | null;
  readonly range: { readonly from: number; readonly to: number } | null;
  /** Whether it can be seen; out of sight nothing is asked. */
  readonly visible: boolean;
}

/** The steps of one sample and the picture at one of them, kept fresh. Made while a component starts, and ends with it. */
export class CardPictures {
  readonly shown: ShownPicture;
  readonly #question: () => PictureQuestion;
  readonly #watched: Watched<ImageSteps | null>;
  readonly #data = $derived.by((): SampleSteps | null => {
    const all = this.#watched.value;
    return all ? stepsOfSample(all, this.#question().sample) : null;
  });
  readonly #located = $derived.by(() => {
    const { position, range } = this.#question();
    const steps = this.#data?.steps ?? [];
    return range === null ? indexAt(steps, position) : withinRange(steps, Math.max(0, indexAt(steps, position)), range);
  });

  constructor(app: AppContext, question: () => PictureQuestion) {
    const images = imagesOf(app);
    this.#question = question;
    this.shown = new ShownPicture(images.shelf);
    this.#watched = new Watched<ImageSteps | null>({
      pulse: app.pulse,
      load: () => {
        const { series } = question();
        return series ? images.steps.load(series.id) : Promise.resolve(null);
      },
    });
    const id = $derived(question().series?.id);
    const visible = $derived(question().visible);

    $effect(() => {
      this.#watched.watch(id === undefined ? [] : [id]);
      untrack(() => this.#watched.ask());
    });
    $effect(() => this.#watched.show(visible));
    $effect(() => {
      const all = this.#watched.value;
      const { series } = question();
      if (all && series) images.note(series, all);
    });
    let before = -1;
    $effect(() => {
      const paths = this.#data?.paths ?? [];
      const { index } = this;
      const by = before < 0 ? 0 : index - before;
      before = index;
      const wanted = visible ? wishesAround(index, paths.length, by).map((at) => paths[at] ?? '') : [];
      untrack(() => this.shown.want(this.#isHuge() ? wanted.slice(0, 1) : wanted));
    });
    $effect(() => {
      const drawn = this.shown.picture;
      const tag = question().series?.tag;
      if (tag !== undefined && drawn && drawn.kind !== 'none' && !images.sizes.has(tag)) images.sizes.set(tag, { width: drawn.width, height: drawn.height });
    });
    $effect(() => () => {
      this.#watched.close();
      this.shown.close();
    });
  }

  /** Null before the first answer. */
  get data(): SampleSteps | null {
    return this.#data;
  }

  /** Which step is shown; the first while the position lies before it. */
  get index(): number {
    return Math.max(0, this.#located);
  }

  /** Undefined while there is none. */
  get step(): number | undefined {
    return this.#data?.steps[this.index];
  }

  /** Whether there is a step at or before the position. */
  get begun(): boolean {
    return this.#located >= 0;
  }

  /** Why the steps or the picture could not be fetched. */
  get failure(): Error | null {
    return this.#watched.error ?? this.shown.failure;
  }

  retry(): void {
    if (this.#watched.error) this.#watched.ask();
    else this.shown.want([this.#data?.paths[this.index] ?? '']);
  }

  #isHuge(): boolean {
    const drawn = this.shown.picture;
    return drawn !== null && drawn.kind !== 'none' && drawn.width * drawn.height > MOST_AHEAD_PIXELS;
  }
}
