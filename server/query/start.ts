/** The pool of query threads, seen from the HTTP thread. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { failure, fromRecord, type Failure } from '../errors.js';
import type { Answer, FromQuery, Queries, ToQuery } from './protocol.js';

/** More waiting requests than this are refused with `busy`: whoever asks so much reads nothing of it. */
const MOST_WAITING = 2_000;
/** Answers are made of short-lived arrays: a small nursery is emptied often instead of growing to 48 MiB a thread. */
const LIMITS = { maxYoungGenerationSizeMb: 12 };
/** In place of a question's id while a thread waits to be started again. */
const NOT_STARTED = -1;

export interface QueryPoolOptions {
  /** Path of the index. Threads open it at their first question, so the pool may start before the index exists. */
  readonly index: string;
  /** Number of threads; default: one less than the cores, at least 1 and at most 4. */
  readonly threads?: number;
  /** The thread's module; a test may pass one that dies. */
  readonly module?: URL;
  /** Called when a thread ended without being asked to, after its callers got their failure. */
  readonly onDeath?: (reason: string) => void;
}

export interface QueryPool extends Queries {
  /** Ends all threads; what is still waiting fails with `busy`. */
  stop(): Promise<void>;
}

interface Waiter {
  readonly resolve: (message: Exclude<FromQuery, { type: 'failed' }>) => void;
  readonly reject: (failure: Failure) => void;
}

interface Job {
  readonly id: number;
  readonly message: ToQuery;
  readonly waiter: Waiter;
}

interface Thread {
  worker: Worker;
  /** Who waits for what of this thread; asks (at most one at a time) and parts of streams. */
  readonly waiting: Map<number, Waiter>;
  /** Id of the question it works on, null while idle. Streams do not count: their parts are short. */
  asking: number | null;
  streams: number;
  /** Deaths in a row without an answer in between. */
  deaths: number;
}

/** Starts the threads. They hold a read-only connection each and answer one question at a time; further ones wait in order. */
export function startQueries(options: QueryPoolOptions): QueryPool {
  const module = options.module ?? new URL('./worker.js', import.meta.url);
  const queue: Job[] = [];
  let stopping = false;
  let lastId = 0;
  const count = options.threads ?? Math.min(4, Math.max(1, availableParallelism() - 1));
  const threads = Array.from({ length: count }, () => {
    const thread: Thread = { worker: spawn(), waiting: new Map(), asking: null, streams: 0, deaths: 0 };
    attend(thread);
    return thread;
  });

  function spawn(): Worker {
    return new Worker(module, { workerData: { index: options.index }, name: 'query', resourceLimits: LIMITS });
  }

  function attend(thread: Thread): void {
    const { worker } = thread;
    let reason = '';
    worker.on('message', (message: FromQuery) => settle(thread, message));
    worker.on('error', (error) => (reason = error instanceof Error ? error.message : String(error)));
    worker.on('exit', (code) => {
      const waiters = [...thread.waiting.values()];
      thread.waiting.clear();
      thread.asking = null;
      for (const waiter of waiters) waiter.reject(stopping ? failure('busy') : failure('query-thread-died', undefined, { detail: reason }));
      if (stopping) return;
      options.onDeath?.(reason === '' ? `exit code ${code}` : reason);
      // One death is bad luck; a thread that never gets to an answer must not be started as fast as it dies.
      thread.deaths += 1;
      if (thread.deaths === 1) return replace(thread);
      setTimeout(() => stopping || replace(thread), Math.min(10_000, thread.deaths * 1_000)).unref();
      thread.asking = NOT_STARTED;
    });
  }

  function replace(thread: Thread): void {
    thread.worker = spawn();
    thread.asking = null;
    attend(thread);
    next();
  }

  function settle(thread: Thread, message: FromQuery): void {
    const waiter = thread.waiting.get(message.id);
    thread.waiting.delete(message.id);
    thread.deaths = 0;
    if (thread.asking === message.id) {
      thread.asking = null;
      next();
    }
    if (waiter === undefined) return;
    if (message.type === 'failed') waiter.reject(fromRecord(message.failure));
    else waiter.resolve(message);
  }

  /** Gives waiting questions to idle threads, those with fewer streams first. */
  function next(): void {
    while (queue.length > 0) {
      const thread = idlest(threads.filter(({ asking }) => asking === null));
      const job = thread === undefined ? undefined : queue.shift();
      if (thread === undefined || job === undefined) return;
      thread.asking = job.id;
      thread.waiting.set(job.id, job.waiter);
      thread.worker.postMessage(job.message);
    }
  }

  const ask: Queries['ask'] = (name, params, { signal } = {}) =>
    new Promise<Answer>((resolve, reject) => {
      if (stopping || queue.length >= MOST_WAITING) return reject(failure('busy'));
      const id = ++lastId;
      const waiter: Waiter = { resolve: (message) => message.type === 'answer' && resolve(message.answer), reject };
      queue.push({ id, message: { type: 'ask', id, name, params }, waiter });
      signal?.addEventListener(
        'abort',
        () => {
          const at = queue.findIndex((job) => job.id === id);
          if (at < 0) return;
          queue.splice(at, 1);
          reject(failure('busy', 'The request was given up before it began.'));
        },
        { once: true },
      );
      next();
    });

  async function* stream(name: string, params: unknown): AsyncGenerator<Uint8Array, void, void> {
    const thread = idlest(threads);
    if (thread === undefined || stopping) throw failure('busy');
    const id = ++lastId;
    const { worker } = thread;
    const send = (message: ToQuery) =>
      new Promise<Exclude<FromQuery, { type: 'failed' }>>((resolve, reject) => {
        // A new thread knows nothing of a stream that its predecessor began.
        if (thread.worker !== worker) return reject(failure('query-thread-died'));
        thread.waiting.set(id, { resolve, reject });
        worker.postMessage(message);
      });
    thread.streams += 1;
    let ended = false;
    try {
      let message = await send({ type: 'stream', id, name, params });
      while (message.type === 'part') {
        yield message.bytes;
        message = await send({ type: 'pull', id });
      }
      ended = true;
    } finally {
      if (!ended && thread.worker === worker) worker.postMessage({ type: 'cancel', id } satisfies ToQuery);
      thread.streams -= 1;
    }
  }

  async function stop(): Promise<void> {
    stopping = true;
    for (const job of queue.splice(0)) job.waiter.reject(failure('busy'));
    await Promise.all(
      threads.map(({ worker }) => {
        if (worker.threadId === -1) return Promise.resolve();
        const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
        worker.postMessage({ type: 'stop' } satisfies ToQuery);
        return exited;
      }),
    );
  }

  return { ask, stream, stop };
}

const idlest = (threads: readonly Thread[]): Thread | undefined =>
  threads.reduce<Thread | undefined>((best, thread) => (best === undefined || thread.streams < best.streams ? thread : best), undefined);
