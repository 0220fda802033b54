/**
 * Draws lines from their columns: no object per point. `Pen` is the part of a canvas context that is used, so that the SVG
 * export goes the same way.
 */
import { dashOf } from './line.js';
import { lowerBound, upperBound } from './nearest.js';
import type { Projection } from './projection.js';
import type { ChartTheme } from './theme.js';
import type { Numbers } from './line.js';
import type { Points } from './to-points.js';

export interface Path {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
}

/** What is drawn, and where. */
export interface Scene {
  readonly points: readonly Points[];
  readonly x: Projection;
  readonly y: Projection;
  readonly theme: ChartTheme;
  /** Key of the line to bring out, '' for none. */
  readonly highlight: string;
}

/** Opacity of the values under their smoothed line, as in TensorBoard. */
export const RAW_ALPHA = 0.25;
const SUPERSEDED_ALPHA = 0.55;
const RADIUS = 4;
/** Marks stay readable only while lines are few. */
const MARKED_LINES = 40;
/** Among more lines than this no dash can be followed, and dashes cost several times a solid line. */
const DASHED_LINES = 80;
/** Among more lines than this the values under the smoothed ones are a fog that hides the lines; they stay in the tooltip. */
const RAW_LINES = 100;

export const lineWidth = (lines: number): number => (lines > 80 ? 1 : 1.5);
export const lineAlpha = (points: Points, highlight: string): number =>
  (points.line.superseded ? SUPERSEDED_ALPHA : 1) * (highlight === '' || points.line.key === highlight ? 1 : 0.3);

/** The visible part of a line, one point beyond each end, with a gap at every value that cannot be shown. */
export function trace(xs: Numbers, ys: Numbers, scene: Pick<Scene, 'x' | 'y'>, path: Path): void {
  const { x, y } = scene;
  const from = Math.max(0, lowerBound(xs, x.domain.min) - 1);
  const to = Math.min(xs.length, upperBound(xs, x.domain.max) + 1);
  const logX = x.kind === 'log';
  const logY = y.kind === 'log';
  let open = false;
  for (let i = from; i < to; i++) {
    const px = x.a + x.b * (logX ? Math.log10(xs[i] as number) : (xs[i] as number));
    const py = y.a + y.b * (logY ? Math.log10(ys[i] as number) : (ys[i] as number));
    // NaN minus itself is NaN, and so is ∞ minus itself: one comparison finds both.
    if (px - px !== 0 || py - py !== 0) {
      open = false;
    } else if (open) {
      path.lineTo(px, py);
    } else {
      path.moveTo(px, py);
      open = true;
    }
  }
}

/** A mark that stands for values no line can show. Pixels. */
export interface Mark {
  readonly kind: 'nan' | 'above' | 'below';
  readonly x: number;
  readonly y: number;
}

/** Marks of a line in view, at most one of a kind per six pixels. */
export function marksOf(points: Points, scene: Pick<Scene, 'x' | 'y'>): Mark[] {
  const { x, y } = scene;
  const top = Math.min(y.pixels.from, y.pixels.to);
  const bottom = Math.max(y.pixels.from, y.pixels.to);
  const last = { nan: -9, above: -9, below: -9 };
  const marks: Mark[] = [];
  for (let i = 0; i < points.nonFinite.length; i++) {
    const index = points.nonFinite[i] as number;
    const value = points.line.columns.values[index] as number;
    const kind = Number.isNaN(value) ? 'nan' : value > 0 ? 'above' : 'below';
    const px = x.pixel(points.x[index] as number);
    if (!(px >= x.pixels.from - 0.5 && px <= x.pixels.to + 0.5) || px - last[kind] < 6) continue;
    last[kind] = px;
    const beside = y.pixel(points.beside[i] as number);
    const py = kind === 'above' ? top + 1 : kind === 'below' || !Number.isFinite(beside) ? bottom - 1 : Math.max(top, Math.min(bottom, beside));
    marks.push({ kind, x: px, y: py });
  }
  return marks;
}

/** Corners of a mark: NaN and +∞ point up, −∞ down; the infinities stand with their tip at the edge. */
export function triangle({ kind, x, y }: Mark): readonly [number, number][] {
  const size = 4;
  if (kind === 'above') return [[x, y], [x + size, y + 2 * size - 1], [x - size, y + 2 * size - 1]];
  if (kind === 'below') return [[x, y], [x + size, y - 2 * size + 1], [x - size, y - 2 * size + 1]];
  return [[x, y - size], [x + size, y + size - 1], [x - size, y + size - 1]];
}

