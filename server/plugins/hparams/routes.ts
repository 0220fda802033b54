/** The hparams plugin on the HTTP thread: parse, ask a query thread, hand its bytes on. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { failure } from '../../errors.js';
import { asFields, first, type Fields } from '../parse-request.js';
import type { PluginDeps } from '../plugin.js';
import { sendAnswer } from '../send-answer.js';
import { parseContour, parseLab, parsePareto, parseRule, parseSlice, parseSuggest } from './lab-requests.js';
import { metricRun } from './metrics.js';
import { parseExperiment, parseMetricEvals, parseSessionGroups } from './requests.js';

const DEFAULT_SAMPLES = 1000;
const METHODS = ['GET', 'POST', 'PUT', 'DELETE'] as const;
const FORMATS = ['csv', 'json', 'latex'] as const;

/** `/data/plugin/hparams` (http-api, section 10). */
export function hparamsDataRoutes(app: FastifyInstance, { queries, samplesPerPlugin }: PluginDeps): void {
  const method = [...METHODS];
  app.route({
    method,
    url: '/experiment',
    handler: (request, reply) => sendAnswer(reply, { queries, name: 'hparams/experiment', params: parseExperiment(requestText(request)) }),
  });
  app.route({
    method,
    url: '/session_groups',
    handler: (request, reply) => sendAnswer(reply, { queries, name: 'hparams/session-groups', params: parseSessionGroups(requestText(request)) }),
  });
  app.route({
    method,
    url: '/metric_evals',
    handler: (request, reply) => {
      const { session, metric } = parseMetricEvals(requestText(request));
      const params = { run: metricRun(session, metric.group), tag: metric.tag, csv: false, samples: samplesPerPlugin['scalars'] ?? DEFAULT_SAMPLES };
      return sendAnswer(reply, { queries, name: 'scalars/data', params });
    },
  });
  app.route({
    method,
    url: '/download_data',
    handler: (request, reply) => {
      const query = request.query as Fields;
      const given = first(query, 'format') ?? '';
      const format = FORMATS.find((name) => name === given);
      if (format === undefined) throw failure('invalid-argument', `Invalid reponses format: ${given}`);
      const params = { format, visible: columnsVisibility(first(query, 'columnsVisibility')), request: parseSessionGroups(requestText(request)) };
      return sendAnswer(reply, { queries, name: 'hparams/download', params });
    },
  });
}

/** As TensorBoard: the body of a POST whatever its type, of everything else `?request=`. */
function requestText(request: FastifyRequest): string | undefined {
  if (request.method !== 'POST') return first(request.query as Fields, 'request');
  return Buffer.isBuffer(request.body) ? request.body.toString('utf8') : undefined;
}

function columnsVisibility(text: string | undefined): readonly boolean[] {
  try {
    const parsed: unknown = JSON.parse(text ?? '');
    if (Array.isArray(parsed)) return parsed.map(Boolean);
  } catch {
    // said below
  }
  throw failure('invalid-argument', 'columnsVisibility must be a JSON list of true and false.');
}

/** `/api/plugins/hparams` and, for scripts, `/api/hparams` (`contract.ts`). */
export function hparamsApiRoutes(app: FastifyInstance, { queries }: PluginDeps): void {
  app.get('/trials', (request, reply) => sendAnswer(reply, { queries, name: 'hparams/trials', params: parseRule(request.query as Fields) }));
  const posts: readonly (readonly [url: string, name: string, parse: (fields: Fields) => unknown])[] = [
    ['/trials', 'trials', parseRule],
    ['/suggest', 'suggest', parseSuggest],
    ['/model/slice', 'slice', parseSlice],
    ['/model/contour', 'contour', parseContour],
    ['/model/importance', 'importance', parseLab],
    ['/model/progress', 'progress', parseLab],
    ['/model/pareto', 'pareto', parsePareto],
  ];
  for (const [url, name, parse] of posts) app.post(url, (request, reply) => sendAnswer(reply, { queries, name: `hparams/${name}`, params: parse(asFields(request.body)) }));
}
