/**
 * What a blob from a log is, by its first bytes. The writer's word is not asked: a log is untrusted, and a blob served
 * as what it is not could run in the page's origin. Only passive types are ever named; SVG and HTML can hold scripts,
 * and stay `application/octet-stream`, which with `nosniff` a browser only downloads.
 *
 * Signatures: PNG (ISO 15948), JFIF/JPEG, GIF89a, RIFF containers, BMP, ISO base media `ftyp` brands, Ogg (RFC 3533), FLAC, ID3
 * and MPEG audio frame sync.
 */
export const UNKNOWN_MEDIA_TYPE = 'application/octet-stream';

interface Signature {
  readonly type: string;
  /** Bytes at offset 0, as latin1 text. */
  readonly start: string;
  /** Bytes at offset `offset`, as latin1 text. */
  readonly then?: { readonly offset: number; readonly text: string };
}

const IMAGES: readonly Signature[] = [
  { type: 'image/png', start: '\x89PNG\r\n\x1a\n' },
  { type: 'image/jpeg', start: '\xff\xd8\xff' },
  { type: 'image/gif', start: 'GIF87a' },
  { type: 'image/gif', start: 'GIF89a' },
  { type: 'image/webp', start: 'RIFF', then: { offset: 8, text: 'WEBP' } },
  { type: 'image/bmp', start: 'BM' },
  { type: 'image/avif', start: '', then: { offset: 4, text: 'ftypavif' } },
  { type: 'image/avif', start: '', then: { offset: 4, text: 'ftypavis' } },
];

const SOUNDS: readonly Signature[] = [
  { type: 'audio/wav', start: 'RIFF', then: { offset: 8, text: 'WAVE' } },
  { type: 'audio/ogg', start: 'OggS' },
  { type: 'audio/flac', start: 'fLaC' },
  { type: 'audio/mpeg', start: 'ID3' },
  { type: 'audio/mpeg', start: '\xff\xfb' },
  { type: 'audio/mpeg', start: '\xff\xf3' },
  { type: 'audio/mpeg', start: '\xff\xf2' },
  { type: 'audio/mp4', start: '', then: { offset: 4, text: 'ftypM4A' } },
];

/** Type of an image, or `application/octet-stream`. */
export const imageType = (bytes: Uint8Array): string => match(bytes, IMAGES);

/** Type of an audio clip, or `application/octet-stream`. */
export const audioType = (bytes: Uint8Array): string => match(bytes, SOUNDS);

function match(bytes: Uint8Array, signatures: readonly Signature[]): string {
  for (const { type, start, then } of signatures) {
    if (hasText(bytes, 0, start) && (!then || hasText(bytes, then.offset, then.text))) return type;
  }
  return UNKNOWN_MEDIA_TYPE;
}

function hasText(bytes: Uint8Array, offset: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) if (bytes[offset + i] !== text.charCodeAt(i)) return false;
  return true;
}
