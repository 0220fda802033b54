/** Finished answers out of text and values. */
import type { Answer } from '../query/protocol.js';

const encoder = new TextEncoder();

/** Text as an answer, in UTF-8. */
export const textAnswer = (type: string, text: string): Answer => ({ type, body: encoder.encode(text) });

/** A value as JSON. Must hold no non-finite number: see `model/json-number.ts`. */
export const jsonAnswer = (value: unknown): Answer => textAnswer('application/json', JSON.stringify(value));

/** Text in parts as one answer. Long answers are made so: their bytes are held once, and never as one long string beside them. */
export function textPartsAnswer(type: string, parts: Iterable<string>): Answer {
  const encoded: Uint8Array[] = [];
  let length = 0;
  for (const part of parts) {
    const bytes = encoder.encode(part);
    encoded.push(bytes);
    length += bytes.length;
  }
  const body = new Uint8Array(length);
  let at = 0;
  for (const bytes of encoded) {
    body.set(bytes, at);
    at += bytes.length;
  }
  return { type, body };
}
