/** `/api`: what exists and how the server is doing. Answers that grow with the logs are made in query threads. */
import type { FastifyInstance } from 'fastify';
import type { FolderAnswer, LoadStatus, StatusAnswer } from '../contract.js';
import { failure } from '../errors.js';
import type { Queries } from '../query/protocol.js';
import type { StoreReader } from '../store/reader.js';
import { sendAnswer } from '../plugins/send-answer.js';

export interface CatalogueDeps {
  readonly reader: StoreReader;
  readonly queries: Queries;
  readonly load: LoadStatus;
  readonly settings: { readonly version: string; readonly logdir: string; readonly index: string; readonly windowTitle: string };
  /** Looks through the logdir; bounded, and off this thread's back. */
  folderReport(): Promise<FolderAnswer>;
  /** Looks for new data now instead of at the next interval. */
  rescan(): void;
}

/** Adds the routes below `/api`. `deps` is read anew at each request. */
export function addCatalogue(app: FastifyInstance, deps: CatalogueDeps): void {
  app.get('/status', (): StatusAnswer => {
    const { reader, settings } = deps;
    const { version, logdir, index, windowTitle } = settings;
    return {
      version,
      generation: reader.generation,
      commit: reader.commit(),
      logdir,
      index,
      windowTitle,
      load: deps.load,
      problems: reader.problemCount(),
      plugins: Object.fromEntries(reader.pluginCounts()),
    };
  });
  app.get('/runs', (_request, reply) => sendAnswer(reply, { queries: deps.queries, name: 'runs', params: {} }));
  app.get('/series', (request, reply) => {
    const { plugin } = request.query as { readonly plugin?: string | string[] };
    return sendAnswer(reply, { queries: deps.queries, name: 'series', params: { plugin: Array.isArray(plugin) ? plugin[0] : plugin } });
  });
  app.get('/series/:id/description', (request, reply) => {
    const { id } = request.params as { readonly id: string };
    if (!/^\d{1,9}$/.test(id)) throw failure('not-found');
    return sendAnswer(reply, { queries: deps.queries, name: 'description', params: { id: Number(id) } });
  });
  app.get('/problems', (_request, reply) => sendAnswer(reply, { queries: deps.queries, name: 'problems', params: {} }));
  app.get('/folder', () => deps.folderReport());
  app.post('/rescan', (_request, reply) => {
    deps.rescan();
    return reply.code(202).send({});
  });
}
