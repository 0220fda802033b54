import { isAbort } from '../api/http.js';

/** The part of an audio element used here. */
export type Speaker = Pick<HTMLAudioElement, 'src' | 'currentTime' | 'duration' | 'volume' | 'muted' | 'play' | 'pause' | 'addEventListener' | 'removeAttribute' | 'load'>;

/**
 * The page's one loudspeaker: however many clips there are, one is heard. Clips are named by their address. Every other clip
 * remembers where it was left only through its card.
 */
export class Stage {
  readonly #speaker: Speaker;
  readonly #nextFrame: (run: () => void) => void;
  #address: string = $state('');
  #playing = $state(false);
  #time = $state(0);
  #duration = $state(NaN);
  #failed = $state('');

  /** `nextFrame` runs something with the next frame, while the page is seen. */
  constructor(speaker: Speaker, { nextFrame }: { nextFrame: (run: () => void) => void }) {
    this.#speaker = speaker;
    this.#nextFrame = nextFrame;
    const follow = (): void => {
      this.#time = speaker.currentTime;
      if (this.#playing) this.#nextFrame(follow);
    };
    speaker.addEventListener('play', () => {
      this.#playing = true;
      follow();
    });
    for (const end of ['pause', 'ended'] as const) speaker.addEventListener(end, () => (this.#playing = false));
    // Frames stop while the page is hidden, time does not.
    for (const moved of ['timeupdate', 'seeked'] as const) speaker.addEventListener(moved, () => (this.#time = speaker.currentTime));
    speaker.addEventListener('durationchange', () => (this.#duration = speaker.duration));
    speaker.addEventListener('error', () => {
      if (this.#address === '') return;
      this.#failed = this.#address;
      this.#playing = false;
    });
  }

  /** Address of the clip that plays or was last played, '' for none. */
  get address(): string {
    return this.#address;
  }

  isPlaying(address: string): boolean {
    return this.#playing && this.#address === address;
  }

  /** Whether it plays, or was paused on the way. */
  isUnderway(address: string): boolean {
    return this.#address === address && (this.#playing || (this.#time > 0 && this.#time < this.#duration));
  }

  /** Whether the browser could not play this clip. */
  hasFailed(address: string): boolean {
    return this.#failed === address;
  }

  /** Seconds into the clip; null when another is on. */
  timeOf(address: string): number | null {
    return this.#address === address ? this.#time : null;
  }

  /** Seconds the clip has; NaN while unknown. */
  durationOf(address: string): number {
    return this.#address === address ? this.#duration : NaN;
  }

  /** Plays a clip from a time, and stops any other. At its end it begins again. */
  play(address: string, from: number): void {
    this.#take(address);
    if (Number.isFinite(this.#duration) && from >= this.#duration) from = 0;
    this.#seek(from);
    this.#failed = '';
    this.#speaker.play().catch((error: unknown) => {
      // Paused before it began, or replaced by another clip: what was asked for last counts. The rest is told by the `error` event.
      if (!isAbort(error)) this.#playing = false;
    });
  }

  pause(): void {
    this.#speaker.pause();
  }

  /** Goes to a time if this clip is on. */
  seek(address: string, time: number): void {
    if (this.#address === address) this.#seek(time);
  }

  /** Ends this clip if it is on: its card is gone. */
  leave(address: string): void {
    if (this.#address !== address || address === '') return;
    this.#speaker.pause();
    this.#address = '';
    this.#speaker.removeAttribute('src');
    this.#speaker.load();
  }

  setVolume(volume: number, muted: boolean): void {
    this.#speaker.volume = volume;
    this.#speaker.muted = muted;
  }

  #take(address: string): void {
    if (this.#address === address) return;
    this.#address = address;
    this.#duration = NaN;
    this.#speaker.src = address;
  }

  #seek(time: number): void {
    this.#speaker.currentTime = time;
    this.#time = time;
  }
}
