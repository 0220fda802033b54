/**
 * Turns whatever a route threw, and addresses nobody serves, into the one answer the client can read: an `ApiError` below
 * `/api`, TensorBoard's line of text elsewhere.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import type { ApiError } from '../contract.js';
import { Failure, failure, fromRecord, toRecord } from '../errors.js';
import { isApi } from './address.js';

/** `onBug` is told what is not the client's doing; it is the server's log. */
export function addErrorHandler(app: FastifyInstance, onBug: (error: Failure, request: FastifyRequest) => void): void {
  app.setErrorHandler((thrown, request, reply) => {
    const known = asFailure(thrown);
    if (known.status === 500) onBug(known, request);
    return answerFailure(known, request, { reply });
  });
  app.setNotFoundHandler((request, reply) => {
    const allowed = otherMethods(app, request);
    if (allowed.length === 0) return answerFailure(failure('not-found'), request, { reply });
    reply.header('allow', allowed.join(', '));
    return answerFailure(failure('method-not-allowed'), request, { reply });
  });
}

/** Sends `known` in the shape that belongs to the request's address. */
export function answerFailure(known: Failure, request: FastifyRequest, { reply }: { readonly reply: FastifyReply }): FastifyReply {
  reply.code(known.status);
  if (isApi(request.url)) {
    const { code, message, detail } = known;
    const body: ApiError = detail === '' ? { code, message } : { code, message, detail };
    return reply.send(body);
  }
  return reply.type('text/plain; charset=utf-8').send(toText(known));
}

/** TensorBoard's words for the statuses it has (`tensorboard/errors.py`); a route nobody serves is only `Not found`. */
function toText(known: Failure): string {
  const plain = failure(known.code).message;
  switch (known.status) {
    case 400:
      return `Invalid argument: ${known.message}`;
    case 401:
      return `Unauthenticated: ${known.message}`;
    case 403:
      return `Permission denied: ${known.message}`;
    case 404:
      return known.message === plain ? 'Not found' : `Not found: ${known.message}`;
    default:
      return known.message;
  }
}

/** Fastify's own failures by their code; everything else is a bug. */
function asFailure(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown;
  const code: unknown = typeof thrown === 'object' && thrown !== null && 'code' in thrown ? thrown.code : undefined;
  const status: unknown = typeof thrown === 'object' && thrown !== null && 'statusCode' in thrown ? thrown.statusCode : undefined;
  if (code === 'FST_ERR_BAD_URL') return failure('bad-url');
  if (status === 413) return failure('too-large');
  if (status === 415 || code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return failure('unsupported-type');
  if (typeof code === 'string' && code.startsWith('FST_ERR_CTP_')) return failure('bad-json');
  if (status === 400) return thrown instanceof SyntaxError ? failure('bad-json', undefined, { detail: thrown.message }) : failure('invalid-argument');
  return fromRecord(toRecord(thrown));
}

/** Methods that the address does answer to. */
function otherMethods(app: FastifyInstance, request: FastifyRequest): HTTPMethods[] {
  const url = request.url.replace(/\?.*$/s, '');
  return (['GET', 'POST'] as const).filter((method) => method !== request.method && app.hasRoute({ method, url }));
}
