/** The scalars plugin on the HTTP thread: parse, ask a query thread, hand its bytes on. */
import type { FastifyInstance } from 'fastify';
import { failure } from '../../errors.js';
import { pythonRepr } from '../../model/python-text.js';
import { readForm } from '../form.js';
import { sendAnswer } from '../send-answer.js';
import { asFields, first, type Fields } from '../parse-request.js';
import type { PluginDeps } from '../plugin.js';
import { parseAt, parsePoints, parseRange } from './requests.js';

const DEFAULT_SAMPLES = 1000;
const DATA_METHODS = ['GET', 'POST', 'PUT', 'DELETE'] as const;

/** `/data/plugin/scalars` (http-api, section 3). */
export function scalarsDataRoutes(app: FastifyInstance, deps: PluginDeps): void {
  const { queries } = deps;
  const samples = deps.samplesPerPlugin['scalars'] ?? DEFAULT_SAMPLES;

  app.route({
    method: [...DATA_METHODS],
    url: '/tags',
    handler: (_request, reply) => sendAnswer(reply, { queries, name: 'scalars/tags', params: {} }),
  });
  app.route({
    method: [...DATA_METHODS],
    url: '/scalars',
    handler: (request, reply) => {
      const query = request.query as Fields;
      const [tag, run] = [first(query, 'tag'), first(query, 'run')];
      if (tag === undefined || run === undefined) {
        throw failure('invalid-argument', `Both run and tag must be specified: tag=${pythonRepr(tag)}, run=${pythonRepr(run)}`);
      }
      const csv = first(query, 'format') === 'csv';
      return sendAnswer(reply, { queries, name: 'scalars/data', params: { run, tag, csv, samples } });
    },
  });
  app.post('/scalars_multirun', async (request, reply) => {
    const form = await readForm(request);
    const [tag, ...more] = form.getAll('tag');
    if (tag === undefined || more.length > 0) throw failure('invalid-argument', 'tag must be specified exactly once');
    return sendAnswer(reply, { queries, name: 'scalars/multirun', params: { tag, runs: form.getAll('runs'), samples } });
  });
}

/** `/api/plugins/scalars` (`contract.ts`). */
export function scalarsApiRoutes(app: FastifyInstance, { queries }: PluginDeps): void {
  app.get('/points', (request, reply) => {
    const params = parsePoints(request.query as Fields, { times: 'wall', byName: true });
    return sendAnswer(reply, { queries, name: 'scalars/points', params });
  });
  app.post('/points', (request, reply) => {
    const params = parsePoints(asFields(request.body), { times: 'elapsed', byName: false });
    return sendAnswer(reply, { queries, name: 'scalars/points', params });
  });
  app.post('/at', (request, reply) => sendAnswer(reply, { queries, name: 'scalars/at', params: parseAt(asFields(request.body)) }));
  app.post('/range', (request, reply) => sendAnswer(reply, { queries, name: 'scalars/range', params: parseRange(asFields(request.body)) }));
}
