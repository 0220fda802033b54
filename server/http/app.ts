/** Puts the HTTP side together. It never listens and never blocks: what takes long runs in query threads. */
import formbody from '@fastify/formbody';
import multipart from '@fastify/multipart';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { FolderAnswer } from '../contract.js';
import { failure } from '../errors.js';
import { plugins } from '../plugins/index.js';
import type { Queries } from '../query/protocol.js';
import type { StoreReader } from '../store/reader.js';
import { readAddress, type Address } from './address.js';
import { addCatalogue } from './catalogue.js';
import { addCompression } from './compress.js';
import { addDataCore } from './data-core.js';
import { addErrorHandler, answerFailure } from './error-handler.js';
import { addExport } from './export.js';
import { addLive, afterTimeout, type After, type LiveSource } from './live.js';
import { addSecurity } from './security.js';
import { addToken } from './token.js';
import { addWeb } from './web.js';

const API_BODY_LIMIT = 1024 * 1024;
/** TensorBoard's page posts the names of all runs at once. */
const FORM_BODY_LIMIT = 16 * 1024 * 1024;
const FORM_FIELDS = 100_000;

export interface AppSettings {
  readonly version: string;
  /** As the user gave it; shown. */
  readonly logdir: string;
  /** Path of the index; shown. */
  readonly index: string;
  /** '' or `/a/b`: begins with a slash and does not end with one. */
  readonly pathPrefix: string;
  readonly windowTitle: string;
  /** '' when no token is asked for. */
  readonly token: string;
  /** `--samples_per_plugin`; 0 = all. */
  readonly samplesPerPlugin: Readonly<Record<string, number>>;
  /** Host names to answer for besides localhost and IP addresses: the `--host` name, with `--bind_all` the machine's name. */
  readonly allowedHosts: readonly string[];
  /** Shown in `/data/environment`; leave secrets out. */
  readonly flags: Readonly<Record<string, unknown>>;
}

export interface AppDeps {
  /** Small answers come from here. Read anew at each request: a getter may hand over another reader after the index was rebuilt. */
  readonly reader: StoreReader;
  readonly queries: Queries;
  readonly live: LiveSource;
  readonly settings: AppSettings;
  rescan(): void;
  folderReport(): Promise<FolderAnswer>;
  /** Folder of the built page. */
  readonly webRoot: string;
  /** Told of bugs: failures that are not the client's doing. */
  log(line: string): void;
  /** Timer of the live stream; a test passes its own. */
  readonly after?: After;
}

/** Builds the app. Call `listen` or `inject` on it; closing it ends the live streams. */
export function buildApp(deps: AppDeps): FastifyInstance {
  const { settings } = deps;
  const addresses = new WeakMap<object, Address>();
  const app = Fastify({
    bodyLimit: API_BODY_LIMIT,
    forceCloseConnections: true,
    // Keys of blobs (`model/value-key.ts`) can be longer than the default of 100.
    routerOptions: { maxParamLength: 256 },
    rewriteUrl: (request) => {
      const address = readAddress(request.url ?? '/', settings.pathPrefix);
      addresses.set(request, address);
      return address.kind === 'inside' ? address.url : '/';
    },
    // A broken %-sequence fails before any route or hook is known; the generic types differ, the objects do not.
    frameworkErrors: (_error, request, reply) => answerFailure(failure('bad-url'), request as FastifyRequest, { reply: reply as unknown as FastifyReply }),
  });

  addErrorHandler(app, (error, request) => deps.log(`${request.method} ${request.url.slice(0, 200)}: ${error.code}: ${error.detail || error.stack}`));
  addSecurity(app, { allowedHosts: settings.allowedHosts, tokenRequired: settings.token !== '' });
  if (settings.token !== '') addToken(app, settings.token);
  app.addHook('onRequest', async (request, reply) => {
    const address = addresses.get(request.raw);
    if (address?.kind === 'outside') throw failure('not-found');
    if (address?.kind === 'redirect') return reply.redirect(address.location, 301);
  });
  addCompression(app);

  const pluginDeps = { queries: deps.queries, samplesPerPlugin: settings.samplesPerPlugin };
  void app.register(
    async (api) => {
      api.removeContentTypeParser('text/plain');
      addCatalogue(api, {
        settings,
        queries: deps.queries,
        get reader() {
          return deps.reader;
        },
        get load() {
          return deps.live.load;
        },
        folderReport: () => deps.folderReport(),
        rescan: () => deps.rescan(),
      });
      addExport(api, { queries: deps.queries });
      addLive(api, { live: deps.live, after: deps.after ?? afterTimeout, state: () => state(deps.reader) });
      for (const plugin of plugins) {
        const prefixes = [`/plugins/${plugin.name}`, ...(plugin.shortAddress === true ? [`/${plugin.name}`] : [])];
        for (const prefix of prefixes) await api.register(async (scope) => plugin.apiRoutes?.(scope, pluginDeps), { prefix });
      }
    },
    { prefix: '/api' },
  );
  void app.register(async (data) => {
    data.removeAllContentTypeParsers();
    // A body of another type is no error there, it only holds no fields.
    data.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: FORM_BODY_LIMIT }, (_request, body, done) => done(null, body));
    await data.register(formbody, { bodyLimit: FORM_BODY_LIMIT, parser: (text) => new URLSearchParams(text) as unknown as Record<string, unknown> });
    await data.register(multipart, { limits: { fieldSize: FORM_BODY_LIMIT, fields: FORM_FIELDS, parts: FORM_FIELDS, fileSize: FORM_BODY_LIMIT } });
    addDataCore(data, {
      settings,
      get reader() {
        return deps.reader;
      },
    });
    for (const plugin of plugins) {
      await data.register(async (scope) => plugin.dataRoutes?.(scope, pluginDeps), { prefix: `/data/plugin/${plugin.name}` });
    }
  });
  addWeb(app, deps.webRoot);
  return app;
}

function state(reader: StoreReader): { generation: string; commit: number; problems: number } {
  return { generation: reader.generation, commit: reader.commit(), problems: reader.problemCount() };
}
