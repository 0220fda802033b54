import { describe, expect, it } from 'vitest';
import { Clips, MOST_DRAWN_BYTES } from '../../../web/audio/clips.js';
import { wavOf } from './wav-file.js';

/** Clips by path, as the server has them; what is asked of it is noted. */
function setUp(files: Record<string, { bytes: Uint8Array<ArrayBuffer>; type: string; total?: number }>) {
  const asked: string[] = [];
  const clips = new Clips(
    {
      start: async (path, bytes) => {
        asked.push(`start ${path}`);
        const file = files[path];
        return { blob: new Blob([file?.bytes.subarray(0, bytes) ?? ''], { type: file?.type ?? '' }), total: file?.total ?? file?.bytes.length ?? 0 };
      },
      blob: async (path) => {
        asked.push(`whole ${path}`);
        return new Blob([files[path]?.bytes ?? '']);
      },
    },
    {
      decode: async (bytes, rate) => {
        asked.push(`decode ${bytes.byteLength} at ${rate}`);
        if (rate === 666) throw new Error('cannot');
        return [Float32Array.from(new Int16Array(bytes.slice(44)), (sample) => sample / 32_768)];
      },
    },
  );
  return { asked, load: (path: string) => clips.load(path, new AbortController().signal) };
}

describe('Clips', () => {
  it('draws a small WAV from one request, and looks at it once', async () => {
    const { asked, load } = setUp({ a: { bytes: wavOf({ rate: 8_000, channels: 1, frames: 2_000 }), type: 'audio/wav' } });
    const clip = await load('a');
    expect(clip).toMatchObject({ playable: true, bytes: 4_044, wav: { rate: 8_000, frames: 2_000 }, reason: '' });
    expect(clip.peaks?.high.length).toBe(512);
    expect(await load('a')).toBe(clip);
    expect(asked).toEqual(['start a', 'decode 4044 at 8000']);
  });

  it('fetches the whole of a longer one', async () => {
    const { asked, load } = setUp({ a: { bytes: wavOf({ rate: 44_100, channels: 1, frames: 100_000 }), type: 'audio/wav' } });
    expect((await load('a')).peaks).not.toBeNull();
    expect(asked).toEqual(['start a', 'whole a', 'decode 200044 at 44100']);
  });

  it('decodes nothing that is large, compressed or unknown, and says why', async () => {
    const wav = wavOf({ rate: 8_000, channels: 1, frames: 40_000, promised: 2 ** 31 });
    const { asked, load } = setUp({
      long: { bytes: wav, type: 'audio/wav', total: MOST_DRAWN_BYTES + 1 },
      mp3: { bytes: Uint8Array.of(0xff, 0xfb), type: 'audio/mpeg' },
      adpcm: { bytes: wavOf({ rate: 8_000, channels: 1, frames: 10, format: 2 }), type: 'audio/wav' },
      empty: { bytes: wavOf({ rate: 8_000, channels: 1, frames: 0 }), type: 'audio/wav' },
      svg: { bytes: new TextEncoder().encode('<svg/>'), type: 'application/octet-stream' },
    });
    expect(await load('long')).toMatchObject({ playable: true, peaks: null, reason: 'Too long for a waveform' });
    expect(await load('mp3')).toMatchObject({ playable: true, peaks: null, reason: 'Waveforms are drawn of WAV' });
    expect(await load('adpcm')).toMatchObject({ playable: true, peaks: null });
    expect(await load('empty')).toMatchObject({ peaks: null, reason: 'The clip is empty' });
    expect(await load('svg')).toMatchObject({ playable: false, bytes: 6, peaks: null });
    expect(asked.filter((what) => !what.startsWith('start'))).toEqual([]);
  });

  it('lets a clip be played that the browser could not decode', async () => {
    const { load } = setUp({ a: { bytes: wavOf({ rate: 666, channels: 1, frames: 9 }), type: 'audio/wav' } });
    expect(await load('a')).toMatchObject({ playable: true, peaks: null, reason: 'This browser cannot decode the clip' });
  });
});