/** A dot: the last value, or a line of one point (then bigger, as there is nothing else to see). Null when out of view. */
export function dotOf(points: Points, scene: Pick<Scene, 'x' | 'y'>): { x: number; y: number; radius: number } | null {
  if (points.last < 0 || points.line.superseded) return null;
  const { x, y } = scene;
  const px = x.pixel(points.x[points.last] as number);
  const py = y.pixel(points.y[points.last] as number);
  const inside = px >= x.pixels.from - 1 && px <= x.pixels.to + 1 && py >= y.pixels.to - 1 && py <= y.pixels.from + 1;
  return inside ? { x: px, y: py, radius: points.finite === 1 ? RADIUS : 2.5 } : null;
}

/** Everything between the axes. The caller clips nothing: lines are clipped here, marks may reach over the edge. */
export function drawScene(ctx: CanvasRenderingContext2D, scene: Scene): void {
  const { points, x, y, theme, highlight } = scene;
  ctx.save();
  ctx.beginPath();
  ctx.rect(x.pixels.from - 1, y.pixels.to - 1, x.pixels.to - x.pixels.from + 2, y.pixels.from - y.pixels.to + 2);
  ctx.clip();
  ctx.lineWidth = lineWidth(points.length);
  ctx.lineJoin = points.length > MARKED_LINES ? 'bevel' : 'round';
  for (const one of points) {
    if (one.raw === null || points.length > RAW_LINES) continue;
    ctx.globalAlpha = RAW_ALPHA * lineAlpha(one, highlight);
    stroke(ctx, one, one.raw, scene, []);
  }
  for (const one of points) {
    ctx.globalAlpha = lineAlpha(one, highlight);
    stroke(ctx, one, one.y, scene, points.length > DASHED_LINES ? [] : dashOf(one.line));
  }
  ctx.restore();
  ctx.save();
  for (const one of points) {
    ctx.globalAlpha = lineAlpha(one, highlight);
    const color = theme.color(one.line.color);
    for (const mark of marksOf(one, scene)) drawMark(ctx, mark, color, theme);
    const dot = points.length <= MARKED_LINES || one.finite === 1 ? dotOf(one, scene) : null;
    if (dot !== null) drawDot(ctx, dot, color, theme);
  }
  ctx.restore();
  drawRestarts(ctx, scene);
}

function stroke(ctx: CanvasRenderingContext2D, points: Points, ys: Numbers, scene: Scene, dash: readonly number[]): void {
  ctx.strokeStyle = scene.theme.color(points.line.color);
  ctx.setLineDash(dash as number[]);
  ctx.beginPath();
  trace(points.x, ys, scene, ctx);
  ctx.stroke();
}

function drawMark(ctx: CanvasRenderingContext2D, mark: Mark, color: string, theme: ChartTheme): void {
  ctx.beginPath();
  for (const [x, y] of triangle(mark)) ctx.lineTo(x, y);
  ctx.closePath();
  ctx.fillStyle = color;
  ctx.fill();
  ctx.lineWidth = 1;
  ctx.strokeStyle = theme.nonFinite;
  ctx.stroke();
}

function drawDot(ctx: CanvasRenderingContext2D, dot: { x: number; y: number; radius: number }, color: string, theme: ChartTheme): void {
  ctx.beginPath();
  ctx.arc(dot.x, dot.y, dot.radius, 0, 2 * Math.PI);
  ctx.fillStyle = color;
  ctx.fill();
  ctx.lineWidth = 1;
  ctx.strokeStyle = theme.card;
  ctx.stroke();
}

/** A short tick on the x axis where a writer began again; where many runs did, ticks three pixels apart stand for them. */
function drawRestarts(ctx: CanvasRenderingContext2D, { points, x, y, theme }: Scene): void {
  ctx.save();
  ctx.strokeStyle = theme.restart;
  ctx.lineWidth = 1;
  ctx.beginPath();
  const taken = new Set<number>();
  for (const one of points) {
    for (const restart of one.restarts) {
      const px = Math.round(x.pixel(restart)) + 0.5;
      const place = Math.floor(px / 3);
      if (!(px >= x.pixels.from && px <= x.pixels.to + 1) || taken.has(place)) continue;
      taken.add(place);
      ctx.moveTo(px, y.pixels.from);
      ctx.lineTo(px, y.pixels.from - 10);
    }
  }
  ctx.stroke();
  ctx.restore();
}

