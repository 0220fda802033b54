/** What the first bytes of a picture say, before anything is decoded: a log is untrusted, and a small file can hold a huge picture. */

export interface PictureInfo {
  /** Pixels; 0 where the header could not be read. */
  readonly width: number;
  readonly height: number;
  /** More than one frame. */
  readonly animated: boolean;
}

const UNKNOWN: PictureInfo = { width: 0, height: 0, animated: false };

/**
 * Size and motion by the headers of PNG (ISO 15948, and `acTL` of APNG), JPEG (T.81 `SOF`), GIF89a, WebP (`VP8X`, `VP8 `, `VP8L`),
 * BMP and AVIF (`ispe`). What is truncated or something else has no size; the decoder then has the word.
 */
export function pictureInfo(bytes: Uint8Array): PictureInfo {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    if (text(bytes, 1, 3) === 'PNG') return { width: view.getUint32(16), height: view.getUint32(20), animated: hasAnimationChunk(bytes, view) };
    if (text(bytes, 0, 3) === 'GIF') return { width: view.getUint16(6, true), height: view.getUint16(8, true), animated: gifFrames(bytes, view) > 1 };
    if (view.getUint16(0) === 0xffd8) return jpeg(view);
    if (text(bytes, 0, 4) === 'RIFF' && text(bytes, 8, 4) === 'WEBP') return webp(bytes, view);
    if (text(bytes, 0, 2) === 'BM') return { width: Math.abs(view.getInt32(18, true)), height: Math.abs(view.getInt32(22, true)), animated: false };
    if (text(bytes, 4, 4) === 'ftyp') return avif(bytes, view);
  } catch (error) {
    // Past the end of the bytes: a truncated header says nothing.
    if (!(error instanceof RangeError)) throw error;
  }
  return UNKNOWN;
}

const text = (bytes: Uint8Array, at: number, length: number): string => String.fromCharCode(...bytes.subarray(at, at + length));

/** An APNG says so before its first image data; without `acTL` there it is a still picture. */
function hasAnimationChunk(bytes: Uint8Array, view: DataView): boolean {
  for (let at = 8; at + 8 <= bytes.length; at += 12 + view.getUint32(at)) {
    const name = text(bytes, at + 4, 4);
    if (name === 'acTL') return true;
    if (name === 'IDAT') return false;
  }
  return false;
}

/** Image descriptors, as far as 2 of them; blocks are walked, never decoded. */
function gifFrames(bytes: Uint8Array, view: DataView): number {
  const table = (flags: number): number => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
  let at = 13 + table(view.getUint8(10));
  let frames = 0;
  while (at < bytes.length && frames < 2) {
    const kind = bytes[at];
    if (kind === 0x2c) {
      frames++;
      at += 11 + table(bytes[at + 9] ?? 0);
    } else if (kind === 0x21) at += 2;
    else break;
    for (let size = bytes[at] ?? 0; size > 0; size = bytes[at] ?? 0) at += 1 + size;
    at += 1;
  }
  return frames;
}

function jpeg(view: DataView): PictureInfo {
  for (let at = 2; ; ) {
    const marker = view.getUint16(at);
    if (marker === 0xffff) {
      at += 1;
      continue;
    }
    if (marker < 0xff00) return UNKNOWN;
    const kind = marker & 0xff;
    if (kind >= 0xc0 && kind <= 0xcf && kind !== 0xc4 && kind !== 0xc8 && kind !== 0xcc) {
      return { width: view.getUint16(at + 7), height: view.getUint16(at + 5), animated: false };
    }
    const bare = kind === 0x01 || (kind >= 0xd0 && kind <= 0xd8);
    at += bare ? 2 : 2 + Math.max(2, view.getUint16(at + 2));
  }
}

function webp(bytes: Uint8Array, view: DataView): PictureInfo {
  const kind = text(bytes, 12, 4);
  const uint24 = (at: number): number => view.getUint16(at, true) + view.getUint8(at + 2) * 65_536;
  if (kind === 'VP8X') return { width: uint24(24) + 1, height: uint24(27) + 1, animated: (view.getUint8(20) & 2) !== 0 };
  if (kind === 'VP8 ') return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff, animated: false };
  if (kind !== 'VP8L') return UNKNOWN;
  const packed = view.getUint32(21, true);
  return { width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1, animated: false };
}

function avif(bytes: Uint8Array, view: DataView): PictureInfo {
  const animated = text(bytes, 8, 4) === 'avis';
  const head = text(bytes, 0, Math.min(bytes.length, 8_192));
  const at = head.indexOf('ispe');
  return at < 0 ? { ...UNKNOWN, animated } : { width: view.getUint32(at + 8), height: view.getUint32(at + 12), animated };
}
