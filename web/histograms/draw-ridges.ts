/** Draws laid-out ridges on a canvas, and the one under the pointer on another. */
import { formatCount, formatTick, formatX } from '../charts/format.js';
import { Projection } from '../charts/projection.js';
import type { ChartTheme } from '../charts/theme.js';
import { logTicks, xTicks, yTicks, type Tick } from '../charts/ticks.js';
import { drawBottomAxis, drawChip, drawRightAxis } from './draw-axes.js';
import type { RidgeLayout } from './ridge-layout.js';
import { binEdges, type Ridges } from './ridges.js';
import { shadesOf } from './shades.js';

/** Shades of one run: more cannot be told apart, and few are quickly made. */
const SHADES = 64;
/** Below this many pixels from slice to slice outlines would cover what they outline. */
const OUTLINED = 2.2;
/** A bin that rises less than so many pixels counts as empty for a ridge's outline: it could not be told from its base line. */
const FLAT = 0.6;
/** Opacity of slices that are not chosen, and of slices of several runs over each other. */
const DIMMED = 0.14;
const SEVERAL = 0.82;

/** Draws axes and slices, the oldest first. Slices whose `chosen` is 0 are dimmed; null: all are chosen. */
export function drawRidges(ctx: CanvasRenderingContext2D, layout: RidgeLayout, options: { readonly theme: ChartTheme; readonly chosen: Uint8Array | null }): void {
  const { theme, chosen } = options;
  const { ridges, mode, plot } = layout;
  const { count, sources, source } = ridges;
  drawBottomAxis(ctx, plot, { scale: layout.x, ticks: yTicks(ridges.range, 'linear', Math.max(2, Math.floor((plot.right - plot.left) / 64))), theme, zero: true });
  if (count === 0) return;
  drawRightAxis(ctx, plot, { ...(mode === 'offset' ? depthAxis(layout) : countAxis(layout)), theme });
  const shades = sources.map(({ color }) => shadesOf(theme.color(color), { card: theme.card, text: theme.text, count: SHADES }));
  const apart = count > 1 ? ((layout.bases[count - 1] as number) - (layout.bases[0] as number)) / (count - 1) : plot.bottom;
  const outlined = apart >= OUTLINED;
  ctx.save();
  ctx.lineJoin = 'round';
  for (let i = 0; i < count; i++) {
    const { fills, outlines } = shades[source[i] as number] as ReturnType<typeof shadesOf>;
    const shade = shadeOf(ridges, i);
    const dimmed = chosen !== null && chosen[i] === 0;
    ctx.globalAlpha = dimmed ? DIMMED : mode === 'offset' && sources.length > 1 ? SEVERAL : 1;
    trace(ctx, layout, { slice: i, whole: false });
    if (mode === 'overlay') {
      ctx.lineWidth = count > 60 ? 1 : 1.5;
      ctx.strokeStyle = fills[shade] as string;
      ctx.stroke();
      continue;
    }
    ctx.fillStyle = fills[shade] as string;
    ctx.fill();
    if (dimmed) continue;
    ctx.lineWidth = outlined ? 1 : 0.5;
    ctx.strokeStyle = outlined ? theme.card : (outlines[shade] as string);
    ctx.stroke();
  }
  ctx.restore();
}

/** A run's own steps go from pale to deep, whenever other runs wrote theirs. */
function shadeOf({ sources, source, index }: Ridges, slice: number): number {
  const last = (sources[source[slice] as number]?.columns.steps.length ?? 1) - 1;
  return last > 0 ? Math.round(((index[slice] as number) / last) * (SHADES - 1)) : SHADES - 1;
}

/**
 * The outline of a slice as the present path, a piece for each run of bins that are not empty: hundreds of base lines would
 * darken where there is nothing. `whole` goes along the base line, too.
 */
function trace(ctx: CanvasRenderingContext2D, { ridges: { bins }, plot, bases, tops, middles }: RidgeLayout, options: { readonly slice: number; readonly whole: boolean }): void {
  const { slice, whole } = options;
  const base = bases[slice] as number;
  const at = slice * bins;
  ctx.beginPath();
  if (whole) ctx.moveTo(plot.left, base);
  let inside = whole;
  let before = 0;
  for (let bin = 0; bin < bins; bin++) {
    const rise = base - (tops[at + bin] as number);
    const x = middles[bin] as number;
    const from = bin === 0 ? plot.left : (middles[bin - 1] as number);
    const seen = whole || rise >= FLAT;
    // Where the line crosses the least height: tails then taper off instead of ending with their bins.
    if (seen !== inside) {
      const crossing = from + ((x - from) * (FLAT - before)) / (rise - before);
      if (seen) ctx.moveTo(crossing, base);
      else ctx.lineTo(crossing, base);
    }
    if (seen) ctx.lineTo(x, base - rise);
    inside = seen;
    before = rise;
  }
  if (inside) ctx.lineTo(plot.right, base);
}

