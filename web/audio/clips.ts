import type { Api } from '../api/http.js';
import { peaksOf, type Peaks } from './peaks.js';
import { readWav, type Wav } from './wav.js';

/** Larger clips are played, not drawn. */
export const MOST_DRAWN_BYTES = 20_000_000;
/** Decoded samples at most, 4 bytes each: 8-bit sound grows fourfold. */
const MOST_DRAWN_SAMPLES = 40_000_000;
/** Columns of a waveform, however wide it is drawn. */
export const PEAK_COLUMNS = 512;
/** What is read of a clip to learn its form. */
const HEAD_BYTES = 65_536;
/** Clips remembered: 4 kB each. */
const MOST_REMEMBERED = 1_000;
/** What the server calls a blob it does not know. */
const UNKNOWN = 'application/octet-stream';

/** What is known of a clip. */
export interface Clip {
  /** False when its type is unknown: then it can only be saved. */
  readonly playable: boolean;
  /** MIME type by its first bytes. */
  readonly type: string;
  readonly bytes: number;
  /** Its form, where it is uncompressed WAV. */
  readonly wav: Wav | null;
  /** Null when it is not drawn; `reason` says why. */
  readonly peaks: Peaks | null;
  /** Why there is no waveform, as a sentence; '' when there is one. */
  readonly reason: string;
}

/** Decodes a whole file to samples by channel, at its own rate. */
export type Decode = (bytes: ArrayBuffer, rate: number) => Promise<readonly Float32Array[]>;

/** The browser's decoder, off the page's thread. */
export const decodeInBrowser: Decode = async (bytes, rate) => {
  // A context's rate has bounds; outside them the sound is resampled, and its outline stays what it is.
  const context = new OfflineAudioContext(1, 1, Math.max(8_000, Math.min(96_000, rate)));
  const buffer = await context.decodeAudioData(bytes);
  return Array.from({ length: buffer.numberOfChannels }, (_, channel) => buffer.getChannelData(channel));
};

/**
 * Form and outline of clips, each looked at once. A clip is drawn when it is uncompressed WAV of bounded size: of a compressed
 * one nobody knows before decoding whether a megabyte is a minute or a week, and a log is not to be trusted with the page's memory.
 */
export class Clips {
  readonly #api: Pick<Api, 'start' | 'blob'>;
  readonly #decode: Decode;
  readonly #known = new Map<string, Clip>();

  constructor(api: Pick<Api, 'start' | 'blob'>, { decode }: { decode: Decode }) {
    this.#api = api;
    this.#decode = decode;
  }

  /** Rejects with ApiFailure or AbortError; a clip that cannot be decoded is answered, without peaks. */
  async load(path: string, signal: AbortSignal): Promise<Clip> {
    const known = this.#known.get(path);
    if (known !== undefined) return known;
    const clip = await this.#look(path, signal);
    this.#known.set(path, clip);
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= MOST_REMEMBERED) break;
      this.#known.delete(oldest);
    }
    return clip;
  }

  async #look(path: string, signal: AbortSignal): Promise<Clip> {
    const { blob: head, total } = await this.#api.start(path, HEAD_BYTES, { signal });
    const { type } = head;
    const headBytes = await head.arrayBuffer();
    const wav = type === 'audio/wav' ? readWav(new Uint8Array(headBytes), total) : null;
    const found = { playable: type !== UNKNOWN && type !== '', type, bytes: total, wav };
    const without = (reason: string): Clip => ({ ...found, peaks: null, reason });
    if (!wav) return without(type === 'audio/wav' ? 'Waveforms are drawn of uncompressed WAV' : 'Waveforms are drawn of WAV');
    if (wav.frames === 0) return without('The clip is empty');
    if (total > MOST_DRAWN_BYTES || wav.frames * wav.channels > MOST_DRAWN_SAMPLES) return without('Too long for a waveform');
    const bytes = head.size >= total ? headBytes : await (await this.#api.blob(path, { signal })).arrayBuffer();
    try {
      return { ...found, peaks: peaksOf(await this.#decode(bytes, wav.rate), PEAK_COLUMNS), reason: '' };
    } catch {
      return without('This browser cannot decode the clip');
    }
  }
}
