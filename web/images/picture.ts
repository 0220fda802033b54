import type { Api } from '../api/http.js';
import { pictureInfo } from './picture-info.js';

/** A fetched picture. */
export type Picture = Drawable | NoPicture;

/** One that can be drawn. `moving` ones play by themselves in an `img`; their bitmap is the first frame. */
export interface Drawable {
  readonly kind: 'still' | 'moving';
  readonly width: number;
  readonly height: number;
  /** Closed when the picture leaves the shelf; see `PictureShelf`. */
  readonly bitmap: ImageBitmap;
  /** The sniffed media type. */
  readonly type: string;
  /** Size of the original, bytes. */
  readonly bytes: number;
}

/** Bytes that are no picture, or none that can be shown. */
export interface NoPicture {
  readonly kind: 'none';
  /** A sentence. */
  readonly why: string;
  readonly type: string;
  readonly bytes: number;
}

/** A picture larger than this is not decoded: it would take more than 256 MB. */
export const MOST_PIXELS = 64 * 2 ** 20;

/** Fetches and decodes off the main thread. Throws what the request throws; what cannot be decoded is an answer. */
export async function loadPicture(api: Api, path: string, signal: AbortSignal): Promise<Picture> {
  const blob = await api.blob(path, { signal });
  const none = (why: string): NoPicture => ({ kind: 'none', why, type: blob.type, bytes: blob.size });
  if (!blob.type.startsWith('image/')) return none('This is not a picture a browser can show.');
  const info = pictureInfo(new Uint8Array(await blob.arrayBuffer()));
  if (info.width * info.height > MOST_PIXELS) return none(`${info.width.toLocaleString('en')} × ${info.height.toLocaleString('en')} pixels are too many to show here.`);
  try {
    // Colours as the file has them: a value under the pointer is the value that was written.
    const bitmap = await createImageBitmap(blob, { colorSpaceConversion: 'none' });
    return { kind: info.animated ? 'moving' : 'still', width: bitmap.width, height: bitmap.height, bitmap, type: blob.type, bytes: blob.size };
  } catch {
    return none('This picture is damaged and cannot be decoded.');
  }
}

/** The usual end of a file's name for a media type, with its dot. */
export function extensionOf(type: string): string {
  const name = /^image\/(png|jpeg|gif|webp|bmp|avif)$/.exec(type)?.[1];
  return name === undefined ? '.bin' : name === 'jpeg' ? '.jpg' : `.${name}`;
}
