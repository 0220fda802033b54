import type { Projection } from '../../charts/projection.js';
import type { ChartTheme } from '../../charts/theme.js';
import type { Rectangle } from '../../charts/zoom.js';
import type { LabAxis } from './axis.js';
import { dot, ring, within } from './draw.js';

/** Draws the best so far as stairs, and each trial. */
export function drawProgress(
  ctx: CanvasRenderingContext2D,
  { x, y, plot, best, points }: { readonly x: LabAxis; readonly y: Projection; readonly plot: Rectangle; readonly best: readonly number[]; readonly points: readonly (readonly [number, number])[]; },
  theme: ChartTheme,
): void {
  within(ctx, plot, () => {
    ctx.globalAlpha = 0.45;
    for (const point of points) if (point.every(Number.isFinite)) dot(ctx, point, { radius: 2.5, fill: theme.text, rim: theme.card });
    ctx.globalAlpha = 1;
    ctx.strokeStyle = theme.color('var(--run-0)');
    ctx.lineWidth = 2;
    ctx.lineJoin = 'round';
    ctx.beginPath();
    best.forEach((value, i) => {
      const px = points[i]?.[0] ?? x.from;
      if (i === 0) ctx.moveTo(px, y.pixel(value));
      else ctx.lineTo(px, y.pixel(best[i - 1] as number));
      ctx.lineTo(px, y.pixel(value));
    });
    ctx.stroke();
  });
}

/** Marks one trial, and the best so far with it. */
export function drawProgressCursor(ctx: CanvasRenderingContext2D, { point, best }: { readonly point: readonly [number, number]; readonly best: number }, theme: ChartTheme): void {
  ring(ctx, point, theme);
  dot(ctx, [point[0], best], { radius: 4, fill: theme.color('var(--run-0)'), rim: theme.card });
}
