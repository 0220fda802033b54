import { absoluteDifference, type Difference } from './difference.js';

/** Something to draw, with its size. */
export interface Source {
  readonly width: number;
  readonly height: number;
  readonly image: CanvasImageSource;
}

/** Red, green, blue, opacity, 0–255. */
export type Colour = readonly [number, number, number, number];

/** More pixels than this are not compared one by one. */
export const MOST_COMPARED = 16 * 2 ** 20;

let probe: OffscreenCanvasRenderingContext2D | null = null;

/** The colour of one pixel, 8 bits a channel as the browser decodes it; null outside the picture. */
export function colourAt(source: Source, { x, y }: { x: number; y: number }): Colour | null {
  if (x < 0 || y < 0 || x >= source.width || y >= source.height) return null;
  probe ??= new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  if (!probe) return null;
  probe.clearRect(0, 0, 1, 1);
  probe.drawImage(source.image, -x, -y);
  const [red = 0, green = 0, blue = 0, alpha = 0] = probe.getImageData(0, 0, 1, 1).data;
  return [red, green, blue, alpha];
}

/** "12 40 255", a grey as one number, opacity only when it is not full. */
export function colourWords(colour: Colour | null): string {
  if (colour === null) return '–';
  const [red, green, blue, alpha] = colour;
  const main = red === green && green === blue ? String(red) : `${red} ${green} ${blue}`;
  return alpha === 255 ? main : `${main}, opacity ${alpha}`;
}

/** The difference of two pictures, to be drawn; null when they are too large, or have no pixel in common. */
export function differenceOf(a: Source, b: Source): { readonly source: Source; readonly difference: Difference } | null {
  if (Math.max(a.width * a.height, b.width * b.height) > MOST_COMPARED) return null;
  const [left, right] = [dataOf(a), dataOf(b)];
  if (!left || !right) return null;
  const difference = absoluteDifference(left, right);
  const { width, height, pixels } = difference;
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')?.putImageData(new ImageData(pixels, width, height), 0, 0);
  return { source: { width, height, image: canvas }, difference };
}

function dataOf({ width, height, image }: Source): ImageData | null {
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  context?.drawImage(image, 0, 0);
  return context?.getImageData(0, 0, width, height) ?? null;
}
