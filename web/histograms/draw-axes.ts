/** Grid and labels around a plot: a value axis below, another axis at the right. */
import type { Axis } from '../charts/line.js';
import type { ChartTheme } from '../charts/theme.js';
import type { Projection } from '../charts/projection.js';
import type { Tick } from '../charts/ticks.js';
import type { Rectangle } from '../charts/zoom.js';

/** Room for labels at the right of a plot, pixels: times of day are longest. */
export const labelRoom = (axis: Axis): number => (axis === 'wall' ? 60 : axis === 'relative' ? 52 : 44);

/** Pixels between plot and labels. */
const GAP = 6;

export function setFont(ctx: CanvasRenderingContext2D, theme: ChartTheme): void {
  ctx.font = `${theme.fontSize}px ${theme.fontFamily}`;
}

/** Vertical hairlines with labels below them; the zero line is stronger. */
export function drawBottomAxis(ctx: CanvasRenderingContext2D, plot: Rectangle, axis: { readonly scale: Projection; readonly ticks: readonly Tick[]; readonly theme: ChartTheme; readonly zero: boolean }): void {
  const { scale, ticks, theme, zero } = axis;
  setFont(ctx, theme);
  ctx.textBaseline = 'top';
  ctx.lineWidth = 1;
  ctx.fillStyle = theme.axisText;
  for (const { value, label } of ticks) {
    const x = Math.round(scale.pixel(value)) + 0.5;
    ctx.strokeStyle = zero && value === 0 ? theme.zero : theme.grid;
    line(ctx, x, plot.top, x, plot.bottom + 3);
    const width = ctx.measureText(label).width;
    ctx.textAlign = 'left';
    ctx.fillText(label, Math.max(1, Math.min(x - width / 2, plot.right + 2 - width)), plot.bottom + GAP);
  }
}

/** Horizontal hairlines with labels at their right end. */
export function drawRightAxis(ctx: CanvasRenderingContext2D, plot: Rectangle, axis: { readonly scale: Projection; readonly ticks: readonly Tick[]; readonly theme: ChartTheme }): void {
  const { scale, ticks, theme } = axis;
  setFont(ctx, theme);
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'left';
  ctx.lineWidth = 1;
  ctx.fillStyle = theme.axisText;
  for (const { value, label } of ticks) {
    const y = Math.round(scale.pixel(value)) + 0.5;
    ctx.strokeStyle = value === 0 ? theme.zero : theme.grid;
    line(ctx, plot.left, y, plot.right + 3, y);
    ctx.fillText(label, plot.right + GAP, y);
  }
}

/** A label on an axis, on a ground of its own. Kept within `within` pixels from left to right. */
export function drawChip(ctx: CanvasRenderingContext2D, text: string, at: { readonly x: number; readonly y: number; readonly align: 'middle' | 'left'; readonly within: readonly [number, number]; readonly theme: ChartTheme }): void {
  const { theme } = at;
  setFont(ctx, theme);
  const width = ctx.measureText(text).width + 8;
  const height = theme.fontSize + 6;
  const left = Math.max(at.within[0], Math.min(at.within[1] - width, at.align === 'middle' ? at.x - width / 2 : at.x));
  const top = at.y - height / 2;
  ctx.beginPath();
  ctx.roundRect(left, top, width, height, 3);
  ctx.fillStyle = theme.text;
  ctx.fill();
  ctx.fillStyle = theme.card;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  ctx.fillText(text, left + 4, at.y + 0.5);
}

function line(ctx: CanvasRenderingContext2D, x0: number, y0: number, x1: number, y1: number): void {
  ctx.beginPath();
  ctx.moveTo(x0, y0);
  ctx.lineTo(x1, y1);
  ctx.stroke();
}
