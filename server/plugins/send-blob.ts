/** Sends a blob of a log: cacheable for ever, in parts when asked for parts, and never as a document that could run. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { UNKNOWN_MEDIA_TYPE } from '../model/media-type.js';
import type { Question } from './send-answer.js';

/** What a key names never changes (`model/value-key.ts`). */
const FOR_EVER = 'private, max-age=31536000, immutable';

export async function sendBlob(request: FastifyRequest, reply: FastifyReply, { queries, name, params }: Question): Promise<FastifyReply> {
  const { type, body } = await queries.ask(name, params);
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  // Alone in its own sandbox even when opened by itself: what is not a known passive type is only ever saved.
  reply.header('cache-control', FOR_EVER).header('accept-ranges', 'bytes').header('content-security-policy', "default-src 'none'; sandbox").type(type);
  if (type === UNKNOWN_MEDIA_TYPE) reply.header('content-disposition', 'attachment');
  const range = parseRange(request.headers.range, bytes.length);
  if (range === null) return reply.send(bytes);
  if (range === 'none') return reply.code(416).header('content-range', `bytes */${bytes.length}`).send();
  return reply
    .code(206)
    .header('content-range', `bytes ${range.start}-${range.end}/${bytes.length}`)
    .send(bytes.subarray(range.start, range.end + 1));
}

/** One range (RFC 9110, section 14); several, or words that are none, are answered with the whole. */
export function parseRange(header: string | undefined, length: number): { readonly start: number; readonly end: number } | 'none' | null {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return null;
  const [, from = '', to = ''] = match;
  const start = from === '' ? Math.max(length - Number(to), 0) : Number(from);
  const end = from === '' || to === '' ? length - 1 : Math.min(Number(to), length - 1);
  return start > end ? 'none' : { start, end };
}
