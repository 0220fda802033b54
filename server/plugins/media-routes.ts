/** The routes that image and audio series have alike. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { failure } from '../errors.js';
import { asFields, first, idList, type Fields } from './parse-request.js';
import type { PluginDeps } from './plugin.js';
import { sendAnswer } from './send-answer.js';
import { sendBlob } from './send-blob.js';

const MOST_SERIES = 1000;

/** `/steps` and `/blob/<key>/<n>` below `/api/plugins/<name>`, answered by the queries `<name>/steps` and `<name>/blob`. */
export function mediaApiRoutes(app: FastifyInstance, { queries }: PluginDeps, name: string): void {
  const steps = (fields: Fields): { series: number[] } => {
    const series = idList(fields, 'series');
    if (series.length > MOST_SERIES) throw failure('invalid-argument', `series holds ${series.length} ids; at most ${MOST_SERIES} are allowed.`);
    return { series };
  };
  app.get('/steps', (request, reply) => sendAnswer(reply, { queries, name: `${name}/steps`, params: steps(request.query as Fields) }));
  app.post('/steps', (request, reply) => sendAnswer(reply, { queries, name: `${name}/steps`, params: steps(asFields(request.body)) }));
  app.get('/blob/:key/:item', (request, reply) => {
    const { key, item } = request.params as { readonly key: string; readonly item: string };
    if (!/^\d{1,9}$/.test(item)) throw failure('not-found');
    return sendBlob(request, reply, { queries, name: `${name}/blob`, params: { key, item: Number(item) } });
  });
}

/** `run`, `tag` and `sample` of TensorBoard's list routes. */
export function seriesFields(request: FastifyRequest): { run: string; tag: string; sample: number } {
  const query = request.query as Fields;
  const [run, tag, sample] = [first(query, 'run'), first(query, 'tag'), first(query, 'sample') ?? '0'];
  if (run === undefined || tag === undefined) throw failure('invalid-argument', 'Both run and tag must be specified');
  if (!/^\d{1,9}$/.test(sample)) throw failure('invalid-argument', 'sample must be a whole number');
  return { run, tag, sample: Number(sample) };
}
