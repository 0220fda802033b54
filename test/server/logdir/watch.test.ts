import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { discoverNow } from '../../../server/logdir/discover.js';
import { watchFolders, type Watching } from '../../../server/logdir/watch.js';

let logdir: string;
let watching: Watching | null = null;
beforeEach(() => {
  logdir = mkdtempSync(join(tmpdir(), 'ridgeline-watch-'));
});
afterEach(async () => {
  await watching?.close();
  rmSync(logdir, { recursive: true, force: true });
});

describe('watchFolders', () => {
  test('hints at an event file that grows in a followed folder, and never at other files', async () => {
    mkdirSync(join(logdir, 'run'));
    const file = join(logdir, 'run/x.tfevents');
    writeFileSync(file, '');
    const seen: string[] = [];
    await new Promise<void>((resolve) => {
      watching = watchFolders({
        onRefused: () => undefined,
        onHint: (paths) => {
          seen.push(...paths);
          resolve();
        },
      });
      watching.follow(discoverNow(logdir).folders);
      // Watching begins a moment later: the file grows until the first hint says that it was seen.
      const growing = setInterval(() => {
        if (seen.length > 0) return clearInterval(growing);
        writeFileSync(join(logdir, 'run/other.txt'), 'x');
        appendFileSync(file, 'x');
      }, 5);
    });
    expect(new Set(seen)).toEqual(new Set([file]));
  });

  test('only the newest folders are followed, up to the limit', async () => {
    for (const name of ['old', 'new']) {
      mkdirSync(join(logdir, name));
      writeFileSync(join(logdir, name, 'x.tfevents'), '');
    }
    const folders = discoverNow(logdir).folders.map((folder) => ({ ...folder, newestMillis: folder.run === 'new' ? 2 : 1 }));
    const seen: string[] = [];
    await new Promise<void>((resolve) => {
      watching = watchFolders({
        limit: 1,
        onRefused: () => undefined,
        onHint: (paths) => {
          seen.push(...paths);
          resolve();
        },
      });
      watching.follow(folders);
      const growing = setInterval(() => {
        if (seen.length > 0) return clearInterval(growing);
        for (const name of ['old', 'new']) appendFileSync(join(logdir, name, 'x.tfevents'), 'x');
      }, 5);
    });
    expect(new Set(seen)).toEqual(new Set([join(logdir, 'new/x.tfevents')]));
  });
});
