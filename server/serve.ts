/**
 * One running server: ingestion, the reader, the query threads and the app, put together, and taken apart in order. The
 * heavy modules are loaded while the ingest thread opens the index, so that neither waits for the other.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { linkFolders } from './command-line/link-folders.js';
import { listen } from './command-line/listen.js';
import { ProgressReport } from './command-line/progress.js';
import { startBlock } from './command-line/start-block.js';
import type { Surroundings } from './command-line/surroundings.js';
import type { Config } from './config.js';
import type { AppDeps } from './http/app.js';
import { LiveFeed } from './http/live.js';
import type { IngestRefused } from './ingest/protocol.js';
import { startIngest, type IngestHandle } from './ingest/start.js';
import { folderReporter } from './logdir/folder-report.js';
import { startQueries, type QueryPool } from './query/start.js';
import type { StoreReader } from './store/reader.js';

/** `status` is the process's exit status; `message` goes to standard error. */
export type Served = { readonly kind: 'serving'; stop(): Promise<void> } | { readonly kind: 'refused'; readonly message: string; readonly status: 1 | 255 };

interface Ready {
  readonly kind: 'ready';
  readonly ingest: IngestHandle;
  readonly notice: string;
}

/** Starts everything and prints the block. Resolves once the page can be opened; the logs are still being read then. */
export async function serve(config: Config, surroundings: Surroundings): Promise<Served> {
  const report = new ProgressReport({ live: process.stdout.isTTY, columns: () => process.stdout.columns, write: (text) => process.stdout.write(text) });
  const feed = new LiveFeed();
  const notices = [...config.notices];
  if (config.linked.length > 0) linkFolders(config.logdir, config.linked);

  const logdirExists = surroundings.isFolder(config.logdir);
  const modules = loadModules();
  // Failures are met where the modules are awaited; here they only must not end the process.
  modules.catch(() => undefined);
  let index = config.index === ':memory:' ? privateIndex() : config.index;
  let opened = await beginIngest(config, { index, feed, report, version: surroundings.version });
  if (opened.kind === 'refused') {
    const retry = opened.busy || config.ownedIndex;
    if (!retry) return { kind: 'refused', message: `Error: ${opened.reason}`, status: 1 };
    index = privateIndex();
    notices.push(`${opened.reason}. This server keeps a private index of its own until it ends.`);
    opened = await beginIngest(config, { index, feed, report, version: surroundings.version });
    if (opened.kind === 'refused') return { kind: 'refused', message: `Error: ${opened.reason}`, status: 1 };
  }
  const { ingest, notice } = opened;
  if (notice !== '') notices.push(notice);

  const queries = startQueries({ index, onDeath: (reason) => report.line(`A query thread ended and is started again: ${reason}`) });
  const { buildApp, openReader } = await modules;
  let reader = openReader(index);
  feed.subscribe((message) => {
    if (message.type !== 'ready' || message.generation === reader.generation) return;
    reader.close();
    reader = openReader(index);
  });
  const app = buildApp({
    get reader() {
      return reader;
    },
    queries,
    live: feed,
    settings: settingsOf(config, { index, surroundings }),
    rescan: () => ingest.rescan(),
    folderReport: folderReporter(config.logdir),
    webRoot: fileURLToPath(new URL('../web', import.meta.url)),
    log: (line) => report.line(line),
  });
  const parts = { app, queries, ingest, close: () => reader.close() };
  const listening = await listen(app, config);
  if (listening.kind === 'refused') {
    await takeApart(parts);
    return { kind: 'refused', message: listening.message, status: 255 };
  }
  const shownIndex = config.index === ':memory:' ? 'kept nowhere (:memory:)' : index;
  const { version, hostName } = surroundings;
  report.line(startBlock({ ...config, version, hostName, port: listening.port, logdir: config.shownLogdir, logdirExists, index: shownIndex, notices }));
  report.update(feed.load);
  feed.subscribe((message) => {
    if (message.type === 'progress') report.update(message.progress);
  });
  return {
    kind: 'serving',
    async stop() {
      report.clear();
      await takeApart(parts);
    },
  };
}

/** Fastify and SQLite: 150 ms to load, in which the ingest thread opens the index. */
async function loadModules(): Promise<{ buildApp: (deps: AppDeps) => FastifyInstance; openReader: (path: string) => StoreReader }> {
  const [{ buildApp }, { openReader }] = await Promise.all([import('./http/app.js'), import('./store/reader.js')]);
  return { buildApp, openReader };
}

interface BeginOptions {
  readonly index: string;
  readonly feed: LiveFeed;
  readonly report: ProgressReport;
  readonly version: string;
}

/** Resolves when the index is open, or cannot be. */
function beginIngest(config: Config, { index, feed, report, version }: BeginOptions): Promise<Ready | ({ kind: 'refused' } & IngestRefused)> {
  return new Promise((resolve) => {
    const ingest = startIngest({
      logdir: config.realLogdir,
      reloadMillis: config.reloadInterval * 1000,
      readers: config.readers,
      index: { path: index, version, owned: config.ownedIndex || index !== config.index },
      onMessage: (message) => {
        if (message.type === 'stopped') return;
        feed.publish(message);
        if (message.type === 'ready') resolve({ kind: 'ready', ingest, notice: message.notice });
      },
      onRefused: (refused) => resolve({ kind: 'refused', ...refused }),
      onDeath: (line) => report.line(line),
    });
  });
}

/** A place for an index that goes with this process. */
function privateIndex(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ridgeline-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'index.sqlite');
}

function settingsOf(config: Config, { index, surroundings }: { readonly index: string; readonly surroundings: Surroundings }) {
  const names = config.bindAll || config.host === '0.0.0.0' || config.host === '::' ? [surroundings.hostName] : [config.host];
  return {
    version: surroundings.version,
    logdir: config.shownLogdir,
    index: config.index === ':memory:' ? ':memory:' : index,
    pathPrefix: config.pathPrefix,
    windowTitle: config.windowTitle,
    token: config.token,
    samplesPerPlugin: config.samplesPerPlugin,
    allowedHosts: names,
    flags: config.flags,
  };
}

interface Parts {
  readonly app: FastifyInstance;
  readonly queries: QueryPool;
  readonly ingest: IngestHandle;
  close(): void;
}

/** Nobody asks any more, then nobody reads any more; the writer closes last, and so leaves one tidy file. */
async function takeApart({ app, queries, ingest, close }: Parts): Promise<void> {
  await app.close();
  close();
  await queries.stop();
  await ingest.stop();
}
