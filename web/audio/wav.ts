/**
 * The form of a WAV file, from its first bytes. Read before a clip is decoded: the decoder of a browser takes what it needs, and
 * only of uncompressed sound one knows how much that is.
 *
 * ```
 * 0  "RIFF" u32 size "WAVE"
 * 12 chunks: 4 letters, u32 size, bytes, padded to an even size
 *    "fmt ": u16 format  u16 channels  u32 rate  u32 bytes a second  u16 bytes a frame  u16 bits …
 *    "data": the frames
 * ```
 * Source: Microsoft, "Multimedia Programming Interface and Data Specifications 1.0", and `mmreg.h` for the formats.
 */
export interface Wav {
  readonly channels: number;
  /** Frames a second. */
  readonly rate: number;
  /** Bits of a sample. */
  readonly bits: number;
  /** Frames that are there; a header may promise more. */
  readonly frames: number;
}

/** PCM, float, A-law, µ-law, and PCM or float in the extensible form: a sample is never less than a byte. */
const UNCOMPRESSED = new Set([1, 3, 6, 7, 0xfffe]);

/** Null for anything that is not uncompressed WAV, damaged, or whose data begin after `head`. `total` is the size of the file. */
export function readWav(head: Uint8Array, total: number): Wav | null {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const letters = (at: number): string => (at + 4 <= head.length ? String.fromCharCode(...head.subarray(at, at + 4)) : '');
  if (letters(0) !== 'RIFF' || letters(8) !== 'WAVE') return null;
  let form: { channels: number; rate: number; frameBytes: number; bits: number } | null = null;
  for (let at = 12; at + 8 <= head.length; ) {
    const size = view.getUint32(at + 4, true);
    const body = at + 8;
    const name = letters(at);
    if (name === 'fmt ' && size >= 16 && body + 16 <= head.length) {
      if (!UNCOMPRESSED.has(view.getUint16(body, true))) return null;
      form = { channels: view.getUint16(body + 2, true), rate: view.getUint32(body + 4, true), frameBytes: view.getUint16(body + 12, true), bits: view.getUint16(body + 14, true) };
    } else if (name === 'data') {
      if (form === null || form.channels === 0 || form.rate === 0 || form.frameBytes < form.channels) return null;
      const { channels, rate, bits, frameBytes } = form;
      return { channels, rate, bits, frames: Math.floor(Math.max(0, Math.min(size, total - body)) / frameBytes) };
    }
    at = body + size + (size % 2);
  }
  return null;
}
