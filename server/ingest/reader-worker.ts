/** A reader thread: reads the turns it is given, in order, and keeps nothing of one for the next. */
import { setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { openEventFile } from '../logdir/tail.js';
import { ScanKernel } from '../tfevents/kernel/scan-kernel.js';
import type { FromReader, ToReader } from './protocol.js';
import { packed, readTurn } from './read-turn.js';

const READER_NICENESS = 10;

const port = parentPort;
if (port === null) throw new Error('reader-worker.ts runs in a thread only');
const post = (message: FromReader, transfer: ArrayBuffer[] = []): void => port.postMessage(message, transfer);

// A first load takes every core: whoever waits for an answer goes first. On Linux this is about this thread alone, elsewhere
// about the whole process, so it is left.
if (process.platform === 'linux') setPriority(READER_NICENESS);

const deps = { kernel: new ScanKernel(), open: openEventFile };

port.on('message', (message: ToReader) => {
  if (message.type === 'stop') return port.close();
  const result = readTurn(message.turn, deps);
  if (result.kind === 'stage') {
    const { stage, transfer } = packed(result.stage);
    post({ type: 'stage', stage }, transfer);
  } else post({ type: 'unreadable', turn: message.turn.turn, detail: result.detail });
});
post({ type: 'ready' });
