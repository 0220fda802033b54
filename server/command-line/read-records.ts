/** The records of one event file as it stands, one after the other: for a report, not for following a growing file. */
import { openEventFile } from '../logdir/tail.js';
import { dataIsIntact, findHeader, FRAME_BYTES, HEADER_BYTES, MOST_PAYLOAD_BYTES, readHeader } from '../tfevents/record.js';

export type FileItem =
  /** Valid until the next item is asked for. */
  | { readonly kind: 'payload'; readonly payload: Uint8Array }
  /** What could not be read, in words. */
  | { readonly kind: 'problem'; readonly detail: string };

const WINDOW_BYTES = 4 * 1024 * 1024;

/** A record cut off at the end is no problem: its writer is not done. After a wrong length the next valid header is searched. */
export function* readRecords(path: Uint8Array): Generator<FileItem, void, void> {
  const file = openEventFile(path);
  if (file.kind !== 'open') {
    yield { kind: 'problem', detail: file.detail };
    return;
  }
  let window = Buffer.allocUnsafe(WINDOW_BYTES);
  /** Where the window stands in the file, and how much of it is filled. */
  let offset = 0;
  let filled = 0;
  let at = 0;
  /** Makes `window[at, at + count)` be there; false at the end of the file. */
  const have = (count: number): boolean => {
    if (at + count <= filled) return true;
    const rest = window.subarray(at, filled);
    if (count > window.length) window = Buffer.concat([rest], Math.max(count, WINDOW_BYTES));
    else rest.copy(window);
    offset += at;
    filled = rest.length;
    at = 0;
    filled += file.readAt(window.subarray(filled), offset + filled);
    return count <= filled;
  };
  try {
    while (have(HEADER_BYTES)) {
      const header = readHeader(window, at);
      if (header.kind === 'corrupt') {
        const from = offset + at;
        at += 1;
        // The last bytes of the window may be the beginning of a header: they are looked at again with what follows them.
        for (at = findHeader(window, at, filled); at + HEADER_BYTES > filled && have(HEADER_BYTES); ) at = findHeader(window, at, filled);
        yield { kind: 'problem', detail: `record length checksum mismatch at offset ${from}, ${offset + at - from} bytes skipped` };
        continue;
      }
      const { length } = header;
      if (length > MOST_PAYLOAD_BYTES) {
        yield { kind: 'problem', detail: `record of ${length} bytes at offset ${offset + at} is past the limit of ${MOST_PAYLOAD_BYTES}, the rest of the file is not read` };
        return;
      }
      if (!have(length + FRAME_BYTES)) return;
      const start = at + HEADER_BYTES;
      const intact = dataIsIntact(window, start, length);
      at += length + FRAME_BYTES;
      if (intact) yield { kind: 'payload', payload: window.subarray(start, start + length) };
      else yield { kind: 'problem', detail: `record data checksum mismatch at offset ${offset + start - HEADER_BYTES}` };
    }
  } finally {
    file.close();
  }
}
