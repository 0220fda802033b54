import { SvelteMap } from 'svelte/reactivity';
import type { ImageSteps } from '../../server/plugins/images/contract.js';
import type { AppContext } from '../state/context.js';
import type { SeriesRef } from '../state/series-index.js';
import { listedSamples } from './image-cards.js';
import { LinkedSteps } from './linked-steps.svelte.js';
import type { Size } from './pan-zoom.js';
import { loadPicture, type Picture } from './picture.js';
import { PictureShelf, type Shelved } from './picture-shelf.js';
import { mostSamples, type Position } from './steps.js';
import { StepsLoader } from './steps-loader.js';

/** Decoded pictures kept at most: 48 M pixels are 192 MB. */
const KEPT_PIXELS = 48 * 2 ** 20;
/** Browsers open six connections to a server at most; one is the live stream's, one is left for data. */
const LOADS_AT_ONCE = 4;

/** A picture on the shelf. */
export interface ShelvedPicture extends Shelved {
  readonly picture: Picture;
}

/** How all pictures are shown. As in TensorBoard it is forgotten with the page. */
export class Look {
  /** 0 to 2. */
  brightness = $state(1);
  /** 0 to 5. */
  contrast = $state(1);
  /** One pixel for one pixel, on all cards. */
  actualSize = $state(false);
  /** Enlarged pixels stay squares. */
  pixelated = $state(true);
  /** Pictures a second while playing. */
  speed = $state(5);
  readonly filter = $derived(this.brightness === 1 && this.contrast === 1 ? 'none' : `brightness(${this.brightness}) contrast(${this.contrast})`);
}

/** What a person did to one card; outlives the card. */
export class ImageCardState {
  /** Null: at the end, and staying there. */
  position: Position | null = $state.raw(null);
  actualSize = $state(false);
}

/** What all places that show pictures share: what was fetched, and how pictures look. */
export class Images {
  readonly look = new Look();
  readonly shelf: PictureShelf<ShelvedPicture>;
  readonly steps: StepsLoader;
  /** Size of the first picture seen of each tag: the room a card holds before it has one. */
  readonly sizes = new SvelteMap<string, Size>();
  /** The step all cards of the Images tab share. */
  readonly linked: LinkedSteps;
  /** Samples of series that once had more than they were listed with; changes rarely. */
  readonly #more = new SvelteMap<number, number>();
  readonly #cards = new Map<string, ImageCardState>();

  constructor({ api, selection, clock }: Pick<AppContext, 'api' | 'selection' | 'clock'>) {
    this.shelf = new PictureShelf(async (path, signal) => shelved(await loadPicture(api, path, signal)), { mostPixels: KEPT_PIXELS, mostLoads: LOADS_AT_ONCE });
    this.steps = new StepsLoader(api);
    this.linked = new LinkedSteps({ selection, clock });
  }

  card(key: string): ImageCardState {
    let state = this.#cards.get(key);
    if (state === undefined) this.#cards.set(key, (state = new ImageCardState()));
    return state;
  }

  /** Samples a series has at a step, at most: 1 or more. */
  samplesOf(series: Pick<SeriesRef, 'id' | 'lastValue'>): number {
    return Math.max(listedSamples(series), this.#more.get(series.id) ?? 0);
  }

  /** The steps of a series are known: an earlier step may have had more samples than the last one. */
  note(series: Pick<SeriesRef, 'id' | 'lastValue'>, steps: ImageSteps): void {
    const most = mostSamples(steps);
    if (most > this.samplesOf(series)) this.#more.set(series.id, most);
  }
}

function shelved(picture: Picture): ShelvedPicture {
  // What is no picture costs little; counted as one pixel square it does not stay for ever.
  return picture.kind === 'none' ? { picture, pixels: 1_024, close: () => {} } : { picture, pixels: picture.width * picture.height, close: () => picture.bitmap.close() };
}

const made = new WeakMap<AppContext, Images>();

/** The pictures of the page, made when first asked for: Images and Time Series share them. */
export function imagesOf(app: AppContext): Images {
  let images = made.get(app);
  if (images === undefined) made.set(app, (images = new Images(app)));
  return images;
}
