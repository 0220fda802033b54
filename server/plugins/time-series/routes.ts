/** `/data/plugin/timeseries` (http-api, section 15). */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { failure } from '../../errors.js';
import { readForm } from '../form.js';
import { first, type Fields } from '../parse-request.js';
import type { PluginDeps } from '../plugin.js';
import { sendAnswer } from '../send-answer.js';
import { sendBlob } from '../send-blob.js';
import type { Samples } from './queries.js';

/** What TensorBoard answers of a series when nothing else is asked for. */
const DEFAULT_SAMPLES: Samples = { scalars: 1000, histograms: 51, images: 10 };
const METHODS = ['GET', 'POST', 'PUT', 'DELETE'] as const;
const MOST_REQUESTS = 10_000;

export function timeSeriesDataRoutes(app: FastifyInstance, { queries, samplesPerPlugin }: PluginDeps): void {
  app.route({ method: [...METHODS], url: '/tags', handler: (_request, reply) => sendAnswer(reply, { queries, name: 'timeseries/tags', params: {} }) });
  app.route({
    method: [...METHODS],
    url: '/timeSeries',
    handler: async (request, reply) => {
      const requests = parseRequests(await requestsField(request));
      return sendAnswer(reply, { queries, name: 'timeseries/series', params: { requests, samples: { ...DEFAULT_SAMPLES, ...samplesPerPlugin } } });
    },
  });
  app.route({
    method: [...METHODS],
    url: '/imageData',
    handler: async (request, reply) => {
      const key = first(request.query as Fields, 'imageId') ?? '';
      if (key === '') throw failure('invalid-argument', "Missing 'imageId' field");
      return sendBlob(request, reply, { queries, name: 'images/blob', params: { key } });
    },
  });
}

/** As TensorBoard: a POST is read from its form only, everything else from the address. */
async function requestsField(request: FastifyRequest): Promise<string> {
  const text = request.method === 'POST' ? (await readForm(request)).get('requests') : first(request.query as Fields, 'requests');
  if (text === undefined || text === null || text === '') throw failure('invalid-argument', "Missing 'requests' field");
  return text;
}

function parseRequests(text: string): readonly Fields[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw failure('invalid-argument', "Unable to parse 'requests' as JSON");
  }
  if (!Array.isArray(parsed) || !parsed.every((item): item is Fields => typeof item === 'object' && item !== null && !Array.isArray(item))) {
    throw failure('invalid-argument', "'requests' must be a list of objects");
  }
  if (parsed.length > MOST_REQUESTS) throw failure('invalid-argument', `'requests' holds ${parsed.length} items; at most ${MOST_REQUESTS} are allowed`);
  return parsed;
}
