/** Parsing at the edge: what clients send, made into what routes trust. Everything here throws `invalid-argument` with a sentence. */
import { failure } from '../errors.js';

/** More series than this in one request are refused. */
export const MOST_SERIES = 10_000;

export type Fields = Readonly<Record<string, unknown>>;

/** The query of a URL (a field that occurs twice is an array) or a JSON object. */
export function asFields(value: unknown): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw failure('invalid-argument', 'The body must be a JSON object.');
  return value as Fields;
}

/** First value of a text field. */
export const first = (fields: Fields, name: string): string | undefined => all(fields, name)[0];

/** All values of a repeatable text field. */
export function all(fields: Fields, name: string): string[] {
  const value = fields[name];
  if (value === undefined) return [];
  const values: unknown[] = Array.isArray(value) ? value : [value];
  if (!values.every((item) => typeof item === 'string')) throw failure('invalid-argument', `${name} must be text.`);
  return values;
}

/** Ids as a JSON array of whole numbers, or as text separated by commas. Absent: empty. */
export function idList(fields: Fields, name: string): number[] {
  const value = fields[name];
  if (value === undefined) return [];
  const items: unknown[] =
    Array.isArray(value) && value.every((item) => typeof item === 'number')
      ? value
      : all(fields, name)
          .flatMap((text) => text.split(','))
          .map((text) => (text.trim() === '' ? Number.NaN : Number(text)));
  if (items.length > MOST_SERIES) throw failure('invalid-argument', `${name} holds ${items.length} ids; at most ${MOST_SERIES} are allowed.`);
  if (!items.every((id): id is number => typeof id === 'number' && Number.isInteger(id) && id >= 0 && id <= 0x7fffffff)) {
    throw failure('invalid-argument', `${name} must be a list of series ids.`);
  }
  return items;
}

/** A finite number, within `least` and `most`. Absent: undefined. Text is read as a number, for fields of a URL. */
export function number(fields: Fields, name: string, options: { readonly least?: number; readonly most?: number } = {}): number | undefined {
  const value = fields[name];
  if (value === undefined) return undefined;
  const parsed = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  const { least = -Infinity, most = Infinity } = options;
  if (typeof parsed !== 'number' || !Number.isFinite(parsed) || parsed < least || parsed > most) {
    const range = least === -Infinity && most === Infinity ? 'a finite number' : `a number from ${least} to ${most}`;
    throw failure('invalid-argument', `${name} must be ${range}.`);
  }
  return parsed;
}

/** One of a few words. Absent: undefined. */
export function word<Word extends string>(fields: Fields, name: string, { words }: { readonly words: readonly Word[] }): Word | undefined {
  const value = fields[name];
  if (value === undefined) return undefined;
  const found = words.find((candidate) => candidate === value);
  if (found === undefined) throw failure('invalid-argument', `${name} must be one of ${words.join(', ')}.`);
  return found;
}

/** true or false; in a URL also 1 or 0. Absent: false. */
export function flag(fields: Fields, name: string): boolean {
  const value = fields[name];
  if (value === undefined || value === false || value === 'false' || value === '0') return false;
  if (value === true || value === 'true' || value === '1' || value === '') return true;
  throw failure('invalid-argument', `${name} must be true or false.`);
}
