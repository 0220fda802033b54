/** Form bodies below `/data`, whichever way a client encodes them. */
import type { FastifyRequest } from 'fastify';

/**
 * Fields of a form in the order they came, repeated ones included; files are skipped. Empty for a body of another type, as
 * TensorBoard reads it.
 */
export async function readForm(request: FastifyRequest): Promise<URLSearchParams> {
  if (request.body instanceof URLSearchParams) return request.body;
  const fields = new URLSearchParams();
  if (!request.isMultipart()) return fields;
  for await (const part of request.parts()) {
    if (part.type === 'field') fields.append(part.fieldname, String(part.value));
    else part.file.resume();
  }
  return fields;
}
