/**
 * Finds the runs below a log folder: every folder, at any depth and hidden ones too, with at least one file whose name
 * contains `tfevents` (`tensorboard/backend/event_processing/io_wrapper.py`, `data/server/logdir.rs`).
 *
 * Symbolic links are followed, also out of the log folder: people link run folders in from other disks, and TensorBoard
 * follows them. A link back to a folder above itself (or above the log folder) is not walked, so a loop ends at once; a folder that can be
 * reached by several links is listed under each, up to a limit that keeps links between links from multiplying.
 */
import { readdirSync, realpathSync, statSync, type Dirent } from 'node:fs';
import type { RunName } from '../model/names.js';
import { displayName, runNameOf, toByteString, toPathBytes } from './path-bytes.js';
import { notReadable, statFile, type FileStat } from './tail.js';

/** One event file. `stat` is null when it could not be looked at, `problem` then says why. */
export interface FoundFile {
  /** Display form of the name. */
  readonly name: string;
  readonly rawName: Uint8Array;
  /** Absolute path. */
  readonly path: Uint8Array;
  readonly stat: FileStat | null;
  readonly problem: string;
}

export interface FoundRun {
  readonly run: RunName;
  /** Path of the run's folder relative to the logdir; empty for the logdir itself. */
  readonly rawPath: Uint8Array;
  /** At least one, in the order of their names' bytes, which is the order in which they are read. */
  readonly files: readonly FoundFile[];
}

/** A folder, with what tells whether an entry was added or removed since. */
export interface FoundFolder {
  readonly path: Uint8Array;
  /** The run it is, null when it holds no event file. */
  readonly run: RunName | null;
  /** Of its newest event file, 0 without one. */
  readonly newestMillis: number;
}

/** A folder that could not be listed: nothing is known about the runs at and below it. */
export interface UnreadableFolder {
  readonly run: RunName;
  /** Path relative to the logdir. */
  readonly rawPath: Uint8Array;
  readonly detail: string;
}

export interface Discovery {
  /** False while the logdir does not exist. */
  readonly exists: boolean;
  readonly runs: readonly FoundRun[];
  /** Every folder walked. */
  readonly folders: readonly FoundFolder[];
  readonly unreadable: readonly UnreadableFolder[];
}

/** True when a file of this name is an event file. */
export const isEventFileName = (byteString: string): boolean => byteString.includes('tfevents');

/** Paths through links by which one real folder is listed at most. */
const LINKED_PATHS = 8;

/**
 * Walks the logdir. Yields after every folder, so that the caller can do other things between; returns what was found,
 * depth first, the entries of a folder in the order of their names' bytes. Never throws for what the file system does.
 */
export function* discoverRuns(logdir: string): Generator<undefined, Discovery> {
  const walk: Walk = { logdir: toByteString(Buffer.from(logdir)), runs: [], folders: [], unreadable: [], linked: new Map(), above: null };
  const pending: Folder[] = [{ relative: '', above: null, linked: false, identity: '' }];
  let exists = true;
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    const listed = listFolder(walk, folder);
    if (listed === 'missing' && folder.above === null) exists = false;
    if (listed !== 'missing') for (const below of listed.reverse()) pending.push(below);
    yield undefined;
  }
  return { exists, runs: walk.runs, folders: walk.folders, unreadable: walk.unreadable };
}

/** The whole walk in one go. */
export function discoverNow(logdir: string): Discovery {
  const walk = discoverRuns(logdir);
  for (;;) {
    const { done, value } = walk.next();
    if (done === true) return value;
  }
}

interface Walk {
  /** Byte strings, here and below. */
  readonly logdir: string;
  readonly runs: FoundRun[];
  readonly folders: FoundFolder[];
  readonly unreadable: UnreadableFolder[];
  /** Identity of a folder below a link → how many paths led to it so far. */
  readonly linked: Map<string, number>;
  /** Identities of the folders above the logdir; null until a link makes them matter. */
  above: ReadonlySet<string> | null;
}

interface Folder {
  /** Path relative to the logdir, '' for the logdir. */
  readonly relative: string;
  readonly above: Folder | null;
  /** True for a link to a folder, and for everything below one. */
  readonly linked: boolean;
  /** `dev:ino`, '' until someone asks: only links make it necessary, and most log folders have none. */
  identity: string;
}

