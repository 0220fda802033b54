/** The real file system and the real clock, as ingestion asks for them. */
import { statSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { discoverRuns } from '../logdir/discover.js';
import { fingerprint, statFile } from '../logdir/tail.js';
import { watchFolders } from '../logdir/watch.js';
import type { IngestDeps } from './ingest.js';
import type { Clock } from './timers.js';

export const realDisk: IngestDeps['disk'] = { stat: statFile, fingerprint, discover: discoverRuns, watch: watchFolders, folderMillis };

export const realClock: Clock = {
  now: () => performance.now(),
  after(millis, callback) {
    const timer = setTimeout(callback, millis);
    return () => clearTimeout(timer);
  },
  soon: (callback) => void setImmediate(callback),
};

function folderMillis(path: Uint8Array): number {
  try {
    return statSync(Buffer.from(path), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  } catch {
    // Not to be entered, or the mount is gone: the next walk reports it.
    return 0;
  }
}
