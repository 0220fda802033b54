import { describe, expect, it } from 'vitest';
import { readWav } from '../../../web/audio/wav.js';
import { wavOf } from './wav-file.js';

describe('readWav', () => {
  it('reads the form of plain sound, chunks before it left out', () => {
    const file = wavOf({ rate: 22_050, channels: 2, frames: 100 });
    expect(readWav(file, file.length)).toEqual({ channels: 2, rate: 22_050, bits: 16, frames: 100 });
    const listed = wavOf({ rate: 8_000, channels: 1, frames: 7, before: { name: 'LIST', bytes: new Uint8Array(13) } });
    expect(readWav(listed, listed.length)).toMatchObject({ rate: 8_000, frames: 7 });
  });

  it('counts the frames that are there, not those a header promises', () => {
    const file = wavOf({ rate: 8_000, channels: 1, frames: 50, promised: 0xfffffff0 });
    expect(readWav(file, file.length)?.frames).toBe(50);
    // Only the start is at hand; the size of the whole is known.
    expect(readWav(file.subarray(0, 60), file.length)?.frames).toBe(50);
  });

  it.each([
    ['compressed sound', wavOf({ rate: 8_000, channels: 1, frames: 1, format: 0x55 })],
    ['no channels', wavOf({ rate: 8_000, channels: 0, frames: 1 })],
    ['no rate', wavOf({ rate: 0, channels: 1, frames: 1 })],
    ['data that begin too late', wavOf({ rate: 8_000, channels: 1, frames: 1, before: { name: 'junk', bytes: new Uint8Array(500) } }).subarray(0, 200)],
    ['another file', new TextEncoder().encode('OggS and more of it')],
    ['nothing', new Uint8Array(0)],
  ])('knows nothing of %s', (_, file) => expect(readWav(file, file.length)).toBeNull());

  it('does not fail at any cut of a file', () => {
    const file = wavOf({ rate: 8_000, channels: 1, frames: 5 });
    for (let length = 0; length < 44; length++) expect(readWav(file.subarray(0, length), length)).toBeNull();
  });
});
