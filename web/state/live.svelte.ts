import type { LiveMessage, LoadStatus } from '../../server/contract.js';
import type { Connection } from '../api/live.js';
import type { Clock } from './clock.js';

/** What the live stream last said. Fed by `api/live.ts`; listeners are told after the fields are up to date. */
export class Live {
  readonly #clock: Clock;
  readonly #listeners = new Set<(message: LiveMessage) => void>();
  #connection: Connection = $state('connecting');
  #load: LoadStatus | null = $state.raw(null);
  #problems = $state(0);
  #lastChange: number | null = $state(null);

  constructor({ clock }: { clock: Clock }) {
    this.#clock = clock;
  }

  get connection(): Connection {
    return this.#connection;
  }

  /** How far the first load has come; null until the server said so. */
  get load(): LoadStatus | null {
    return this.#load;
  }

  /** How many problem rows `api/problems` has. */
  get problems(): number {
    return this.#problems;
  }

  /** When the last commit was announced, milliseconds since the epoch; null when none was. */
  get lastChange(): number | null {
    return this.#lastChange;
  }

  onMessage(listener: (message: LiveMessage) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  setConnection(connection: Connection): void {
    this.#connection = connection;
  }

  /** Before the stream speaks: what `api/status` answered. */
  prime(load: LoadStatus, problems: number): void {
    this.#load ??= load;
    this.#problems = problems;
  }

  receive(message: LiveMessage): void {
    switch (message.type) {
      case 'hello':
        this.#load = message.load;
        this.#problems = message.problems;
        break;
      case 'commit':
        this.#problems = message.problems;
        this.#lastChange = this.#clock.now();
        break;
      case 'load':
        this.#load = message.load;
        break;
      default:
        message satisfies never;
    }
    for (const listener of [...this.#listeners]) listener(message);
  }
}
