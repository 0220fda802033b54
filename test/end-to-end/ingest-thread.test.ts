import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { FromIngest, IngestRefused } from '../../server/ingest/protocol.js';
import type { IngestHandle, StartIngestOptions } from '../../server/ingest/start.js';
import { openReader } from '../../server/store/reader.js';
import { frame, scalarEvent } from '../support/event-writer.js';
import { GrowingFolder } from '../support/growing-file.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
let startIngest: (options: StartIngestOptions) => IngestHandle;
let indexFolder: string;
let logs: GrowingFolder;
let handles: IngestHandle[];

beforeAll(async () => {
  const compiled = join(root, 'build/server/ingest/start.js');
  if (!existsSync(compiled)) execFileSync('npx', ['tsc', '-b', 'server'], { cwd: root });
  ({ startIngest } = (await import(pathToFileURL(compiled).href)) as { startIngest: typeof startIngest });
});
beforeEach(() => {
  indexFolder = mkdtempSync(join(tmpdir(), 'ridgeline-thread-'));
  logs = new GrowingFolder();
  handles = [];
});
afterEach(async () => {
  for (const handle of handles) await handle.stop();
  rmSync(indexFolder, { recursive: true, force: true });
  logs.remove();
});

/** Starts the real thread; `until` resolves with the n-th message that fits. */
function start(options: Partial<StartIngestOptions> = {}) {
  const said: FromIngest[] = [];
  const refused: IngestRefused[] = [];
  const deaths: string[] = [];
  const listeners = new Set<() => void>();
  const tell = (): void => listeners.forEach((listener) => listener());
  const handle = startIngest({
    logdir: logs.path,
    reloadMillis: 60_000,
    readers: 2,
    index: { path: join(indexFolder, 'index.db'), version: 'test' },
    onMessage: (message) => (said.push(message), tell()),
    onRefused: (message) => (refused.push(message), tell()),
    onDeath: (line) => deaths.push(line),
    ...options,
  });
  handles.push(handle);
  const until = (holds: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = (): void => {
        if (!holds()) return;
        listeners.delete(look);
        resolve();
      };
      listeners.add(look);
      look();
    });
  return { handle, said, refused, deaths, until, isLive: () => said.some((message) => message.type === 'progress' && message.progress.state === 'live') };
}

const point = (step: number) => frame(scalarEvent('loss', step, step));

describe('the ingest thread', () => {
  test('loads, follows a growing file long before the next walk, and stops in order', async () => {
    const file = logs.file('r/x.tfevents').append(point(1));
    const { handle, said, until, isLive } = start();
    await until(isLive);
    const reader = openReader(join(indexFolder, 'index.db'));
    const count = (): number => reader.series()[0]?.count ?? 0;
    expect(count()).toBe(1);
    file.append(point(2));
    await until(() => count() === 2);
    reader.close();
    await handle.stop();
    expect(said[0]).toMatchObject({ type: 'ready', commit: 0, notice: '', index: join(indexFolder, 'index.db') });
    expect(said.at(-1)).toEqual({ type: 'stopped' });
    // In order: the log was folded into the index and removed.
    expect(existsSync(join(indexFolder, 'index.db-wal'))).toBe(false);
  });

  test('a second server on one index is refused, with the reason, and does not disturb the first', async () => {
    logs.file('r/x.tfevents').append(point(1));
    const first = start();
    await first.until(first.isLive);
    const second = start();
    await second.until(() => second.refused.length > 0);
    expect(second.refused).toMatchObject([{ busy: true, reason: expect.stringContaining('Another server') as string }]);
    await second.handle.stop();
    expect(second.said).toEqual([{ type: 'stopped' }]);
    expect(first.deaths).toEqual([]);
  });

  test('is started again when it dies, and the page is told that nothing grows meanwhile', async () => {
    const { handle, said, deaths, until } = start({ worker: pathToFileURL(join(root, 'test/support/dying-worker.mjs')) });
    await until(() => said.filter(({ type }) => type === 'ready').length === 2);
    expect(deaths[0]).toContain('out of luck');
    expect(said[1]).toMatchObject({ type: 'progress', progress: { state: 'stuck', detail: 'Loading was interrupted and starts again: Error: out of luck' } });
    await handle.stop();
    expect(said.at(-1)).toEqual({ type: 'stopped' });
  });
});
