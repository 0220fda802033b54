/** Starts a reader thread and speaks with it, for the pool. */
import { Worker } from 'node:worker_threads';
import type { FromReader } from './protocol.js';
import type { StartReader } from './reader-pool.js';

/**
 * Megabytes of the young generation. Node's default lets each thread's grow to 48; reading makes few objects, so that
 * would only cost memory (20 MB over all threads, measured after a first load of 500 runs).
 */
export const YOUNG_MEGABYTES = 8;

export const startReader: StartReader = (on) => {
  const worker = new Worker(new URL('./reader-worker.js', import.meta.url), { resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES } });
  let ending = false;
  let reason = '';
  worker.on('message', (message: FromReader) => on.message(message));
  worker.on('error', (error: unknown) => (reason = error instanceof Error ? error.message : String(error)));
  worker.on('exit', (code) => {
    if (!ending) on.end(reason === '' ? `exit code ${code}` : reason);
  });
  return {
    send: (message) => worker.postMessage(message),
    async end() {
      ending = true;
      await worker.terminate();
    },
  };
};
