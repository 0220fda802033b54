/**
 * What the threads of ingestion say to each other. A reader thread is stateless: it is handed a `Turn` (read so many
 * bytes of this file from here) and answers with a `Stage` (everything those bytes held, encoded and ready to be
 * committed). The ingest thread owns the schedule and the only write connection. So a reader may die at any moment,
 * and nothing is lost: its turn is simply given out again.
 */
import type { DataClass } from '../model/data-class.js';
import type { PluginName, RunName, TagName } from '../model/names.js';
import type { Problem } from '../model/problems.js';
import type { EncodedChunk } from '../store/chunk-codec.js';

/** What is already settled about a series: later values and metadata of the tag do not change it. */
export interface KnownSeries {
  readonly plugin: PluginName;
  readonly dataClass: DataClass;
}

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

/** First metadata of a series, kept for its whole life: later ones are ignored (TensorBoard's rule). */
export interface SeriesMetadata {
  /** '' when none was given. */
  readonly displayName: string;
  /** Markdown as written; '' when none was given. */
  readonly description: string;
  /** `SummaryMetadata.plugin_data.content`, for the plugin to interpret. */
  readonly content: Uint8Array;
}

/** The points of one series in one slice, in file order. */
export interface StagedSeries extends KnownSeries {
  readonly tag: TagName;
  /** Present when the slice holds the tag's first value or first metadata and the turn did not know the series. */
  readonly metadata: SeriesMetadata | null;
  readonly chunks: readonly EncodedChunk[];
}

/** A `SessionLog` START: the writer was restarted at `step`, in a run that may have earlier files. */
export interface SessionStart {
  readonly step: number;
  readonly wallTime: number;
  readonly offset: number;
}

/** Everything a slice held. Committed whole or not at all. */
export interface Stage {
  readonly turn: number;
  /** Where the slice began; the commit is refused unless the index stands exactly here. */
  readonly fromOffset: number;
  /** Where the next slice begins. */
  readonly toOffset: number;
  readonly seeking: boolean;
  /** True when the file held nothing more that could be read now. */
  readonly atEnd: boolean;
  /** Valid records in the slice, whatever they held. */
  readonly records: number;
  /** Smallest wall time of all events in the slice, or null when it held none. */
  readonly minWallTime: number | null;
  readonly series: readonly StagedSeries[];
  readonly sessionStarts: readonly SessionStart[];
  readonly problems: readonly Problem[];
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
  | { readonly type: 'ready'; readonly generation: string; readonly commit: number; readonly notice: string }
  | { readonly type: 'committed'; readonly commit: number; readonly changed: readonly number[]; readonly catalogueChanged: boolean }
  | { readonly type: 'progress'; readonly progress: LoadProgress }
  | { readonly type: 'stopped' };
