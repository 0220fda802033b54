/** The audio plugin on the HTTP thread. */
import type { FastifyInstance } from 'fastify';
import { failure } from '../../errors.js';
import { mediaApiRoutes, seriesFields } from '../media-routes.js';
import { first, type Fields } from '../parse-request.js';
import type { PluginDeps } from '../plugin.js';
import { sendAnswer } from '../send-answer.js';
import { sendBlob } from '../send-blob.js';

const DEFAULT_SAMPLES = 10;

/** `/data/plugin/audio` (http-api, section 7). The type is sniffed, whatever `content_type` asks for. */
export function audioDataRoutes(app: FastifyInstance, { queries, samplesPerPlugin }: PluginDeps): void {
  const samples = samplesPerPlugin['audio'] ?? DEFAULT_SAMPLES;
  app.get('/tags', (_request, reply) => sendAnswer(reply, { queries, name: 'audio/tags', params: {} }));
  app.get('/audio', (request, reply) => sendAnswer(reply, { queries, name: 'audio/list', params: { ...seriesFields(request), samples } }));
  app.get('/individualAudio', (request, reply) => {
    const query = request.query as Fields;
    const key = first(query, 'blob_key');
    if (key === undefined || key === '') throw failure('invalid-argument', 'Missing blob_key');
    const type = first(query, 'content_type') ?? 'audio/wav';
    if (type !== 'audio/wav' && type !== 'application/octet-stream') throw failure('invalid-argument', 'Invalid content_type');
    return sendBlob(request, reply, { queries, name: 'audio/blob', params: { key } });
  });
}

/** `/api/plugins/audio` (`contract.ts`). */
export const audioApiRoutes = (app: FastifyInstance, deps: PluginDeps): void => mediaApiRoutes(app, deps, 'audio');
