/** The ingest thread: opens the index, starts its reader threads, runs ingestion, says how it goes. */
import { randomUUID } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { openWriter } from '../store/writer.js';
import { realClock, realDisk } from './disk.js';
import { runIngest } from './ingest.js';
import type { FromIngest, IngestRefused, ToIngest } from './protocol.js';
import { readerPool } from './reader-pool.js';
import { startReader } from './reader-thread.js';
import type { IngestThreadData } from './start.js';

const port = parentPort;
if (port === null) throw new Error('worker.ts runs in a thread only');
const post = (message: FromIngest | IngestRefused): void => port.postMessage(message);

const { logdir, reloadMillis, readers: threads, index } = workerData as IngestThreadData;
const opened = openWriter({ ...index, logdir, newGeneration: randomUUID });
if (opened.kind !== 'opened') {
  post({ type: 'refused', busy: opened.kind === 'busy', reason: opened.reason });
  port.close();
} else {
  const { writer, notice } = opened;
  const readers = readerPool({ threads, start: startReader, eager: writer.currentCommit() === 0, after: realClock.after });
  const ingest = runIngest({ logdir, reloadMillis, writer, notice, readers, disk: realDisk, clock: realClock }, post);
  port.on('message', (message: ToIngest) => ingest.tell(message));
  await ingest.done;
  port.close();
}
