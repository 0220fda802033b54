import type { ImageSteps, ImageStepsAnswer, ImageStepsRequest } from '../../server/plugins/images/contract.js';
import type { Api } from '../api/http.js';

/** Series in one request, the server's limit. */
const MOST_SERIES = 1_000;

interface Waiting {
  readonly resolve: (steps: ImageSteps | null) => void;
  readonly reject: (error: unknown) => void;
}

/** Asks which steps image series have. Calls of one moment (cards that come into sight, a beat) become one request, each series once. */
export class StepsLoader {
  readonly #api: Api;
  #waiting = new Map<number, Waiting[]>();

  constructor(api: Api) {
    this.#api = api;
  }

  /** Null for a series that is no more. Rejects with ApiFailure. */
  load(series: number): Promise<ImageSteps | null> {
    return new Promise((resolve, reject) => {
      if (this.#waiting.size === 0) queueMicrotask(() => this.#send());
      const waiting = this.#waiting.get(series);
      if (waiting) waiting.push({ resolve, reject });
      else this.#waiting.set(series, [{ resolve, reject }]);
    });
  }

  #send(): void {
    const all = [...this.#waiting];
    this.#waiting = new Map();
    for (let from = 0; from < all.length; from += MOST_SERIES) void this.#sendSome(new Map(all.slice(from, from + MOST_SERIES)));
  }

  async #sendSome(waiting: ReadonlyMap<number, readonly Waiting[]>): Promise<void> {
    try {
      const { series } = await this.#api.post<ImageStepsAnswer>('api/plugins/images/steps', { series: [...waiting.keys()] } satisfies ImageStepsRequest);
      const found = new Map(series.map((one) => [one.series, one]));
      for (const [id, calls] of waiting) for (const { resolve } of calls) resolve(found.get(id) ?? null);
    } catch (error) {
      for (const calls of waiting.values()) for (const { reject } of calls) reject(error);
    }
  }
}
