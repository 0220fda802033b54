import type { Api } from '../../api/http.js';
import type { Clock } from '../../state/clock.js';
import { Watched, type WatchedState } from '../../state/watched.svelte.js';

/** Milliseconds a changed question rests before it is put: a slider on its way is one question, not fifty. */
export const REST_MILLIS = 200;

/** Tells every question that there is new evidence: they ask again, but what is under way is waited for. */
export class Evidence {
  readonly #listeners = new Set<(changes: 'all') => void>();

  onBeat(listener: (changes: 'all') => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  changed(): void {
    for (const listener of [...this.#listeners]) listener('all');
  }
}

/**
 * One question to the lab, kept answered. The last answer stays while a newer one is on its way. Under steady arrivals of new trials
 * an answer is never given up for the next: only a change of the question itself does that.
 */
export class Question<Answer, Asked = unknown> {
  readonly #watched: Watched<{ readonly answer: Answer; readonly asked: string }>;
  readonly #clock: Clock;
  #body: string | null = null;
  #cancel: (() => void) | null = null;
  #visible = false;
  #resting = $state(false);
  readonly #asked: Asked | undefined = $derived.by(() => {
    const said = this.#watched.value;
    return said === undefined ? undefined : (JSON.parse(said.asked) as Asked);
  });

  constructor(path: string, { api, clock, evidence }: { api: Pick<Api, 'post'>; clock: Clock; evidence: Evidence }) {
    this.#clock = clock;
    this.#watched = new Watched({
      pulse: evidence,
      load: async (signal) => {
        const asked = this.#body ?? '{}';
        return { asked, answer: await api.post<Answer>(path, JSON.parse(asked), { signal }) };
      },
    });
  }

  /** The newest answer; undefined before the first. */
  get value(): Answer | undefined {
    return this.#watched.value?.answer;
  }

  /** What `value` answers, as it was asked. */
  get asked(): Asked | undefined {
    return this.#asked;
  }

  get state(): WatchedState {
    return this.#watched.state;
  }

  /** Why the last one failed; null otherwise. */
  get error(): Error | null {
    return this.#watched.error;
  }

  /** What is shown is not the answer to what was asked last, or to the trials there are now. */
  get waiting(): boolean {
    return this.#resting || this.#watched.state === 'loading' || this.#watched.state === 'stale';
  }

  /** Puts another question, as JSON; the same one again is none. Null: there is nothing to ask yet. */
  put(body: string | null): void {
    if (body === this.#body && !this.#resting) return;
    this.#cancel?.();
    this.#cancel = null;
    if (body === null || this.#body === null) this.#settle(body);
    else {
      this.#resting = true;
      this.#cancel = this.#clock.after(REST_MILLIS, () => this.#settle(body));
    }
  }

  /** Whether its answer can be seen. */
  show(visible: boolean): void {
    this.#visible = visible;
    this.#watched.show(visible && this.#body !== null);
  }

  close(): void {
    this.#cancel?.();
    this.#watched.close();
  }

  #settle(body: string | null): void {
    const changed = body !== this.#body;
    this.#resting = false;
    this.#cancel = null;
    this.#body = body;
    if (changed && body !== null) this.#watched.ask();
    // After the question: coming into sight asks by itself what was not asked yet.
    this.#watched.show(this.#visible && body !== null);
  }
}
