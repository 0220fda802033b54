/**
 * What the threads of ingestion say to each other. A reader thread is stateless: it is handed a `Turn` (read so many
 * bytes of this file from here) and answers with a `Stage` (everything those bytes held, encoded and ready to be
 * committed). The ingest thread owns the schedule and the only write connection. So a reader may die at any moment,
 * and nothing is lost: its turn is simply given out again.
 */
import type { RunName, TagName } from '../model/names.js';
import type { KnownSeries, Stage } from '../store/stage.js';

export type { KnownSeries, SeriesMetadata, SessionStart, Stage, StagedSeries } from '../store/stage.js';

/** One slice of one event file, to be read by whichever reader is idle. */
export interface Turn {
  /** Given back with the stage; unique within the process. */
  readonly turn: number;
  readonly run: RunName;
  /** The file's absolute path as raw bytes: names need not be UTF-8. */
  readonly path: Uint8Array;
  /** Offset to read from, always a record boundary unless `seeking`. */
  readonly offset: number;
  /** The file's size when it was last looked at. At most about `sliceBytes` of it are read, more for one large record. */
  readonly size: number;
  /** True after a bad length checksum: `offset` is where the search for the next valid record goes on. */
  readonly seeking: boolean;
  /** The run's series so far, including those of stages not yet committed. */
  readonly known: ReadonlyMap<TagName, KnownSeries>;
}

/** Ingest thread → reader thread. */
export type ToReader = { readonly type: 'turn'; readonly turn: Turn } | { readonly type: 'stop' };

/** Reader thread → ingest thread. */
export type FromReader =
  | { readonly type: 'ready' }
  | { readonly type: 'stage'; readonly stage: Stage }
  | { readonly type: 'unreadable'; readonly turn: number; readonly detail: string };

/** How far loading has come; for the terminal's progress line and the page. */
export interface LoadProgress {
  /** `waiting`: the logdir does not exist yet. `loading`: first load. `live`: caught up, watching. `stuck`: cannot write the index (see `detail`). */
  readonly state: 'waiting' | 'loading' | 'live' | 'stuck';
  readonly runs: number;
  readonly files: number;
  readonly bytesRead: number;
  readonly bytesTotal: number;
  readonly records: number;
  /** Milliseconds since ingestion started. */
  readonly elapsedMillis: number;
  /** One sentence for the user when there is something to say, else ''. */
  readonly detail: string;
}

/** HTTP thread → ingest thread. */
export type ToIngest = { readonly type: 'rescan' } | { readonly type: 'stop' };

/** Ingest thread → HTTP thread. */
export type FromIngest =
  /** The index is open. `index` is where it really is, which for `:memory:` only now is known. Comes again when the thread had to be started again. */
  | { readonly type: 'ready'; readonly generation: string; readonly commit: number; readonly notice: string; readonly index: string }
  | { readonly type: 'committed'; readonly commit: number; readonly changed: readonly number[]; readonly catalogueChanged: boolean }
  | { readonly type: 'progress'; readonly progress: LoadProgress }
  | { readonly type: 'stopped' };

/** The ingest thread's last words when the index cannot be opened for writing; `busy`: because another server is writing it. */
export interface IngestRefused {
  readonly type: 'refused';
  readonly busy: boolean;
  readonly reason: string;
}
