import { describe, expect, it } from 'vitest';
import { decodeEvent } from '../../../server/tfevents/event.js';
import { hasTooManyParts, MOST_PARTS } from '../../../server/tfevents/event-parts.js';
import { graphEvent, histogramValue, imageValue, summaryEvent, summaryValue, textValue } from '../../support/event-writer.js';
import { bytes, concat, message, varint } from '../../support/wire.js';

/** `count` times these bytes. */
function repeated(unit: Uint8Array, count: number): Uint8Array {
  const all = new Uint8Array(unit.length * count);
  for (let i = 0; i < count; i++) all.set(unit, i * unit.length);
  return all;
}
const ones = (count: number): Uint8Array => new Uint8Array(count).fill(1);
const tensor = (...fields: Uint8Array[]): Uint8Array => summaryEvent({}, summaryValue('a', undefined, message(8, ...fields)));

describe('an event of more parts than can be held', () => {
  const tooMany = {
    'packed numbers': tensor(bytes(11, ones(MOST_PARTS + 1))),
    'numbers one by one among them': tensor(bytes(11, ones(MOST_PARTS)), varint(11, 1)),
    strings: tensor(repeated(bytes(8, ''), MOST_PARTS / 32 + 1)),
    dimensions: tensor(message(2, repeated(bytes(2, ''), MOST_PARTS / 32 + 1))),
    values: message(5, repeated(bytes(1, ''), MOST_PARTS / 32 + 1)),
    'values in summaries without number': repeated(bytes(5, ''), MOST_PARTS / 32 + 1),
  };

  it.each(Object.entries(tooMany))('is not decoded: %s', (_, payload) => {
    expect(hasTooManyParts(payload)).toBe(true);
    expect(decodeEvent(payload)).toMatchObject({ kind: 'undecodable' });
  });

  it('is not one with large contents', () => {
    const large = new Uint8Array(MOST_PARTS + 1);
    for (const payload of [
      graphEvent({}, large),
      summaryEvent({}, imageValue('a', { width: 1, height: 1, image: large }), summaryValue('b', undefined, message(8, bytes(4, large), bytes(8, large)))),
      tensor(varint(1, 1), bytes(5, ones(4 * 300_000))),
    ]) {
      expect(payload.length).toBeGreaterThan(2 ** 20);
      expect(hasTooManyParts(payload)).toBe(false);
      expect(decodeEvent(payload)).toMatchObject({ kind: 'event' });
    }
  });

  it('is not one of many small values that all fit', () => {
    const histogram = histogramValue('h', { min: 0, max: 1, limits: Array.from(ones(800)), counts: Array.from(ones(800)) });
    const values = [...Array.from({ length: 100 }, () => histogram), textValue('t', ['x'])];
    expect(hasTooManyParts(summaryEvent({}, ...values))).toBe(false);
  });

  it('is not claimed of bytes that are no event: decoding says what is wrong with them', () => {
    for (const payload of [new Uint8Array(2 ** 21).fill(255), concat([Uint8Array.of(0x2a, 0xff, 0xff, 0xff, 0x7f), new Uint8Array(2 ** 21)])]) {
      expect(hasTooManyParts(payload)).toBe(false);
      expect(decodeEvent(payload)).toMatchObject({ kind: 'undecodable' });
    }
  });
});
