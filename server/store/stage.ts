/** What a reader hands to the writer: everything one slice of an event file held, encoded and ready to be committed. */
import type { DataClass } from '../model/data-class.js';
import type { PluginName, TagName } from '../model/names.js';
import type { Problem } from '../model/problems.js';
import type { EncodedChunk } from './chunk-codec.js';

/** What is already settled about a series: later values and metadata of the tag do not change it. */
export interface KnownSeries {
  readonly plugin: PluginName;
  readonly dataClass: DataClass;
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
