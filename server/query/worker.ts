/**
 * Shell of a query thread. It answers one question at a time; a stream is a generator that is advanced by one part for each
 * `pull`, so that other questions come in between. The index is opened anew when its file was replaced.
 */
import { statSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { failure, toRecord } from '../errors.js';
import { openReader, type StoreReader } from '../store/reader.js';
import type { FromQuery, ToQuery } from './protocol.js';
import { runQuery, runStream } from './run-query.js';

if (parentPort === null) throw new Error('server/query/worker.js runs as a thread only');
const port = parentPort;
const { index } = workerData as { readonly index: string };

let open: { readonly reader: StoreReader; readonly identity: string } | null = null;
const streams = new Map<number, Generator<Uint8Array, void, void>>();

/** The reader of the index as it stands. A rebuilt index is another file: its inode cannot be the old one's while that is open here. */
function currentReader(): StoreReader {
  let identity: string;
  try {
    const { dev, ino } = statSync(index);
    identity = `${dev}:${ino}`;
  } catch {
    throw failure('busy', 'The index is being built; ask again in a moment.');
  }
  if (open !== null && open.identity !== identity) {
    open.reader.close();
    open = null;
  }
  open ??= { reader: openReader(index), identity };
  return open.reader;
}

function post(message: FromQuery, bytes?: Uint8Array): void {
  port.postMessage(message, bytes === undefined ? [] : [bytes.buffer as ArrayBuffer]);
}

/** Bytes that can be given away: a view into a larger buffer is copied, or its neighbours would go along. */
const owned = (bytes: Uint8Array): Uint8Array => (bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes));

function pull(id: number): void {
  const next = streams.get(id)?.next();
  if (next === undefined) return;
  if (next.done === true) {
    streams.delete(id);
    post({ type: 'end', id });
  } else {
    const bytes = owned(next.value);
    post({ type: 'part', id, bytes }, bytes);
  }
}

function handle(message: Exclude<ToQuery, { type: 'stop' }>): void {
  switch (message.type) {
    case 'ask': {
      const answer = runQuery(currentReader(), message.name, { params: message.params });
      const body = owned(answer.body);
      return post({ type: 'answer', id: message.id, answer: { type: answer.type, body } }, body);
    }
    case 'stream':
      streams.set(message.id, runStream(currentReader(), message.name, { params: message.params }));
      return pull(message.id);
    case 'pull':
      return pull(message.id);
    case 'cancel':
      streams.get(message.id)?.return();
      streams.delete(message.id);
      return;
    default:
      message satisfies never;
  }
}

port.on('message', (message: ToQuery) => {
  if (message.type === 'stop') {
    open?.reader.close();
    port.close();
    return;
  }
  try {
    handle(message);
  } catch (thrown) {
    streams.delete(message.id);
    const record = toRecord(thrown);
    post({ type: 'failed', id: message.id, failure: record });
    // A connection that failed once is not trusted again: the index may have been rebuilt in place.
    if (record.code === 'index-damaged') {
      open?.reader.close();
      open = null;
    }
  }
});
