import type { Settings } from './settings.svelte.js';

/**
 * Which theme is on. `dark` changes with the setting and, on automatic, with the system. Whoever draws on a canvas
 * reads `dark` in its effect, and then the resolved tokens.
 */
export class Theme {
  readonly #settings: Settings;
  #systemDark: boolean = $state(false);

  constructor(settings: Settings, { media }: { media: Pick<MediaQueryList, 'matches' | 'addEventListener'> }) {
    this.#settings = settings;
    this.#systemDark = media.matches;
    media.addEventListener('change', (event) => (this.#systemDark = (event as MediaQueryListEvent).matches));
  }

  get dark(): boolean {
    const choice = this.#settings.current.theme;
    return choice === 'auto' ? this.#systemDark : choice === 'dark';
  }

  /** The next of light, dark, automatic. */
  next(): void {
    const { theme } = this.#settings.current;
    this.#settings.set({ theme: theme === 'auto' ? 'light' : theme === 'light' ? 'dark' : 'auto' });
  }
}
