/** What part of a picture is in view. Panes that share one show the same part, whatever their size. */
export interface View {
  /** 1 fits the picture into its box. */
  readonly zoom: number;
  /** The point of the picture in the middle of the box, as shares of its width and height. */
  readonly x: number;
  readonly y: number;
}

export const FIT: View = { zoom: 1, x: 0.5, y: 0.5 };

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Where the picture lies in its box: its top left corner, and box pixels for a picture pixel. */
export interface Placement {
  readonly left: number;
  readonly top: number;
  readonly scale: number;
}

/** Box pixels a picture pixel has at most: beyond it there is nothing more to see. */
const MOST_SCALE = 64;
/** How far one can zoom in whatever the size. */
const LEAST_ZOOM = 4;

/** From here on pixels can be squares: below it some would be twice as wide as others, and small print is torn. */
export const SQUARES_FROM = 2;

/** Box pixels for a picture pixel when it fits; 1 for a box or picture without a size. */
export function fitScale(picture: Size, box: Size): number {
  const scale = Math.min(box.width / picture.width, box.height / picture.height);
  return Number.isFinite(scale) && scale > 0 ? scale : 1;
}

export function place(view: View, picture: Size, box: Size): Placement {
  const scale = fitScale(picture, box) * view.zoom;
  return { left: box.width / 2 - view.x * picture.width * scale, top: box.height / 2 - view.y * picture.height * scale, scale };
}

/** The view with a box pixel for each pixel of the picture, around the same point. */
export const actualSize = (view: View, picture: Size, box: Size): View => within({ ...view, zoom: 1 / fitScale(picture, box) }, picture, box);

/** Zooms by a factor so that what is under the box point `at` stays there. Not further out than fitting, nor past 64 box pixels a pixel (four times, for tiny pictures). */
export function zoomAt(view: View, factor: number, { at, picture, box }: { at: { x: number; y: number }; picture: Size; box: Size }): View {
  const fit = fitScale(picture, box);
  // A picture of a few pixels is that large when it fits, and may still be looked at more closely.
  const zoom = Math.min(Math.max(MOST_SCALE / fit, LEAST_ZOOM), Math.max(Math.min(1, 1 / fit), view.zoom * factor));
  const before = place(view, picture, box);
  const [u, v] = [(at.x - before.left) / before.scale / picture.width, (at.y - before.top) / before.scale / picture.height];
  const scale = fit * zoom;
  return within({ zoom, x: u + (box.width / 2 - at.x) / scale / picture.width, y: v + (box.height / 2 - at.y) / scale / picture.height }, picture, box);
}

/** Moves the picture by box pixels. */
export function panBy(view: View, by: { x: number; y: number }, { picture, box }: { picture: Size; box: Size }): View {
  const scale = fitScale(picture, box) * view.zoom;
  return within({ ...view, x: view.x - by.x / scale / picture.width, y: view.y - by.y / scale / picture.height }, picture, box);
}

/** The picture's pixel under a box point; null outside the picture. */
export function pixelUnder(at: { x: number; y: number }, placement: Placement, picture: Size): { readonly x: number; readonly y: number } | null {
  const [x, y] = [Math.floor((at.x - placement.left) / placement.scale), Math.floor((at.y - placement.top) / placement.scale)];
  return x >= 0 && y >= 0 && x < picture.width && y < picture.height ? { x, y } : null;
}

/** Keeps the picture in its box: centred along a side it does not fill, no gap along one it does. */
function within(view: View, picture: Size, box: Size): View {
  const scale = fitScale(picture, box) * view.zoom;
  const held = (share: number, length: number, room: number): number => {
    const half = room / 2 / (length * scale);
    return half >= 0.5 ? 0.5 : Math.min(1 - half, Math.max(half, share));
  };
  return { zoom: view.zoom, x: held(view.x, picture.width, box.width), y: held(view.y, picture.height, box.height) };
}
