import type { FastifyInstance } from 'fastify';
import { buildApp, type AppDeps, type AppSettings } from '../../server/http/app.js';
import { LiveFeed } from '../../server/http/live.js';
import { queriesInProcess } from '../../server/query/in-process.js';
import type { StoreReader } from '../../server/store/reader.js';

export interface TestApp {
  readonly app: FastifyInstance;
  readonly feed: LiveFeed;
  /** What the server's log was told. */
  readonly logged: string[];
  /** How often a rescan was asked for. */
  readonly rescans: () => number;
}

export const testSettings: AppSettings = {
  version: '1.2.3',
  logdir: 'logs',
  index: '/cache/index.db',
  pathPrefix: '',
  windowTitle: '',
  token: '',
  samplesPerPlugin: {},
  allowedHosts: [],
  flags: { logdir: 'logs' },
};

/** The real app over a reader, its queries on this thread. */
export function testApp(reader: StoreReader, options: { readonly settings?: Partial<AppSettings>; readonly deps?: Partial<AppDeps> } = {}): TestApp {
  const feed = new LiveFeed();
  const logged: string[] = [];
  let rescans = 0;
  const app = buildApp({
    reader,
    queries: queriesInProcess(reader),
    live: feed,
    settings: { ...testSettings, ...options.settings },
    rescan: () => (rescans += 1),
    folderReport: () => Promise.resolve({ logdir: 'logs', exists: true, problem: '', folders: 0, eventFiles: [], otherFiles: [], truncated: false }),
    webRoot: '/nonexistent',
    log: (line) => logged.push(line),
    ...options.deps,
  });
  return { app, feed, logged, rescans: () => rescans };
}
