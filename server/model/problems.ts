/**
 * Everything that can keep part of a log from being read. Each is counted per event file, kept in the index and shown
 * to the user: losing data silently is the one unforgivable bug.
 */
export type ProblemKind =
  /** A record's length cannot be trusted: its checksum is wrong, or no message can be so long. The next valid record is searched. */
  | 'length-checksum'
  /** The checksum of a record's data is wrong: this record is skipped, the next one follows. */
  | 'data-checksum'
  /** A record's length is past the limit; the record is skipped. */
  | 'oversized-record'
  /** The record is intact, but its data is not a valid `Event`. */
  | 'undecodable-event'
  /** The event's wall time is NaN or infinite; the event is skipped. */
  | 'wall-time'
  /** A step is beyond ±2^53 and was rounded to the nearest double. Nothing is skipped. */
  | 'rounded-step'
  /** A value of a scalar series is not one number (wrong shape, strings, an unsupported type); it is skipped. */
  | 'unsupported-value'
  /** The file or its folder could not be opened or read. */
  | 'unreadable-file'
  /** The thread that read this file died twice at it; the file is left alone until it changes. */
  | 'reader-died';

/** One kind of problem in one event file, summed up. */
export interface Problem {
  readonly kind: ProblemKind;
  /** How many times. */
  readonly count: number;
  /** Bytes of the file that could not be used because of it. */
  readonly bytes: number;
  /** Offset of the first occurrence, in bytes from the start of the file. */
  readonly firstOffset: number;
  /** One sentence about the first occurrence, with its numbers. */
  readonly detail: string;
}
