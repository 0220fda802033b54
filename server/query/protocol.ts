/**
 * What the HTTP thread and the query threads say to each other. A query thread has its own read-only connection; everything
 * that decodes chunks or serialises much runs there, and bytes travel back as transferred buffers.
 */
import type { FailureRecord } from '../errors.js';

/** A finished answer: bytes and what they are. `body` owns its whole buffer, so that it can be transferred. */
export interface Answer {
  /** Content type, with charset where it is text. */
  readonly type: string;
  readonly body: Uint8Array;
}

/** HTTP thread → query thread. `pull` asks a stream for its next part, `cancel` ends it early. */
export type ToQuery =
  | { readonly type: 'ask'; readonly id: number; readonly name: string; readonly params: unknown }
  | { readonly type: 'stream'; readonly id: number; readonly name: string; readonly params: unknown }
  | { readonly type: 'pull'; readonly id: number }
  | { readonly type: 'cancel'; readonly id: number }
  | { readonly type: 'stop' };

/** Query thread → HTTP thread. */
export type FromQuery =
  | { readonly type: 'answer'; readonly id: number; readonly answer: Answer }
  | { readonly type: 'part'; readonly id: number; readonly bytes: Uint8Array }
  | { readonly type: 'end'; readonly id: number }
  | { readonly type: 'failed'; readonly id: number; readonly failure: FailureRecord };

/** What routes see of the query threads. */
export interface Queries {
  /** Runs a query by name. Rejects with a `Failure`. A request nobody waits for any more is dropped when its signal aborts before it began. */
  ask(name: string, params: unknown, options?: { readonly signal?: AbortSignal }): Promise<Answer>;
  /** Runs a streaming query: each part is made when it is asked for, so a slow client slows the maker. Ending the iteration early frees it. */
  stream(name: string, params: unknown): AsyncIterable<Uint8Array>;
}
