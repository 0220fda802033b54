/** Zoom and pan as pure functions of domains and pixels. */
import { backward, forward, type Domain, type Projection, type ScaleKind } from './projection.js';

/** What a person zoomed to; null = follows the data. */
export interface View {
  readonly x: Domain | null;
  readonly y: Domain | null;
}

export const WHOLE: View = { x: null, y: null };
export const isWhole = (view: View): boolean => view.x === null && view.y === null;

export interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Below this many pixels a drag along an axis does not count. */
const FLAT = 8;

/** Which axes a drag chooses: both, one when the rectangle is flat, none when it was a click. */
export function dragAxes(dx: number, dy: number): { readonly x: boolean; readonly y: boolean } {
  const width = Math.abs(dx);
  const height = Math.abs(dy);
  if (width < FLAT && height < FLAT) return { x: false, y: false };
  // A drag meant to be level is rarely level to the pixel.
  if (height < FLAT || height * 12 < width) return { x: true, y: false };
  if (width < FLAT || width * 12 < height) return { x: false, y: true };
  return { x: true, y: true };
}

/** What is drawn while dragging: the chosen axes within the plot; null while it is still a click. */
export function dragRectangle(drag: { readonly from: readonly [number, number]; readonly to: readonly [number, number] }, plot: Rectangle): { readonly left: number; readonly top: number; readonly width: number; readonly height: number } | null {
  const axes = dragAxes(drag.to[0] - drag.from[0], drag.to[1] - drag.from[1]);
  if (!axes.x && !axes.y) return null;
  const across = (x: number): number => Math.max(plot.left, Math.min(plot.right, x));
  const down = (y: number): number => Math.max(plot.top, Math.min(plot.bottom, y));
  const [x0, x1] = axes.x ? [across(drag.from[0]), across(drag.to[0])] : [plot.left, plot.right];
  const [y0, y1] = axes.y ? [down(drag.from[1]), down(drag.to[1])] : [plot.top, plot.bottom];
  return { left: Math.min(x0, x1), top: Math.min(y0, y1), width: Math.abs(x1 - x0), height: Math.abs(y1 - y0) };
}

/** The view a drag from one corner to the other chooses; the present one when it was a click. */
export function zoomTo(view: View, x: Projection, y: Projection, drag: { readonly from: readonly [number, number]; readonly to: readonly [number, number] }): View {
  const axes = dragAxes(drag.to[0] - drag.from[0], drag.to[1] - drag.from[1]);
  return {
    x: axes.x ? bounded(between(x, drag.from[0], drag.to[0]), x) : view.x,
    y: axes.y ? bounded(between(y, drag.from[1], drag.to[1]), y) : view.y,
  };
}

/** Zooms an axis by `factor` (below 1: closer) so that the value at `pixel` stays where it is. */
export function zoomAround(axis: Projection, pixel: number, factor: number): Domain {
  const { from, to } = axis.pixels;
  return bounded(between(axis, pixel + (from - pixel) * factor, pixel + (to - pixel) * factor), axis);
}

/** Moves an axis by pixels: the value under the pointer follows it. */
export const pan = (axis: Projection, pixels: number): Domain => bounded(between(axis, axis.pixels.from - pixels, axis.pixels.to - pixels), axis);

/** Two fingers: what was under them stays under them. Spans below 24 pixels leave the axis alone. */
export function pinch(axis: Projection, before: readonly [number, number], now: readonly [number, number]): Domain {
  if (Math.abs(before[1] - before[0]) < 24 || Math.abs(now[1] - now[0]) < 24) return axis.domain;
  const slope = (before[1] - before[0]) / (now[1] - now[0]);
  const back = (pixel: number): number => before[0] + (pixel - now[0]) * slope;
  return bounded(between(axis, back(axis.pixels.from), back(axis.pixels.to)), axis);
}

/** The factor of a wheel event; the same for a notch in lines and in pixels. */
export const wheelFactor = (delta: number, mode: number): number => Math.exp(Math.max(-1, Math.min(1, (delta * (mode === 1 ? 33 : 1)) / 400)));

/** Whether a typed domain can be shown. */
export const isDomain = (min: number, max: number, kind: ScaleKind): boolean =>
  Number.isFinite(min) && Number.isFinite(max) && min < max && (kind === 'linear' || min > 0);

function between(axis: Projection, one: number, other: number): Domain {
  const a = axis.value(one);
  const b = axis.value(other);
  return a < b ? { min: a, max: b } : { min: b, max: a };
}

/** Refuses what doubles cannot tell apart, and what a log axis cannot show. */
function bounded(next: Domain, axis: Projection): Domain {
  const min = forward(axis.kind, next.min);
  const max = forward(axis.kind, next.max);
  if (!Number.isFinite(min) || !Number.isFinite(max)) return axis.domain;
  const smallest = Math.max(Math.abs(min), Math.abs(max)) * 1e-12;
  if (max - min > smallest) return next;
  return max - min < forward(axis.kind, axis.domain.max) - forward(axis.kind, axis.domain.min) ? axis.domain : { min: backward(axis.kind, min), max: backward(axis.kind, max) };
}
