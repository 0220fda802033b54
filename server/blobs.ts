/**
 * Values that the index only points at: re-read from their event file, checked again, decoded by the same code as at first. There is
 * no second copy of a blob anywhere, so the index stays small and deleting it loses nothing.
 *
 * For query threads. Synchronous.
 */
import { eventFilePath } from './logdir/path-bytes.js';
import { openEventFile, type OpenFile } from './logdir/tail.js';
import { fileId } from './model/names.js';
import type { StoreReader } from './store/reader.js';
import { decodeEvent } from './tfevents/event.js';
import { eventValues, type EventValue } from './tfevents/event-value.js';
import { dataIsIntact, FRAME_BYTES, HEADER_BYTES, MOST_PAYLOAD_BYTES, readHeader } from './tfevents/record.js';

/** Where a value stands: `RefColumns` and the file of the point. */
export interface ValuePlace {
  /** `FileId`. */
  readonly file: number;
  readonly offset: number;
  readonly length: number;
  readonly index: number;
}

/** Reads values, many from few files: a file stays open until another is needed. Close it after use. */
export class ValueReader {
  readonly #reader: StoreReader;
  #open: { readonly id: number; readonly file: OpenFile | null } | null = null;
  /** The last record: the pictures of one step often stand in one record. */
  #last: { readonly file: number; readonly offset: number; readonly values: readonly EventValue[] } | null = null;

  constructor(reader: StoreReader) {
    this.#reader = reader;
  }

  /**
   * The value, or null when it can no longer be read: its file went away or was written anew, and the index will say so in a
   * moment; or the place was never one of a value. The body's bytes are good until the next call.
   */
  read({ file, offset, length, index }: ValuePlace): EventValue | null {
    if (this.#last?.file !== file || this.#last.offset !== offset) {
      const payload = this.#payload(file, offset, length);
      const event = payload && decodeEvent(payload);
      this.#last = event?.kind === 'event' ? { file, offset, values: eventValues(event.proto) } : null;
    }
    return this.#last?.values.find((value) => value.index === index) ?? null;
  }

  close(): void {
    this.#open?.file?.close();
    this.#open = null;
    this.#last = null;
  }

  /** A record's payload, both checksums right. */
  #payload(id: number, offset: number, length: number): Uint8Array | null {
    const file = this.#file(id);
    // The length is the caller's: no more is allocated than the file can fill.
    if (!file || length > MOST_PAYLOAD_BYTES || offset + length + FRAME_BYTES > file.stat.size) return null;
    const record = new Uint8Array(length + FRAME_BYTES);
    if (file.readAt(record, offset) < record.length) return null;
    const header = readHeader(record, 0);
    if (header.kind === 'corrupt' || header.length !== length || !dataIsIntact(record, HEADER_BYTES, length)) return null;
    return record.subarray(HEADER_BYTES, HEADER_BYTES + length);
  }

  #file(id: number): OpenFile | null {
    if (this.#open?.id === id) return this.#open.file;
    this.close();
    const row = this.#reader.fileById(fileId(id));
    const opened = row && openEventFile(eventFilePath(this.#reader.logdir, row.rawPath, row.rawName));
    const file = opened?.kind === 'open' ? opened : null;
    this.#open = { id, file };
    return file;
  }
}

/** Runs `work` with a value reader and closes it. */
export function withValues<Result>(reader: StoreReader, work: (values: ValueReader) => Result): Result {
  const values = new ValueReader(reader);
  try {
    return work(values);
  } finally {
    values.close();
  }
}
