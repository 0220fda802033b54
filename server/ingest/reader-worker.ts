/** A reader thread: reads the turns it is given, in order, and keeps nothing of one for the next. */
import { parentPort } from 'node:worker_threads';
import { openEventFile } from '../logdir/tail.js';
import { ScanKernel } from '../tfevents/kernel/scan-kernel.js';
import type { FromReader, ToReader } from './protocol.js';
import { readTurn, transferList } from './read-turn.js';

const port = parentPort;
if (port === null) throw new Error('reader-worker.ts runs in a thread only');
const post = (message: FromReader, transfer: ArrayBuffer[] = []): void => port.postMessage(message, transfer);

const deps = { kernel: new ScanKernel(), open: openEventFile };

port.on('message', (message: ToReader) => {
  if (message.type === 'stop') return port.close();
  const result = readTurn(message.turn, deps);
  if (result.kind === 'stage') post({ type: 'stage', stage: result.stage }, transferList(result.stage));
  else post({ type: 'unreadable', turn: message.turn.turn, detail: result.detail });
});
post({ type: 'ready' });
