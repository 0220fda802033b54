/** The histograms plugin on the HTTP thread, and TensorBoard's distributions, which are another view of it. */
import type { FastifyInstance } from 'fastify';
import { failure } from '../../errors.js';
import { seriesFields } from '../media-routes.js';
import { asFields, idList, number, word, type Fields } from '../parse-request.js';
import type { PluginDeps } from '../plugin.js';
import { sendAnswer } from '../send-answer.js';
import type { HistogramsRequest } from './contract.js';

/** TensorBoard's histograms route answers so many steps, its distributions route ten times as many, whatever is loaded. */
const HISTOGRAM_SAMPLES = 51;
const DISTRIBUTION_SAMPLES = 501;
const MOST_SERIES = 1000;

/** `/data/plugin/histograms` (http-api, section 4). */
export function histogramsDataRoutes(app: FastifyInstance, { queries, samplesPerPlugin }: PluginDeps): void {
  const samples = samplesPerPlugin['histograms'] ?? HISTOGRAM_SAMPLES;
  app.get('/tags', (_request, reply) => sendAnswer(reply, { queries, name: 'histograms/tags', params: {} }));
  app.get('/histograms', (request, reply) => sendAnswer(reply, { queries, name: 'histograms/data', params: { ...seriesFields(request), samples } }));
}

/** `/data/plugin/distributions` (http-api, section 5). */
export function distributionsDataRoutes(app: FastifyInstance, { queries, samplesPerPlugin }: PluginDeps): void {
  const samples = samplesPerPlugin['distributions'] ?? samplesPerPlugin['histograms'] ?? DISTRIBUTION_SAMPLES;
  app.get('/tags', (_request, reply) => sendAnswer(reply, { queries, name: 'histograms/tags', params: {} }));
  app.get('/distributions', (request, reply) => sendAnswer(reply, { queries, name: 'distributions/data', params: { ...seriesFields(request), samples } }));
}

/** `/api/plugins/histograms` (`contract.ts`). */
export function histogramsApiRoutes(app: FastifyInstance, { queries }: PluginDeps): void {
  app.get('/points', (request, reply) => sendAnswer(reply, { queries, name: 'histograms/points', params: parse(request.query as Fields) }));
  app.post('/points', (request, reply) => sendAnswer(reply, { queries, name: 'histograms/points', params: parse(asFields(request.body)) }));
}

function parse(fields: Fields): HistogramsRequest {
  const series = idList(fields, 'series');
  if (series.length > MOST_SERIES) throw failure('invalid-argument', `series holds ${series.length} ids; at most ${MOST_SERIES} are allowed.`);
  const [steps, from, to] = [number(fields, 'steps', { least: 1, most: 1_000_000 }), number(fields, 'from'), number(fields, 'to')];
  if (steps !== undefined && !Number.isInteger(steps)) throw failure('invalid-argument', 'steps must be a whole number.');
  const only = word(fields, 'only', { words: ['buckets', 'percentiles'] });
  return { series, ...(only === undefined ? {} : { only }), ...(steps === undefined ? {} : { steps }), ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}
