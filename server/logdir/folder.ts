/** What a log folder holds, for a first sight that explains itself: `GET /api/folder`. */
import { opendirSync, statSync, type Dirent } from 'node:fs';
import type { FolderAnswer } from '../contract.js';
import { isEventFileName } from './discover.js';
import { displayName, toByteString, toPathBytes } from './path-bytes.js';
import { notReadable, type NotReadable } from './tail.js';

/** Entries looked at before the walk stops: a few milliseconds. */
const ENTRIES = 2000;
const EVENT_FILES_SHOWN = 50;
const OTHER_FILES_SHOWN = 20;

/**
 * Looks at most at `limit` entries (default 2,000), breadth first so that a large folder does not hide its neighbours,
 * and lists up to 50 event files and 20 others. Links to folders are not followed. `modifiedTime` is in seconds.
 */
export function describeFolder(logdir: string, { limit = ENTRIES }: { readonly limit?: number } = {}): FolderAnswer {
  const root = toByteString(Buffer.from(logdir));
  const eventFiles: FolderAnswer['eventFiles'][number][] = [];
  const otherFiles: FolderAnswer['otherFiles'][number][] = [];
  const folders = [''];
  let left = limit;
  let problem = '';
  let exists = true;
  let walked = 0;
  for (; walked < folders.length && left > 0; walked++) {
    const folder = folders[walked] ?? '';
    const listed = list(folder === '' ? root : `${root}/${folder}`, left + 1);
    if (!Array.isArray(listed)) {
      if (folder === '') {
        exists = listed.kind !== 'missing';
        problem = exists ? `The folder cannot be read: ${listed.detail}.` : '';
      } else if (problem === '' && listed.kind === 'unreadable') {
        problem = `The folder ${shown(folder)} cannot be read: ${listed.detail}.`;
      }
      continue;
    }
    for (const entry of listed) {
      if (left-- <= 0) break;
      const name = entry.name;
      const path = folder === '' ? name : `${folder}/${name}`;
      if (entry.isDirectory()) folders.push(path);
      else if (isEventFileName(name) && eventFiles.length < EVENT_FILES_SHOWN) eventFiles.push({ path: shown(path), ...sizeAndTime(`${root}/${path}`) });
      else if (!isEventFileName(name) && otherFiles.length < OTHER_FILES_SHOWN) {
        otherFiles.push({ path: shown(path), bytes: sizeAndTime(`${root}/${path}`).bytes });
      }
    }
  }
  return { logdir, exists, problem, folders: folders.length - 1, eventFiles, otherFiles, truncated: left < 0 || walked < folders.length };
}

/** At most `limit` entries with byte strings for names: a folder may hold millions, so it is not listed whole. */
function list(path: string, limit: number): Dirent[] | NotReadable {
  const entries: Dirent[] = [];
  try {
    const folder = opendirSync(toPathBytes(path), { encoding: 'latin1' });
    try {
      for (let entry = folder.readSync(); entry !== null && entries.length < limit; entry = folder.readSync()) entries.push(entry);
    } finally {
      folder.closeSync();
    }
  } catch (error) {
    return notReadable(error);
  }
  return entries;
}

function sizeAndTime(path: string): { readonly bytes: number; readonly modifiedTime: number } {
  try {
    const stat = statSync(toPathBytes(path), { throwIfNoEntry: false });
    return { bytes: stat?.size ?? 0, modifiedTime: (stat?.mtimeMs ?? 0) / 1000 };
  } catch {
    // Only its size is wanted; that it cannot be read is reported where it is read.
    return { bytes: 0, modifiedTime: 0 };
  }
}

const shown = (path: string): string => displayName(toPathBytes(path));
