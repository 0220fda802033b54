/** The text plugin on the HTTP thread. */
import type { FastifyInstance } from 'fastify';
import { failure } from '../../errors.js';
import { all, asFields, first, flag, idList, number, type Fields } from '../parse-request.js';
import type { PluginDeps } from '../plugin.js';
import { sendAnswer } from '../send-answer.js';
import type { TextStepsRequest } from './contract.js';

const DEFAULT_SAMPLES = 100;
const MOST_SERIES = 1000;
const MOST_STEPS = 1000;

/** `/data/plugin/text` (http-api, section 8). */
export function textDataRoutes(app: FastifyInstance, { queries, samplesPerPlugin }: PluginDeps): void {
  const samples = samplesPerPlugin['text'] ?? DEFAULT_SAMPLES;
  app.get('/tags', (_request, reply) => sendAnswer(reply, { queries, name: 'text/tags', params: {} }));
  app.get('/text', (request, reply) => {
    const query = request.query as Fields;
    const [run, tag] = [first(query, 'run'), first(query, 'tag')];
    if (run === undefined || tag === undefined) throw failure('invalid-argument', 'Both run and tag must be specified');
    return sendAnswer(reply, { queries, name: 'text/data', params: { run, tag, markdown: first(query, 'markdown') !== 'false', samples } });
  });
}

/** `/api/plugins/text` (`contract.ts`). */
export function textApiRoutes(app: FastifyInstance, { queries }: PluginDeps): void {
  app.get('/steps', (request, reply) => sendAnswer(reply, { queries, name: 'text/steps', params: parse(request.query as Fields) }));
  app.post('/steps', (request, reply) => sendAnswer(reply, { queries, name: 'text/steps', params: parse(asFields(request.body)) }));
}

function parse(fields: Fields): TextStepsRequest {
  const series = idList(fields, 'series');
  if (series.length > MOST_SERIES) throw failure('invalid-argument', `series holds ${series.length} ids; at most ${MOST_SERIES} are allowed.`);
  const limit = number(fields, 'limit', { least: 1, most: MOST_STEPS });
  const search = first(fields, 'search');
  const steps = parseSteps(fields);
  return {
    series,
    render: flag(fields, 'render'),
    ...(limit === undefined ? {} : { limit }),
    ...(search === undefined ? {} : { search }),
    ...(steps === null ? {} : { steps }),
  };
}

/** Steps as a JSON array of numbers, or as text separated by commas; null when absent. */
function parseSteps(fields: Fields): number[] | null {
  const value = fields['steps'];
  if (value === undefined) return null;
  const items: unknown[] = Array.isArray(value) && value.every((item) => typeof item === 'number') ? value : all(fields, 'steps').flatMap((text) => text.split(',').map(Number));
  if (items.length > MOST_STEPS || !items.every((step): step is number => typeof step === 'number' && Number.isFinite(step))) {
    throw failure('invalid-argument', `steps must be a list of at most ${MOST_STEPS} numbers.`);
  }
  return items;
}
