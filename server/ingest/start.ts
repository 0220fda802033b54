/**
 * The handle on ingestion that the HTTP thread holds: starts the ingest thread, passes on what it says, starts it again
 * when it dies, stops it in order.
 */
import { Worker } from 'node:worker_threads';
import type { OpenOptions } from '../store/open.js';
import type { FromIngest, IngestRefused, LoadProgress, ToIngest } from './protocol.js';
import { YOUNG_MEGABYTES } from './reader-thread.js';

/** What the ingest thread is started with. */
export interface IngestThreadData {
  /** Absolute real path. */
  readonly logdir: string;
  /** Pause between two walks through the log folder, milliseconds; 0: load once, then watch nothing. */
  readonly reloadMillis: number;
  /** Most reader threads at a time. */
  readonly readers: number;
  readonly index: Omit<OpenOptions, 'logdir' | 'newGeneration'>;
}

export interface StartIngestOptions extends IngestThreadData {
  /**
   * Everything the thread says, in order. `ready` comes before the index may be read; it comes again, perhaps with
   * another generation, when the thread died and was started again. `stopped` is always the last.
   */
  readonly onMessage: (message: FromIngest) => void;
  /** The index could not be opened at the start. The thread has ended and is not started again. */
  readonly onRefused: (refused: IngestRefused) => void;
  /** The thread died: one line for the terminal. */
  readonly onDeath: (line: string) => void;
  /** The compiled `worker.js`; another in tests. */
  readonly worker?: URL;
}

export interface IngestHandle {
  /** Looks through the log folder now. */
  rescan(): void;
  /** Commits what was read and closes the index, within a second; then `stopped` was posted. */
  stop(): Promise<void>;
}

const BACKOFF_MILLIS = [200, 1000, 5000, 15_000, 60_000];
/** A thread that lived so long is not one that dies at once. */
const HEALTHY_MILLIS = 60_000;
const STOP_MILLIS = 900;

const NOTHING: LoadProgress = { state: 'loading', runs: 0, files: 0, bytesRead: 0, bytesTotal: 0, records: 0, elapsedMillis: 0, detail: '' };

export function startIngest({ onMessage, onRefused, onDeath, worker: url = new URL('./worker.js', import.meta.url), ...data }: StartIngestOptions): IngestHandle {
  let worker: Worker | null = null;
  let progress = NOTHING;
  let wasReady = false;
  let stopping = false;
  let stopped = false;
  let deaths = 0;
  let restart: NodeJS.Timeout | null = null;
  let onStopped: () => void = () => undefined;
  const end = new Promise<void>((resolve) => (onStopped = resolve));

  function start(): void {
    const startedAt = Date.now();
    let reason = '';
    worker = new Worker(url, { workerData: data, resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES } });
    worker.on('message', (message: FromIngest | IngestRefused) => {
      if (message.type === 'refused') {
        reason = message.reason;
        if (wasReady) return;
        stopping = true;
        onRefused(message);
      } else if (message.type === 'stopped') finish();
      else {
        if (message.type === 'ready') wasReady = true;
        if (message.type === 'progress') progress = message.progress;
        onMessage(message);
      }
    });
    worker.on('error', (error: unknown) => (reason = error instanceof Error ? (error.stack ?? error.message) : String(error)));
    worker.on('exit', (code) => {
      worker = null;
      if (stopping) return finish();
      if (Date.now() - startedAt > HEALTHY_MILLIS) deaths = 0;
      const wait = BACKOFF_MILLIS[deaths++] ?? 60_000;
      const why = reason.split('\n')[0] || `exit code ${code}`;
      onDeath(`Loading was interrupted and starts again in ${wait / 1000} s: ${reason || why}`);
      // What is being looked at is still served; the page says that it does not grow.
      progress = { ...progress, state: 'stuck', detail: `Loading was interrupted and starts again: ${why}` };
      onMessage({ type: 'progress', progress });
      restart = setTimeout(start, wait);
    });
  }

  function finish(): void {
    if (stopped) return;
    stopped = true;
    try {
      onMessage({ type: 'stopped' });
    } finally {
      onStopped();
    }
  }

  function tell(message: ToIngest): void {
    worker?.postMessage(message);
  }

  start();
  return {
    rescan: () => tell({ type: 'rescan' }),
    async stop() {
      stopping = true;
      if (restart !== null) clearTimeout(restart);
      if (worker === null) finish();
      tell({ type: 'stop' });
      const tooLong = setTimeout(() => {
        // A transaction cut short is rolled back at the next start: its points are then read again.
        void worker?.terminate().then(finish);
      }, STOP_MILLIS);
      await end;
      clearTimeout(tooLong);
    },
  };
}