function depthAxis({ ridges, depth, plot }: RidgeLayout): { scale: Projection; ticks: Tick[] } {
  const { min, max } = depth.domain;
  // A single slice, or several at one place, stand at the bottom.
  if (!(max > min)) return { scale: new Projection('linear', { min: min - 1, max: min }, { from: plot.top, to: plot.bottom }), ticks: [{ value: min, label: formatX(min, ridges.axis) }] };
  const ticks = xTicks(depth.domain, ridges.axis, { kind: 'linear', most: Math.max(2, Math.floor((plot.bottom - depth.pixels.from) / 32)) });
  return { scale: depth, ticks };
}

function countAxis({ ridges: { highest }, log, plot, rise }: RidgeLayout): { scale: Projection; ticks: Tick[] } {
  const most = Math.max(2, Math.floor((plot.bottom - plot.top) / 34));
  const pixels = { from: plot.bottom, to: plot.bottom - rise };
  const top = highest > 0 ? highest : 1;
  const label = (value: number): string => (value >= 10_000 ? formatCount(value) : formatTick(value, Math.max(value, 1)));
  if (!log) return { scale: new Projection('linear', { min: 0, max: top }, pixels), ticks: yTicks({ min: 0, max: top }, 'linear', most).map(({ value, label: text }) => ({ value, label: value >= 10_000 ? formatCount(value) : text })) };
  // An axis of log(1 + count), with ticks where counts are round.
  const scale = new Projection('linear', { min: 0, max: Math.log1p(top) }, pixels);
  const ticks = [0, ...(top >= 1 ? logTicks({ min: 1, max: top }, most) : [])];
  return { scale, ticks: ticks.map((value) => ({ value: Math.log1p(value), label: label(value) })) };
}

/** Outlines a slice, marks one of its bins, and says value, count and position on the axes. */
export function drawReading(ctx: CanvasRenderingContext2D, layout: RidgeLayout, reading: { readonly slice: number; readonly bin: number; readonly theme: ChartTheme; readonly width: number }): void {
  const { slice, bin, theme, width } = reading;
  const { ridges, plot, bases, tops, middles } = layout;
  const x = middles[bin] as number;
  const y = tops[slice * ridges.bins + bin] as number;
  ctx.lineJoin = 'round';
  trace(ctx, layout, { slice, whole: true });
  // A halo keeps the outline apart from ridges of any colour.
  ctx.lineWidth = 4;
  ctx.strokeStyle = theme.card;
  ctx.globalAlpha = 0.7;
  ctx.stroke();
  ctx.globalAlpha = 1;
  ctx.lineWidth = 1.75;
  ctx.strokeStyle = theme.text;
  ctx.stroke();
  ctx.lineWidth = 1;
  ctx.strokeStyle = theme.cursor;
  ctx.beginPath();
  ctx.moveTo(Math.round(x) + 0.5, y);
  ctx.lineTo(Math.round(x) + 0.5, plot.bottom);
  if (layout.mode === 'offset') {
    const base = Math.round(bases[slice] as number) + 0.5;
    ctx.moveTo(plot.right, base);
    ctx.lineTo(plot.right + 4, base);
  }
  ctx.stroke();
  ctx.beginPath();
  ctx.arc(x, y, 3.5, 0, 2 * Math.PI);
  ctx.fillStyle = theme.text;
  ctx.fill();
  ctx.lineWidth = 1.5;
  ctx.strokeStyle = theme.card;
  ctx.stroke();
  const within = [1, width - 1] as const;
  drawChip(ctx, countWords(ridges.counts[slice * ridges.bins + bin] as number), { x, y: y > plot.top + 22 ? y - 14 : y + 14, align: 'middle', within, theme });
  drawChip(ctx, binWords(ridges, bin), { x, y: plot.bottom + theme.fontSize, align: 'middle', within, theme });
  const position = formatX(ridges.positions[slice] as number, ridges.axis);
  if (layout.mode === 'offset') drawChip(ctx, position, { x: plot.right + 2, y: bases[slice] as number, align: 'left', within, theme });
}

/** A count: whole where it is, else rounded to what can matter: rebinning splits buckets. */
export const countWords = (count: number): string => (count >= 10_000 ? formatCount(count) : String(Number(count.toPrecision(count < 100 ? 3 : 4))));

/** The values of a bin. */
export function binWords(ridges: Ridges, bin: number): string {
  const { min, max } = binEdges(ridges, bin);
  // One digit more than the ticks of such a width would have.
  const step = (max - min) / 10;
  return `${formatTick(min, step)} – ${formatTick(max, step)}`;
}
