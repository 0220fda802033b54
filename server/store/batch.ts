/** What is committed at once, and what came of it. */
import type { RunName, SeriesId, TagName } from '../model/names.js';
import type { Problem } from '../model/problems.js';
import type { KnownSeries, Stage } from './stage.js';

/** Which file this is, beyond its name: when any of it changes, it is another file. */
export interface FileIdentity {
  /** Display form of the name. */
  readonly name: string;
  readonly rawName: Uint8Array;
  readonly dev: number;
  readonly ino: number;
  /** Fingerprint of the file's first bytes. */
  readonly head: string;
}

/** An event file as the index knows it. */
export interface StoredFile extends FileIdentity {
  /** Where reading goes on. */
  readonly offset: number;
  readonly seeking: boolean;
  readonly records: number;
}

/** A run as the index knows it: what ingestion needs to go on where it stopped. */
export interface StoredRun {
  readonly run: RunName;
  readonly rawPath: Uint8Array;
  /** In the order of their names' bytes. */
  readonly files: readonly StoredFile[];
  readonly known: ReadonlyMap<TagName, KnownSeries>;
  /** For each known tag the raw name of the first of the run's files, in the order of names, that holds it. */
  readonly origins: ReadonlyMap<TagName, Uint8Array>;
}

/** Points of one slice of one file. */
export interface StagedFile {
  readonly run: RunName;
  readonly rawPath: Uint8Array;
  readonly file: FileIdentity;
  readonly stage: Stage;
}

/**
 * A file, or (`file` null) a folder, that cannot be read at present. It need not be in the index and does not become a run by
 * this. Said again, it replaces what was said before; with a count of 0 it is taken back. A stage of the file takes back what
 * was said of it and of its folder; a reset or removal of the run, and the next start, too.
 */
export interface StagedProblem {
  readonly run: RunName;
  readonly file: { readonly name: string } | null;
  readonly problem: Problem;
}

/** Everything that is written at once. Applied in this order: resets, removals, stages, problems. */
export interface Batch {
  /** Runs to be forgotten and read again from the start; their stages in this batch begin at 0. Unknown ones are ignored. */
  readonly resets?: readonly RunName[];
  /** Runs that are gone. */
  readonly removed?: readonly RunName[];
  readonly stages?: readonly StagedFile[];
  readonly problems?: readonly StagedProblem[];
}

/** A stage that was not written. Nothing of it is in the index; the others of the batch are. */
export interface RefusedStage {
  /** `Stage.turn`. */
  readonly turn: number;
  /**
   * `offset`: the slice does not begin where the index stands. `known`: a series turned out to be of another data class
   * in the meantime, so the slice has to be read again knowing that.
   */
  readonly reason: 'offset' | 'known';
  readonly detail: string;
}

export type CommitResult =
  | {
      readonly kind: 'committed';
      readonly commit: number;
      /** Series that got points. */
      readonly changed: readonly SeriesId[];
      /** True when runs or series appeared or went, or when runs changed places: list again. */
      readonly catalogueChanged: boolean;
      readonly refused: readonly RefusedStage[];
    }
  /** Nothing was written, and the index stands as before. Unless `damaged`, the same batch may be tried again later. */
  | { readonly kind: 'failed'; readonly reason: string; readonly damaged: boolean };
