/** Finished answers out of text and values. */
import type { Answer } from '../query/protocol.js';

const encoder = new TextEncoder();

/** Text as an answer, in UTF-8. */
export const textAnswer = (type: string, text: string): Answer => ({ type, body: encoder.encode(text) });

/** A value as JSON. Must hold no non-finite number: see `model/json-number.ts`. */
export const jsonAnswer = (value: unknown): Answer => textAnswer('application/json', JSON.stringify(value));
