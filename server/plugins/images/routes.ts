/** The images plugin on the HTTP thread. */
import type { FastifyInstance } from 'fastify';
import { failure } from '../../errors.js';
import { mediaApiRoutes, seriesFields } from '../media-routes.js';
import { first, type Fields } from '../parse-request.js';
import type { PluginDeps } from '../plugin.js';
import { sendAnswer } from '../send-answer.js';
import { sendBlob } from '../send-blob.js';

const DEFAULT_SAMPLES = 10;

/** `/data/plugin/images` (http-api, section 6). */
export function imagesDataRoutes(app: FastifyInstance, { queries, samplesPerPlugin }: PluginDeps): void {
  const samples = samplesPerPlugin['images'] ?? DEFAULT_SAMPLES;
  app.get('/tags', (_request, reply) => sendAnswer(reply, { queries, name: 'images/tags', params: {} }));
  app.get('/images', (request, reply) => sendAnswer(reply, { queries, name: 'images/list', params: { ...seriesFields(request), samples } }));
  app.get('/individualImage', (request, reply) => {
    const key = first(request.query as Fields, 'blob_key');
    if (key === undefined || key === '') throw failure('invalid-argument', 'Invalid run, tag, index, or sample');
    return sendBlob(request, reply, { queries, name: 'images/blob', params: { key } });
  });
}

/** `/api/plugins/images` (`contract.ts`). */
export const imagesApiRoutes = (app: FastifyInstance, deps: PluginDeps): void => mediaApiRoutes(app, deps, 'images');
