import type { ShelvedPicture } from './images.svelte.js';
import type { Picture } from './picture.js';
import type { PictureShelf, Viewer } from './picture-shelf.js';

/** The picture one place shows. While the next one is on its way, or failed, the old one stays. */
export class ShownPicture {
  readonly #viewer: Viewer<ShelvedPicture>;
  #wanted = $state('');
  #path = $state('');
  #picture: Picture | null = $state.raw(null);
  #failure: Error | null = $state.raw(null);

  constructor(shelf: PictureShelf<ShelvedPicture>) {
    this.#viewer = shelf.join((path, outcome) => {
      if (outcome instanceof Error) this.#failure = outcome;
      else {
        this.#path = path;
        this.#picture = outcome.picture;
        this.#failure = null;
      }
    });
  }

  /** Null before the first. */
  get picture(): Picture | null {
    return this.#picture;
  }

  /** Where `picture` is from; not what is wanted while that is on its way. */
  get path(): string {
    return this.#path;
  }

  /** Whether `picture` is what was asked for. */
  get current(): boolean {
    return this.#path === this.#wanted;
  }

  /** Why what is wanted could not be fetched; null when it could, or is on its way. */
  get failure(): Error | null {
    return this.#failure;
  }

  /** The picture to show, then those to fetch ahead. */
  want(paths: readonly string[]): void {
    this.#wanted = paths[0] ?? '';
    this.#failure = null;
    if (paths.length === 0) {
      this.#picture = null;
      this.#path = '';
    }
    this.#viewer.want(paths);
  }

  close(): void {
    this.#viewer.leave();
  }
}
