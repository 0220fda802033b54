/**
 * gzip for text and Arrow. zlib works in its own threads; level 1, because the bytes are made anew for each answer and
 * the network here is usually an SSH tunnel: a third of the size for a few milliseconds.
 */
import { promisify } from 'node:util';
import { constants, createGzip, gzip } from 'node:zlib';
import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';

/** Smaller bodies gain nothing worth a turn through the thread pool. */
const LEAST_BYTES = 1024;
const LEVEL = constants.Z_BEST_SPEED;
const COMPRESSIBLE = /^(text\/|application\/(json|javascript|vnd\.apache\.arrow|x-ndjson|jsonl|xml)|image\/svg\+xml)/;
/** TensorBoard's own reading of Accept-Encoding: gzip, x-gzip or `*`, but not with `;q=0`. */
const ACCEPTS_GZIP = /(?:^|,|\s)(?:(?:x-)?gzip|\*)(?!;q=0)(?:\s|,|;|$)/;

const compress = promisify(gzip);

/** Compresses the answers of every route of `app` whose client takes gzip. Server-sent events do not pass here. */
export function addCompression(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload: unknown) => {
    const type = String(reply.getHeader('content-type') ?? '');
    if (!COMPRESSIBLE.test(type) || reply.getHeader('content-encoding') !== undefined || reply.statusCode === 304) return payload;
    reply.header('vary', 'Accept-Encoding');
    if (request.method === 'HEAD' || !ACCEPTS_GZIP.test(String(request.headers['accept-encoding'] ?? ''))) return payload;
    if (payload instanceof Readable) {
      reply.header('content-encoding', 'gzip').removeHeader('content-length');
      const zipped = createGzip({ level: LEVEL });
      payload.once('error', (error) => zipped.destroy(error));
      // A client that went away must stop the maker too.
      zipped.once('close', () => payload.destroy());
      return payload.pipe(zipped);
    }
    if (typeof payload !== 'string' && !(payload instanceof Uint8Array)) return payload;
    if ((typeof payload === 'string' ? Buffer.byteLength(payload) : payload.byteLength) < LEAST_BYTES) return payload;
    const body = await compress(payload, { level: LEVEL });
    reply.header('content-encoding', 'gzip').header('content-length', body.byteLength);
    return body;
  });
}
