/** An ingest thread that dies as soon as it is ready. */
import { parentPort } from 'node:worker_threads';

parentPort.postMessage({ type: 'ready', generation: 'g', commit: 0, notice: '', index: '' });
throw new Error('out of luck');
