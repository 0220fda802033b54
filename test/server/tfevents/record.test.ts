import { describe, expect, it } from 'vitest';
import { dataIsIntact, findHeader, HEADER_BYTES, MOST_PAYLOAD_BYTES, readHeader } from '../../../server/tfevents/record.js';
import { breakDataChecksum, breakLengthChecksum, eventFile, frame, frameWithLength, flipped } from '../../support/event-writer.js';

/** The worked record of the format's description. */
const worked = Uint8Array.from([
  0x18, 0, 0, 0, 0, 0, 0, 0, 0xa3, 0x7f, 0x4b, 0x22, 0x09, 0, 0, 0x80, 0x38, 0x99, 0xd6, 0xd7, 0x41, 0x1a, 0x0d,
  ...new TextEncoder().encode('brain.Event:2'), 0x12, 0x4b, 0x36, 0xab,
]);

describe('a record', () => {
  it('of a real file is read', () => {
    expect(readHeader(worked, 0)).toEqual({ kind: 'length', length: 24 });
    expect(dataIsIntact(worked, HEADER_BYTES, 24)).toBe(true);
  });

  it('may stand anywhere in a buffer, and be empty', () => {
    const file = eventFile(Uint8Array.of(1, 2, 3), frame(new Uint8Array(0)));
    const view = new Uint8Array(file.buffer, 3);
    expect(readHeader(view, 0)).toEqual({ kind: 'length', length: 0 });
    expect(dataIsIntact(view, HEADER_BYTES, 0)).toBe(true);
    expect(readHeader(file, 3)).toEqual({ kind: 'length', length: 0 });
  });

  it('with any one bit of its header changed is corrupt', () => {
    for (let bit = 0; bit < 8 * HEADER_BYTES; bit++) {
      expect(readHeader(flipped(worked, bit >> 3, 1 << (bit & 7)), 0)).toEqual({ kind: 'corrupt' });
    }
  });

  it('with any one bit of its data or of its data checksum changed is not intact, while its length can be trusted', () => {
    for (let bit = 8 * HEADER_BYTES; bit < 8 * worked.length; bit++) {
      const damaged = flipped(worked, bit >> 3, 1 << (bit & 7));
      expect(readHeader(damaged, 0)).toEqual({ kind: 'length', length: 24 });
      expect(dataIsIntact(damaged, HEADER_BYTES, 24)).toBe(false);
    }
  });

  it('may claim any length of 64 bits', () => {
    const lengths = [2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 53];
    for (const length of lengths) expect(readHeader(frameWithLength(worked, length), 0)).toEqual({ kind: 'length', length });
    expect(readHeader(frameWithLength(worked, 2n ** 64n - 1n), 0)).toEqual({ kind: 'length', length: 2 ** 64 });
  });
});

describe('the search for a header', () => {
  const junk = Uint8Array.from({ length: 100 }, (_, i) => (i * 31 + 7) & 255);

  it('finds the next record behind what is broken', () => {
    const file = eventFile(breakLengthChecksum(worked), worked);
    expect(findHeader(file, 0, file.length)).toBe(worked.length);
    expect(findHeader(file, 1, file.length)).toBe(worked.length);
  });

  it('finds a record at its first byte, at its very end, and not one byte short of it', () => {
    const file = eventFile(junk, worked);
    expect(findHeader(file, 0, file.length)).toBe(100);
    expect(findHeader(file, 100, file.length)).toBe(100);
    expect(findHeader(file, 0, 100 + HEADER_BYTES)).toBe(100);
    expect(findHeader(file, 0, 100 + HEADER_BYTES - 1)).toBe(100);
    expect(findHeader(file, 0, 100 + HEADER_BYTES - 2)).toBe(99);
  });

  it('answers the first offset not decided yet where there is none', () => {
    expect(findHeader(junk, 0, junk.length)).toBe(junk.length - HEADER_BYTES + 1);
    expect(findHeader(junk, 95, junk.length)).toBe(95);
    expect(findHeader(new Uint8Array(1000), 0, 1000)).toBe(1000 - HEADER_BYTES + 1);
  });

  it('passes over a header whose length is past the limit, not over one at the limit', () => {
    const past = frameWithLength(junk, MOST_PAYLOAD_BYTES + 1);
    expect(findHeader(eventFile(past, worked), 0, past.length + worked.length)).toBe(past.length);
    const at = frameWithLength(junk, MOST_PAYLOAD_BYTES);
    expect(findHeader(at, 0, at.length)).toBe(0);
  });

  it('does not ask for intact data: that is the caller’s to check', () => {
    const file = breakDataChecksum(worked);
    expect(findHeader(file, 0, file.length)).toBe(0);
  });
});
