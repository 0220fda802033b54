/**
 * Ingestion as it runs, in process: real files, a real index, the real reader; only time is the test's. `settle` lets it
 * do all it can, moving time on where it waits for it.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { realDisk } from '../../server/ingest/disk.js';
import { runIngest, type Ingest, type IngestDeps, type IngestWriter } from '../../server/ingest/ingest.js';
import type { FromIngest, LoadProgress, Turn } from '../../server/ingest/protocol.js';
import { readTurn } from '../../server/ingest/read-turn.js';
import type { ReaderAnswer, Readers } from '../../server/ingest/reader-pool.js';
import { openEventFile } from '../../server/logdir/tail.js';
import type { WatchDeps } from '../../server/logdir/watch.js';
import { openReader, type StoreReader } from '../../server/store/reader.js';
import { openWriter } from '../../server/store/writer.js';
import { ScanKernel } from '../../server/tfevents/kernel/scan-kernel.js';
import { describeIndex, type IndexDescription } from './index-description.js';
import { ManualClock } from './manual-clock.js';

export interface RunningOptions {
  /** Default 5,000. */
  readonly reloadMillis?: number;
  /** Bytes a turn; default 4 MiB. */
  readonly sliceBytes?: number;
  /** Folder of the index, to go on with it; a fresh one by default. */
  readonly indexFolder?: string;
  /** Puts something between ingestion and the file system, the readers or the index. */
  readonly disk?: Partial<IngestDeps['disk']>;
  readonly read?: (turn: Turn, read: (turn: Turn) => ReaderAnswer) => ReaderAnswer | Promise<ReaderAnswer>;
  readonly writer?: (writer: IngestWriter) => IngestWriter;
}

const kernel = new ScanKernel();

export class RunningIngest {
  readonly clock = new ManualClock();
  readonly messages: FromIngest[] = [];
  readonly turns: Turn[] = [];
  readonly indexFolder: string;
  readonly ingest: Ingest;
  readonly reader: StoreReader;
  #hint: WatchDeps['onHint'] = () => undefined;

  constructor(logdir: string, options: RunningOptions = {}) {
    this.indexFolder = options.indexFolder ?? mkdtempSync(join(tmpdir(), 'ridgeline-index-'));
    const path = join(this.indexFolder, 'index.db');
    const opened = openWriter({ path, logdir, version: 'test', newGeneration: () => 'generation' });
    if (opened.kind !== 'opened') throw new Error(opened.reason);
    const watch: IngestDeps['disk']['watch'] = ({ onHint }) => {
      this.#hint = onHint;
      return { follow: () => undefined, close: () => Promise.resolve() };
    };
    this.ingest = runIngest(
      {
        logdir,
        reloadMillis: options.reloadMillis ?? 5000,
        writer: options.writer?.(opened.writer) ?? opened.writer,
        notice: opened.notice,
        readers: this.#readers(options),
        disk: { ...realDisk, watch, ...options.disk },
        clock: this.clock,
      },
      (message) => this.messages.push(message),
    );
    this.reader = openReader(path);
  }

  /** Lets everything happen that happens within so many milliseconds; by default all that is left to do now. */
  async settle(millis = 200): Promise<void> {
    const until = this.clock.now() + millis;
    await this.ingest.idle();
    // What is done at one moment may ask for a timer that is due before the next.
    while (this.clock.now() < until || this.clock.next <= until) {
      this.clock.step(until);
      await this.ingest.idle();
    }
  }

  /** Hints, as the system would. */
  hint(...paths: readonly string[]): void {
    this.#hint(paths);
  }

  get progress(): LoadProgress {
    const last = this.messages.findLast((message) => message.type === 'progress');
    if (last?.type !== 'progress') throw new Error('no progress was posted');
    return last.progress;
  }

  /** What the index holds. */
  get index(): IndexDescription {
    return describeIndex(this.reader);
  }

  async stop(): Promise<void> {
    this.reader.close();
    this.ingest.tell({ type: 'stop' });
    await this.ingest.done;
  }

  /** Stops, and removes the index. */
  async discard(): Promise<void> {
    await this.stop();
    rmSync(this.indexFolder, { recursive: true });
  }

  #readers({ sliceBytes = 4 * 2 ** 20, read }: RunningOptions): Readers {
    let reading = 0;
    const readNow = (turn: Turn): ReaderAnswer => readTurn(turn, { kernel, open: openEventFile, sliceBytes });
    return {
      free: () => 2 - reading,
      read: async (turn) => {
        this.turns.push(turn);
        reading++;
        // As with threads, the answer never comes before the asking has returned.
        await Promise.resolve();
        const answer = await (read?.(turn, readNow) ?? readNow(turn));
        reading--;
        return answer;
      },
      close: () => Promise.resolve(),
    };
  }
}

/** What an index built afresh from the folder as it is now would hold. */
export async function freshIndex(logdir: string): Promise<IndexDescription> {
  const fresh = new RunningIngest(logdir, { reloadMillis: 0 });
  await fresh.settle();
  const { index } = fresh;
  await fresh.discard();
  return index;
}