function listFolder(walk: Walk, folder: Folder): Folder[] | 'missing' {
  const path = absolute(walk, folder.relative);
  let entries: Dirent<Buffer>[];
  try {
    if (folder.linked && tooOften(walk, folder)) return [];
    entries = readdirSync(toPathBytes(path), { withFileTypes: true, encoding: 'buffer' });
  } catch (error) {
    const reason = notReadable(error);
    if (reason.kind === 'missing') return 'missing';
    walk.unreadable.push({ run: nameOf(folder), rawPath: toPathBytes(folder.relative), detail: `folder cannot be read: ${reason.detail}` });
    return [];
  }
  const below: Folder[] = [];
  const files: FoundFile[] = [];
  let newestMillis = 0;
  for (const entry of sorted(entries)) {
    const relative = folder.relative === '' ? entry.name : `${folder.relative}/${entry.name}`;
    if (entry.kind === 'folder') below.push({ relative, above: folder, linked: folder.linked, identity: '' });
    else if (entry.kind === 'link' && leadsToFolder(walk, relative)) below.push({ relative, above: folder, linked: true, identity: '' });
    else if (isEventFileName(entry.name)) {
      const file = lookAtFile(walk, relative, entry);
      if (file !== null) files.push(file);
      newestMillis = Math.max(newestMillis, file?.stat?.mtimeMillis ?? 0);
    }
  }
  const run = files.length > 0 ? nameOf(folder) : null;
  if (run !== null) walk.runs.push({ run, rawPath: toPathBytes(folder.relative), files });
  walk.folders.push({ path: toPathBytes(path), run, newestMillis });
  return below;
}

interface Entry {
  readonly name: string;
  readonly kind: 'folder' | 'link' | 'other';
}

/** Only what can matter: folders, links and event files, in the order of their names' bytes. */
function sorted(entries: readonly Dirent<Buffer>[]): Entry[] {
  const kept: Entry[] = [];
  for (const entry of entries) {
    const name = toByteString(entry.name);
    const kind = entry.isDirectory() ? 'folder' : entry.isSymbolicLink() ? 'link' : 'other';
    if (kind !== 'other' || isEventFileName(name)) kept.push({ name, kind });
  }
  return kept.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function lookAtFile(walk: Walk, relative: string, entry: Entry): FoundFile | null {
  const path = toPathBytes(absolute(walk, relative));
  const rawName = toPathBytes(entry.name);
  const looked = statFile(path);
  const named = { name: displayName(rawName), rawName, path };
  if (looked.kind === 'file') return { ...named, stat: looked.stat, problem: '' };
  // Removed since the folder was listed, unless it is a link, which then leads nowhere.
  if (looked.kind === 'missing' && entry.kind !== 'link') return null;
  return { ...named, stat: null, problem: looked.kind === 'missing' ? 'the symbolic link leads nowhere' : looked.detail };
}

function leadsToFolder(walk: Walk, relative: string): boolean {
  try {
    return statSync(toPathBytes(absolute(walk, relative)), { throwIfNoEntry: false })?.isDirectory() ?? false;
  } catch {
    // A link to itself, or into a folder that may not be entered. As an event file it is looked at again, and reported.
    return false;
  }
}

/** For a folder below a link: whether it is one of the folders above it, or was listed under enough other paths. */
function tooOften(walk: Walk, folder: Folder): boolean {
  const identity = identityOf(walk, folder);
  walk.above ??= foldersAbove(walk.logdir);
  if (walk.above.has(identity)) return true;
  for (let above = folder.above; above !== null; above = above.above) {
    if (identityOf(walk, above) === identity) return true;
  }
  const paths = walk.linked.get(identity) ?? 0;
  walk.linked.set(identity, paths + 1);
  if (paths === LINKED_PATHS) {
    walk.unreadable.push({ run: nameOf(folder), rawPath: toPathBytes(folder.relative), detail: `left out: ${LINKED_PATHS} other paths through symbolic links lead to this folder` });
  }
  return paths >= LINKED_PATHS;
}

function identityOf(walk: Walk, folder: Folder): string {
  if (folder.identity === '') folder.identity = identityAt(toPathBytes(absolute(walk, folder.relative)));
  return folder.identity;
}

function identityAt(path: Buffer): string {
  const { dev, ino } = statSync(path, { bigint: true });
  return `${dev}:${ino}`;
}

function foldersAbove(logdir: string): Set<string> {
  const identities = new Set<string>();
  let path = toByteString(realpathSync(toPathBytes(logdir), { encoding: 'buffer' }));
  while (path !== '') {
    path = path.slice(0, path.lastIndexOf('/'));
    identities.add(identityAt(toPathBytes(path === '' ? '/' : path)));
  }
  return identities;
}

const absolute = (walk: Walk, relative: string): string => (relative === '' ? walk.logdir : `${walk.logdir}/${relative}`);

const nameOf = (folder: Folder): RunName => runNameOf(toPathBytes(folder.relative));
