/** Shell of the thread that looks at the log folder once: on a slow network mount that may take seconds. */
import { parentPort, workerData } from 'node:worker_threads';
import { describeFolder } from './folder.js';

parentPort?.postMessage(describeFolder((workerData as { readonly logdir: string }).logdir));
