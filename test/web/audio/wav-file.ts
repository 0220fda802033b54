/** A WAV file as a writer would make it, or nearly. Samples are a sawtooth, 16 bits. */
export function wavOf({ rate, channels, frames, format = 1, promised, before }: {
  rate: number;
  channels: number;
  frames: number;
  format?: number;
  /** Size its header says the data have. */
  promised?: number;
  /** A chunk in front of the data. */
  before?: { name: string; bytes: Uint8Array };
}): Uint8Array<ArrayBuffer> {
  const data = frames * channels * 2;
  const padded = before ? 8 + before.bytes.length + (before.bytes.length % 2) : 0;
  const bytes = new Uint8Array(44 + padded + data);
  const view = new DataView(bytes.buffer);
  const letters = (at: number, text: string): void => bytes.set(new TextEncoder().encode(text), at);
  letters(0, 'RIFF');
  view.setUint32(4, bytes.length - 8, true);
  letters(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, format, true);
  view.setUint16(22, channels, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * channels * 2, true);
  view.setUint16(32, channels * 2, true);
  view.setUint16(34, 16, true);
  if (before) {
    letters(36, before.name);
    view.setUint32(40, before.bytes.length, true);
    bytes.set(before.bytes, 44);
  }
  letters(36 + padded, 'data');
  view.setUint32(40 + padded, promised ?? data, true);
  for (let i = 0; i < data / 2; i++) view.setInt16(44 + padded + 2 * i, ((i * 997) % 65_536) - 32_768, true);
  return bytes;
}
