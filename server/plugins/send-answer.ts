/** Puts a question to the query threads and sends the bytes that come back as they are. */
import type { FastifyReply } from 'fastify';
import type { Queries } from '../query/protocol.js';

export interface Question {
  readonly queries: Queries;
  readonly name: string;
  readonly params: unknown;
}

/** Answers with the query's bytes. A page that scrolls on gives requests up: such a question is dropped unless it already runs. */
export async function sendAnswer(reply: FastifyReply, { queries, name, params }: Question): Promise<FastifyReply> {
  const givenUp = new AbortController();
  const onClose = () => givenUp.abort();
  reply.raw.once('close', onClose);
  const { type, body } = await queries.ask(name, params, { signal: givenUp.signal });
  reply.raw.off('close', onClose);
  return reply.type(type).send(Buffer.from(body.buffer, body.byteOffset, body.byteLength));
}
