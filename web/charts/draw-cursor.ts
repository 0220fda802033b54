/** The cursor: a thin line at x and a dot on each line that the tooltip names. Drawn on a canvas of its own. */
import type { Hover } from './hover.js';
import type { Projection } from './projection.js';
import type { ChartTheme } from './theme.js';

export interface CursorScene {
  readonly plot: { readonly width: number; readonly height: number; readonly top: number; readonly bottom: number; readonly left: number; readonly right: number };
  readonly hover: (Hover & { readonly px: number }) | null;
  readonly x: Projection;
  readonly y: Projection;
  readonly theme: ChartTheme;
}

/** Clears, and draws the cursor when there is one. Costs a dot a tooltip row, whatever the number of points. */
export function drawCursor(canvas: HTMLCanvasElement, { plot, hover, x, y, theme }: CursorScene): void {
  const ratio = window.devicePixelRatio || 1;
  const width = Math.round(plot.width * ratio);
  const height = Math.round(plot.height * ratio);
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
    canvas.style.width = `${plot.width}px`;
    canvas.style.height = `${plot.height}px`;
  }
  const ctx = canvas.getContext('2d');
  if (ctx === null) return;
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.clearRect(0, 0, plot.width, plot.height);
  if (hover === null) return;
  if (hover.px >= plot.left - 1 && hover.px <= plot.right + 1) {
    ctx.strokeStyle = theme.cursor;
    ctx.globalAlpha = 0.5;
    ctx.beginPath();
    ctx.moveTo(Math.round(hover.px) + 0.5, plot.top);
    ctx.lineTo(Math.round(hover.px) + 0.5, plot.bottom);
    ctx.stroke();
    ctx.globalAlpha = 1;
  }
  for (let i = hover.rows.length - 1; i >= 0; i--) {
    const row = hover.rows[i];
    if (row === undefined) continue;
    const px = x.pixel(row.points.x[row.index] as number);
    const py = y.pixel(row.points.y[row.index] as number);
    if (!(px >= plot.left - 1 && px <= plot.right + 1 && py >= plot.top - 1 && py <= plot.bottom + 1)) continue;
    ctx.beginPath();
    ctx.arc(px, py, row.closest ? 4 : 3, 0, 2 * Math.PI);
    ctx.fillStyle = theme.color(row.points.line.color);
    ctx.fill();
    ctx.lineWidth = 1.5;
    ctx.strokeStyle = theme.card;
    ctx.stroke();
  }
}
