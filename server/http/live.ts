/**
 * `GET /api/live`: one small stream for each page that says what moved. Messages of the ingest thread are gathered and sent at
 * most twice a second. Of a client that reads slowly nothing is queued: what it missed is merged, and when that grows
 * large it gets a new `hello`, at which a page lists again.
 */
import type { ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { LiveMessage, LoadStatus } from '../contract.js';
import type { FromIngest } from '../ingest/protocol.js';

const PERIOD_MILLIS = 500;
const HEARTBEAT_MILLIS = 15_000;
/** More changed series than this are said as one `hello`. */
const MOST_CHANGED = 20_000;

/** What ingestion tells the HTTP thread, as it stands now and as it goes on. */
export interface LiveSource {
  readonly load: LoadStatus;
  /** Calls `listener` with every message until the returned function is called. */
  subscribe(listener: (message: FromIngest) => void): () => void;
}

/** A `LiveSource` that is fed: hand `publish` to ingestion as its `onMessage`. */
export class LiveFeed implements LiveSource {
  #load: LoadStatus = { state: 'loading', runs: 0, files: 0, bytesRead: 0, bytesTotal: 0, records: 0, elapsedMillis: 0, detail: '' };
  readonly #listeners = new Set<(message: FromIngest) => void>();

  get load(): LoadStatus {
    return this.#load;
  }

  readonly publish = (message: FromIngest): void => {
    if (message.type === 'progress') this.#load = message.progress;
    for (const listener of this.#listeners) listener(message);
  };

  subscribe(listener: (message: FromIngest) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** Calls `work` once after so many milliseconds, or never when the returned function is called first. */
export type After = (millis: number, work: () => void) => () => void;

export const afterTimeout: After = (millis, work) => {
  const timer = setTimeout(work, millis);
  return () => clearTimeout(timer);
};

export interface LiveDeps {
  readonly live: LiveSource;
  /** The index as it stands: what `hello` says beside the load. */
  state(): { readonly generation: string; readonly commit: number; readonly problems: number };
  readonly after: After;
}

interface Client {
  readonly response: ServerResponse;
  changed: Set<number>;
  catalogueChanged: boolean;
  commit: number | null;
  load: boolean;
  hello: boolean;
}

/** Serves the stream on `app` at `/live`, and ends all streams when the server closes. */
export function addLive(app: FastifyInstance, deps: LiveDeps): void {
  const clients = new Set<Client>();
  let cancelTick: (() => void) | null = null;
  let cancelHeartbeat: (() => void) | null = null;

  const unsubscribe = deps.live.subscribe((message) => {
    for (const client of clients) note(client, message);
    cancelTick ??= clients.size > 0 && message.type !== 'stopped' ? deps.after(PERIOD_MILLIS, tick) : null;
  });

  function tick(): void {
    cancelTick = null;
    const state = deps.state();
    for (const client of clients) flush(client, state);
    // A client that was not ready gets its merged news at the next turn.
    if ([...clients].some(hasNews)) cancelTick = deps.after(PERIOD_MILLIS, tick);
  }

  function flush(client: Client, state: ReturnType<LiveDeps['state']>): void {
    if (client.response.writableNeedDrain || !hasNews(client)) return;
    const { problems } = state;
    if (client.hello) send(client, { type: 'hello', ...state, load: deps.live.load });
    else {
      if (client.load) send(client, { type: 'load', load: deps.live.load });
      if (client.commit !== null) {
        const { commit, catalogueChanged } = client;
        send(client, { type: 'commit', commit, changed: [...client.changed], catalogueChanged, problems });
      }
    }
    reset(client);
  }

  function beat(): void {
    cancelHeartbeat = clients.size > 0 ? deps.after(HEARTBEAT_MILLIS, beat) : null;
    for (const { response } of clients) if (!response.writableNeedDrain) response.write(': still here\n\n');
  }

  app.get('/live', { exposeHeadRoute: false }, (request, reply) => {
    reply.hijack();
    const response = reply.raw;
    const headers = { ...reply.getHeaders(), 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' };
    response.writeHead(200, headers as Record<string, string>);
    const client: Client = { response, changed: new Set(), catalogueChanged: false, commit: null, load: false, hello: false };
    clients.add(client);
    request.raw.once('close', () => clients.delete(client));
    response.once('close', () => clients.delete(client));
    response.on('error', () => clients.delete(client));
    send(client, { type: 'hello', ...deps.state(), load: deps.live.load });
    cancelHeartbeat ??= deps.after(HEARTBEAT_MILLIS, beat);
  });

  app.addHook('preClose', async () => {
    unsubscribe();
    cancelTick?.();
    cancelHeartbeat?.();
    for (const { response } of clients) response.end();
    clients.clear();
  });
}

function note(client: Client, message: FromIngest): void {
  switch (message.type) {
    case 'committed':
      client.commit = message.commit;
      client.catalogueChanged ||= message.catalogueChanged;
      for (const id of message.changed) client.changed.add(id);
      if (client.changed.size > MOST_CHANGED) {
        client.changed.clear();
        client.hello = true;
      }
      return;
    case 'progress':
      client.load = true;
      return;
    case 'ready':
      client.hello = true;
      return;
    case 'stopped':
      return;
    default:
      message satisfies never;
  }
}

const hasNews = (client: Client): boolean => client.hello || client.load || client.commit !== null;

function reset(client: Client): void {
  client.changed = new Set();
  client.catalogueChanged = false;
  client.commit = null;
  client.load = false;
  client.hello = false;
}

function send({ response }: Client, message: LiveMessage): void {
  response.write(`data: ${JSON.stringify(message)}\n\n`);
}
