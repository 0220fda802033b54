/** Draws percentile bands and their medians on a canvas, and the cursor on another. */
import type { Axis } from '../charts/line.js';
import type { Projection } from '../charts/projection.js';
import type { ChartTheme } from '../charts/theme.js';
import { xTicks, yTicks } from '../charts/ticks.js';
import { BAND_OPACITY, BASIS_POINTS, MEDIAN, placesWithin, valueAt, type BandReading, type Bands } from './bands.js';
import { drawBottomAxis, drawRightAxis } from './draw-axes.js';

export interface BandScene {
  readonly bands: readonly Bands[];
  readonly axis: Axis;
  readonly x: Projection;
  readonly y: Projection;
}

/** A single step has no width: it is drawn so many pixels wide. */
const ALONE = 10;

export function drawBands(ctx: CanvasRenderingContext2D, { bands, axis, x, y }: BandScene, theme: ChartTheme): void {
  const plot = { left: x.pixels.from, right: x.pixels.to, top: y.pixels.to, bottom: y.pixels.from };
  const most = (pixels: number, each: number): number => Math.max(2, Math.floor(pixels / each));
  drawBottomAxis(ctx, plot, { scale: x, ticks: xTicks(x.domain, axis, { kind: 'linear', most: most(plot.right - plot.left, 76) }), theme, zero: false });
  drawRightAxis(ctx, plot, { scale: y, ticks: yTicks(y.domain, 'linear', most(plot.bottom - plot.top, 38)), theme });
  ctx.save();
  ctx.beginPath();
  ctx.rect(plot.left, plot.top - 1, plot.right - plot.left, plot.bottom - plot.top + 2);
  ctx.clip();
  ctx.lineJoin = 'round';
  for (const one of bands) {
    const color = theme.color(one.source.color);
    ctx.fillStyle = color;
    ctx.strokeStyle = color;
    for (let k = 0; k < BASIS_POINTS.length - 1; k++) {
      ctx.globalAlpha = BAND_OPACITY[k] as number;
      ctx.beginPath();
      eachPiece(one, x, [k, k + 1], (from, to, widen) => {
        ctx.moveTo(x.pixel(one.x[from] as number) - widen, y.pixel(valueAt(one, from, k)));
        for (let place = from; place < to; place++) ctx.lineTo(x.pixel(one.x[place] as number) + widen, y.pixel(valueAt(one, place, k)));
        for (let place = to - 1; place >= from; place--) ctx.lineTo(x.pixel(one.x[place] as number) + widen, y.pixel(valueAt(one, place, k + 1)));
        ctx.lineTo(x.pixel(one.x[from] as number) - widen, y.pixel(valueAt(one, from, k + 1)));
        ctx.closePath();
      });
      ctx.fill();
    }
    ctx.globalAlpha = 1;
    ctx.lineWidth = 1.5;
    // Dashes tell runs apart; one alone is read better without.
    ctx.setLineDash(bands.length > 1 ? (one.source.dash as number[]) : []);
    ctx.beginPath();
    eachPiece(one, x, [MEDIAN], (from, to, widen) => {
      ctx.moveTo(x.pixel(one.x[from] as number) - widen, y.pixel(valueAt(one, from, MEDIAN)));
      for (let place = from; place < to; place++) ctx.lineTo(x.pixel(one.x[place] as number) + widen, y.pixel(valueAt(one, place, MEDIAN)));
    });
    ctx.stroke();
    ctx.setLineDash([]);
  }
  ctx.restore();
}

/** Calls for every run of places in view at which all of these percentiles are finite: what is not a number is a gap. */
function eachPiece(bands: Bands, x: Projection, percentiles: readonly number[], draw: (from: number, to: number, widen: number) => void): void {
  const [first, last] = placesWithin(bands, x.domain);
  const finite = (place: number): boolean => percentiles.every((k) => Number.isFinite(valueAt(bands, place, k)));
  for (let from = first; from < last; ) {
    if (!finite(from)) {
      from++;
      continue;
    }
    let to = from + 1;
    while (to < last && finite(to)) to++;
    draw(from, to, to - from === 1 ? ALONE / 2 : 0);
    from = to;
  }
}

/** A line at the first reading, and a dot at each percentile of it. */
export function drawBandCursor(ctx: CanvasRenderingContext2D, { x, y }: BandScene, options: { readonly readings: readonly BandReading[]; readonly theme: ChartTheme }): void {
  const [first] = options.readings;
  const { theme } = options;
  if (first === undefined) return;
  const px = x.pixel(first.bands.x[first.place] as number);
  if (!(px >= x.pixels.from - 1 && px <= x.pixels.to + 1)) return;
  ctx.strokeStyle = theme.cursor;
  ctx.lineWidth = 1;
  ctx.globalAlpha = 0.6;
  ctx.beginPath();
  ctx.moveTo(Math.round(px) + 0.5, y.pixels.to);
  ctx.lineTo(Math.round(px) + 0.5, y.pixels.from);
  ctx.stroke();
  ctx.globalAlpha = 1;
  for (let k = 0; k < BASIS_POINTS.length; k++) {
    const py = y.pixel(valueAt(first.bands, first.place, k));
    if (!(py >= y.pixels.to - 1 && py <= y.pixels.from + 1)) continue;
    ctx.beginPath();
    ctx.arc(px, py, k === MEDIAN ? 3.5 : 2.25, 0, 2 * Math.PI);
    ctx.fillStyle = theme.color(first.bands.source.color);
    ctx.fill();
    ctx.lineWidth = 1;
    ctx.strokeStyle = theme.card;
    ctx.stroke();
  }
}
