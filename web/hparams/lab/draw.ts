/** What the lab's plots have in common: hairlines, labels outside, trials as dots. Numbers stand right of a plot, as on every chart here. */
import type { Gestures } from '../../charts/gestures.js';
import type { Projection } from '../../charts/projection.js';
import type { ChartTheme } from '../../charts/theme.js';
import { yTicks } from '../../charts/ticks.js';
import type { Rectangle } from '../../charts/zoom.js';
import type { LabAxis } from './axis.js';

type Context = CanvasRenderingContext2D;

const GAP = 6;
/** Room for the labels right of a plot and below it, pixels. */
export const LABELS = { right: 56, bottom: 24 } as const;

/** A plot that is only read: nothing is dragged or zoomed. */
export function readOnly({ hover, leave }: Pick<Gestures, 'hover' | 'leave'>): Gestures {
  const nothing = (): void => undefined;
  return { hover, leave, rectangle: nothing, zoom: nothing, pan: nothing, wheel: nothing, hint: nothing, pinch: nothing, reset: nothing };
}

export function within(ctx: Context, plot: Rectangle, draw: () => void): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(plot.left, plot.top - 1, plot.right - plot.left, plot.bottom - plot.top + 2);
  ctx.clip();
  draw();
  ctx.restore();
}

/** Vertical hairlines; labels below where asked for. */
export function drawAcross(ctx: Context, plot: Rectangle, options: { readonly axis: LabAxis; readonly theme: ChartTheme; readonly labels: boolean; readonly lines?: boolean }): void {
  const { axis, theme, labels, lines = true } = options;
  setText(ctx, theme);
  ctx.textBaseline = 'top';
  ctx.textAlign = 'left';
  for (const { pixel, label } of axis.ticks) {
    ctx.strokeStyle = theme.grid;
    if (lines) line(ctx, [Math.round(pixel) + 0.5, plot.top], [Math.round(pixel) + 0.5, plot.bottom + (labels ? 3 : 0)]);
    const width = ctx.measureText(label).width;
    if (labels) ctx.fillText(label, Math.max(1, Math.min(pixel - width / 2, plot.right + 2 - width)), plot.bottom + GAP);
  }
}

/** Labels of a hyperparameter right of a plot, without lines. */
export function drawBeside(ctx: Context, plot: Rectangle, { axis, theme }: { readonly axis: LabAxis; readonly theme: ChartTheme }): void {
  setText(ctx, theme);
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'left';
  for (const { pixel, label } of axis.ticks) ctx.fillText(label, plot.right + GAP, pixel);
}

/** Horizontal hairlines with their numbers at the right. */
export function drawUp(ctx: Context, plot: Rectangle, { scale, theme }: { readonly scale: Projection; readonly theme: ChartTheme }): void {
  setText(ctx, theme);
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'left';
  for (const { value, label } of yTicks(scale.domain, scale.kind, Math.max(2, Math.floor((plot.bottom - plot.top) / 38)))) {
    const y = Math.round(scale.pixel(value)) + 0.5;
    ctx.strokeStyle = value === 0 ? theme.zero : theme.grid;
    line(ctx, [plot.left, y], [plot.right + 3, y]);
    ctx.fillText(label, plot.right + GAP, y);
  }
}

/** A trial; drawn with a rim in the card's colour, so that it stands out from whatever is below. */
export function dot(ctx: Context, [x, y]: readonly [number, number], { radius, fill, rim }: { readonly radius: number; readonly fill: string; readonly rim: string }): void {
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 2 * Math.PI);
  ctx.fillStyle = fill;
  ctx.fill();
  ctx.lineWidth = 1;
  ctx.strokeStyle = rim;
  ctx.stroke();
}

/** Where slices go through: a cross, which is no trial's dot. */
export function cross(ctx: Context, [x, y]: readonly [number, number], { color, rim }: { readonly color: string; readonly rim: string }): void {
  for (const [width, style] of [[5, rim], [2, color]] as const) {
    ctx.lineWidth = width;
    ctx.strokeStyle = style;
    line(ctx, [x - 5, y - 5], [x + 5, y + 5]);
    line(ctx, [x - 5, y + 5], [x + 5, y - 5]);
  }
}

/** A ring about what is read. */
export function ring(ctx: Context, [x, y]: readonly [number, number], theme: ChartTheme): void {
  for (const [width, style] of [[4, theme.card], [1.5, theme.text]] as const) {
    ctx.beginPath();
    ctx.arc(x, y, 6.5, 0, 2 * Math.PI);
    ctx.lineWidth = width;
    ctx.strokeStyle = style;
    ctx.stroke();
  }
}

export function line(ctx: Context, from: readonly [number, number], to: readonly [number, number]): void {
  ctx.beginPath();
  ctx.moveTo(...(from as [number, number]));
  ctx.lineTo(...(to as [number, number]));
  ctx.stroke();
}

function setText(ctx: Context, theme: ChartTheme): void {
  ctx.font = `${theme.fontSize}px ${theme.fontFamily}`;
  ctx.fillStyle = theme.axisText;
  ctx.lineWidth = 1;
}
