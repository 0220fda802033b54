/**
 * Names in a log folder are bytes and need not be UTF-8. Inside this folder a path is a *byte string*: a JavaScript
 * string with one code unit a byte (latin1), which compares, joins and searches like the bytes do. It becomes a
 * `Buffer` for the operating system and a display name for people.
 */
import { isUtf8 } from 'node:buffer';
import { runName, type RunName } from '../model/names.js';

export const toByteString = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');

export const toPathBytes = (byteString: string): Buffer => Buffer.from(byteString, 'latin1');

/**
 * How a name (or a path) is shown: as it is when it is UTF-8, with every other byte as `\xNN`. Two different names
 * never look alike: where a name itself contains the text `\xNN`, its backslash is shown as `\x5c`.
 */
export function displayName(bytes: Uint8Array): string {
  const buffer = escapeLiterals(bytes);
  if (isUtf8(buffer)) return buffer.toString();
  let shown = '';
  for (let at = 0; at < buffer.length; ) {
    const length = sequenceLength(buffer, at);
    shown += length === 0 ? `\\x${(buffer[at] ?? 0).toString(16).padStart(2, '0')}` : buffer.toString('utf8', at, at + length);
    at += Math.max(length, 1);
  }
  return shown;
}

/** The run whose folder has this path relative to the logdir; no bytes at all are the logdir itself, run `.`. */
export const runNameOf = (relativePath: Uint8Array): RunName => runName(relativePath.length === 0 ? '.' : displayName(relativePath));

/** Absolute path of an event file, from the logdir, the run's folder relative to it and the file's name. */
export function eventFilePath(logdir: string, runPath: Uint8Array, fileName: Uint8Array): Buffer {
  const slash = Buffer.from('/');
  const root = Buffer.from(logdir);
  return runPath.length === 0 ? Buffer.concat([root, slash, fileName]) : Buffer.concat([root, slash, runPath, slash, fileName]);
}

const BACKSLASH = 0x5c;

/** Done while still bytes: the pattern is ASCII, so it cannot cut a UTF-8 sequence. */
function escapeLiterals(bytes: Uint8Array): Buffer {
  if (!bytes.includes(BACKSLASH)) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return toPathBytes(toByteString(bytes).replace(/\\(?=x[0-9a-f]{2})/g, '\\x5c'));
}

/** Length of the UTF-8 sequence at `at`, 0 when the byte there begins none. */
function sequenceLength(buffer: Buffer, at: number): number {
  const first = buffer[at] ?? 0;
  const length = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  return length > 0 && at + length <= buffer.length && isUtf8(buffer.subarray(at, at + length)) ? length : 0;
}
