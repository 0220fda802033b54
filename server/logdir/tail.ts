/**
 * One event file: what `stat` says about it, bytes from an offset, and a fingerprint by which a file that was
 * rewritten in place is told from one that grew.
 */
import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readSync, statSync, type Stats } from 'node:fs';

/** What `stat` says. `dev` and `ino` are compared for equality only: past 2^53 they are rounded, always the same way. */
export interface FileStat {
  readonly dev: number;
  readonly ino: number;
  readonly size: number;
  readonly mtimeMillis: number;
}

/** `detail` is one sentence about why; the path is not in it. */
export type NotReadable = { readonly kind: 'missing'; readonly detail: string } | { readonly kind: 'unreadable'; readonly detail: string };

export interface OpenFile {
  readonly kind: 'open';
  readonly stat: FileStat;
  /** Fills `into` from `position` on; returns how many bytes there were, less than asked for at the end only. Throws when the disk fails. */
  readAt(into: Uint8Array, position: number): number;
  close(): void;
}

/** Looks at one file, following symbolic links. Anything that is not a regular file is unreadable: opening a pipe would hang. */
export function statFile(path: Uint8Array): { readonly kind: 'file'; readonly stat: FileStat } | NotReadable {
  try {
    const stat = statSync(asBuffer(path));
    return stat.isFile() ? { kind: 'file', stat: fileStat(stat) } : notAFile;
  } catch (error) {
    return notReadable(error);
  }
}

/** Opens a file for reading. Never waits, also not on a pipe that took the file's place. */
export function openEventFile(path: Uint8Array): OpenFile | NotReadable {
  let handle: number;
  try {
    handle = openSync(asBuffer(path), constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    return notReadable(error);
  }
  const stat = fstatSync(handle);
  if (!stat.isFile()) {
    closeSync(handle);
    return notAFile;
  }
  return {
    kind: 'open',
    stat: fileStat(stat),
    readAt: (into, position) => readFully(handle, into, position),
    close: () => closeSync(handle),
  };
}

/** Most bytes of the beginning, and of what stands before the offset, that a fingerprint covers. */
const FINGERPRINT_BYTES = 4096;

/**
 * Fingerprint of what a file holds before `offset`: a hash of its first and of its last up to 4 KiB. Equal
 * fingerprints at one offset mean the file only grew, even when it was copied anew (rsync makes a new inode each time).
 * `''` when there is nothing before the offset.
 */
export function fingerprint(path: Uint8Array, offset: number): { readonly kind: 'fingerprint'; readonly head: string } | NotReadable {
  if (offset === 0) return { kind: 'fingerprint', head: '' };
  const file = openEventFile(path);
  if (file.kind !== 'open') return file;
  try {
    const first = Buffer.allocUnsafe(Math.min(FINGERPRINT_BYTES, offset));
    const last = Buffer.allocUnsafe(Math.min(FINGERPRINT_BYTES, offset - first.length));
    const got = file.readAt(first, 0) + file.readAt(last, offset - last.length);
    if (got < first.length + last.length) return { kind: 'fingerprint', head: 'short' };
    return { kind: 'fingerprint', head: createHash('sha256').update(first).update(last).digest('base64url').slice(0, 22) };
  } catch (error) {
    return notReadable(error);
  } finally {
    file.close();
  }
}

function readFully(handle: number, into: Uint8Array, position: number): number {
  let filled = 0;
  while (filled < into.length) {
    const got = readSync(handle, into, filled, into.length - filled, position + filled);
    if (got === 0) break;
    filled += got;
  }
  return filled;
}

const notAFile: NotReadable = { kind: 'unreadable', detail: 'not a regular file' };

const asBuffer = (path: Uint8Array): Buffer => Buffer.from(path.buffer, path.byteOffset, path.byteLength);

const fileStat = (stat: Stats): FileStat => ({ dev: stat.dev, ino: stat.ino, size: stat.size, mtimeMillis: stat.mtimeMs });

/** An error of the file system as a value. */
export function notReadable(error: unknown): NotReadable {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'missing', detail: 'does not exist' };
  const reason = REASONS[code] ?? (error instanceof Error ? error.message.split(',')[0] : String(error));
  return { kind: 'unreadable', detail: code === '' ? `${reason}` : `${reason} (${code})` };
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  ELOOP: 'too many symbolic links',
  EIO: 'input/output error',
  ENAMETOOLONG: 'the path is too long',
  ESTALE: 'the network mount went away',
  EMFILE: 'too many open files',
  ENFILE: 'too many open files',
  ENXIO: 'not a regular file',
};
