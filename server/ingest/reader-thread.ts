/** Starts a reader thread and speaks with it, for the pool. */
import { Worker } from 'node:worker_threads';
import type { FromReader } from './protocol.js';
import type { StartReader } from './reader-pool.js';

export const startReader: StartReader = (on) => {
  const worker = new Worker(new URL('./reader-worker.js', import.meta.url));
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
