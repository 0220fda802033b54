import { describe, expect, it } from 'vitest';
import { decodeEvent } from '../../../server/tfevents/event.js';
import { event, frameWithLength, scalarEvent, sessionEvent, summaryEvent, simpleValue, versionEvent } from '../../support/event-writer.js';
import { bytes, concat, double, float, message, varint } from '../../support/wire.js';

describe('a decoded event', () => {
  it('has wall time and step; both are zero where they were not written', () => {
    expect(decodeEvent(scalarEvent('a', 7, 1, { wallTime: 2.5 }))).toMatchObject({ kind: 'event', wallTime: 2.5, step: 7, stepRounded: false });
    expect(decodeEvent(new Uint8Array(0))).toMatchObject({ kind: 'event', wallTime: 0, step: 0 });
  });

  it('has steps as numbers, negative ones and those far beyond 32 bits', () => {
    for (const step of [-1, -(2 ** 53), 2 ** 53, 2 ** 40 + 7, 2 ** 31, 2 ** 32]) {
      expect(decodeEvent(event({ step }))).toMatchObject({ step, stepRounded: false });
    }
  });

  it('says when a step had to be rounded', () => {
    for (const step of [2n ** 53n + 3n, 2n ** 63n - 1n, -(2n ** 63n)]) {
      expect(decodeEvent(event({ step }))).toMatchObject({ step: Number(step), stepRounded: true });
    }
  });

  it('reads varints that are longer than they need be', () => {
    expect(decodeEvent(event({}, varint(2, 5, 4)))).toMatchObject({ step: 5 });
  });

  it('takes fields in any order, the last of two, and passes over fields nobody knows', () => {
    const payload = concat([varint(90, 1), bytes(91, 'x'), varint(2, 3), message(5, bytes(1, simpleValue('a', 1))), varint(2, 4), double(1, 1), double(1, 2)]);
    expect(decodeEvent(payload)).toMatchObject({ kind: 'event', wallTime: 2, step: 4 });
  });

  it('is refused with a wall time that is no number', () => {
    for (const wallTime of [NaN, Infinity, -Infinity]) expect(decodeEvent(event({ wallTime }))).toMatchObject({ kind: 'wall-time', wallTime });
  });

  it('is refused, not thrown, when the payload is no event', () => {
    expect(decodeEvent(Uint8Array.of(0xff))).toMatchObject({ kind: 'undecodable' });
    expect(decodeEvent(Uint8Array.of(0x0a, 0x05, 1))).toMatchObject({ kind: 'undecodable' });
    expect(decodeEvent(frameWithLength(versionEvent(1), 3))).toMatchObject({ kind: 'undecodable' });
    // the summary ends in the middle of a value
    expect(decodeEvent(event({}, message(5, Uint8Array.of(0x0a, 0x20, 0x0a))))).toMatchObject({ kind: 'undecodable' });
  });

  it('keeps text that is not UTF-8, with a mark in place of what is not', () => {
    const value = concat([bytes(1, Uint8Array.of(0x61, 0xff, 0x62)), float(2, 1)]);
    expect(decodeEvent(summaryEvent({}, value))).toMatchObject({ proto: { summary: { value: [{ tag: 'a\ufffdb' }] } } });
  });

  it('shows a session log', () => {
    const decoded = decodeEvent(sessionEvent({ step: 12, wallTime: 5 }));
    expect(decoded).toMatchObject({ step: 12, proto: { sessionLog: { status: 1 } } });
  });

  it('holds views of the payload, not copies', () => {
    const payload = summaryEvent({}, concat([bytes(1, 'g'), message(4, bytes(4, new Uint8Array(1000).fill(9)))]));
    const decoded = decodeEvent(payload);
    const image = decoded.kind === 'event' ? decoded.proto.summary?.value?.[0]?.image?.encodedImageString : null;
    expect(image?.buffer).toBe(payload.buffer);
  });
});
