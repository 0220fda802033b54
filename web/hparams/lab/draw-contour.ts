/** Draws heights over two hyperparameters: bands of colour, lines of equal height, and the trials. */
import type { ChartTheme } from '../../charts/theme.js';
import type { Rectangle } from '../../charts/zoom.js';
import type { LabAxis } from './axis.js';
import { bandOf, heightAt, type HeightGrid, isoline } from './contour.js';
import { cross, dot, drawAcross, drawBeside, within } from './draw.js';

export interface ContourScene {
  readonly grid: HeightGrid;
  readonly levels: readonly number[];
  /** One more than levels, `rgb(r, g, b)`. */
  readonly colours: readonly string[];
  readonly x: LabAxis;
  readonly y: LabAxis;
  readonly plot: Rectangle;
  readonly points: readonly (readonly [number, number])[];
  /** Distance of each trial from the section. */
  readonly distance: readonly number[];
  /** Where both plots go through the space; NaN where that is not in the plot. */
  readonly through: readonly [number, number];
}

export function drawContour(ctx: CanvasRenderingContext2D, scene: ContourScene, { theme, ratio }: { readonly theme: ChartTheme; readonly ratio: number }): void {
  const { x, y, plot, points, distance, through } = scene;
  fill(ctx, scene, ratio);
  drawAcross(ctx, plot, { axis: x, theme, labels: true, lines: false });
  drawBeside(ctx, plot, { axis: y, theme });
  within(ctx, plot, () => {
    if (x.kind === 'numbers' && y.kind === 'numbers') drawLines(ctx, scene, theme);
    points.forEach((point, i) => {
      if (!point.every(Number.isFinite)) return;
      // In the section a full dot; elsewhere a ring, smaller with the distance, whatever colour it lies on.
      const radius = (distance[i] ?? 0) <= 0.25 ? 3.5 : 2.5;
      dot(ctx, point, { radius, fill: theme.text, rim: theme.card });
    });
    if (through.every(Number.isFinite)) cross(ctx, through, { color: theme.text, rim: theme.card });
  });
}

/** Every pixel gets its band's colour. Choices are cells, with a gap between them that shows they have no order. */
function fill(ctx: CanvasRenderingContext2D, { grid, levels, colours, x, y, plot }: ContourScene, ratio: number): void {
  const [width, height] = [Math.round((plot.right - plot.left) * ratio), Math.round((plot.bottom - plot.top) * ratio)];
  if (width < 1 || height < 1) return;
  const image = ctx.createImageData(width, height);
  const parts = colours.map((colour) => (colour.match(/\d+/g) ?? []).map(Number));
  const across = Float64Array.from({ length: width }, (_, i) => placeIn(x, plot.left + (i + 0.5) / ratio));
  for (let row = 0; row < height; row++) {
    const up = placeIn(y, plot.top + (row + 0.5) / ratio);
    for (let column = 0; column < width; column++) {
      const band = bandOf(levels, heightAt(grid, across[column] as number, up));
      const colour = parts[band];
      if (colour === undefined || Number.isNaN(across[column]) || Number.isNaN(up)) continue;
      image.data.set(colour, (row * width + column) * 4);
      image.data[(row * width + column) * 4 + 3] = 255;
    }
  }
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')?.putImageData(image, 0, 0);
  ctx.drawImage(canvas, plot.left, plot.top, plot.right - plot.left, plot.bottom - plot.top);
}

const GAP = 2;

/** NaN in the gap between two choices. */
function placeIn(axis: LabAxis, pixel: number): number {
  const place = axis.place(pixel);
  const value = axis.values[place];
  return axis.kind === 'choices' && value !== undefined && Math.abs(axis.pixel(value) - pixel) > axis.half - GAP / 2 ? Number.NaN : place;
}

function drawLines(ctx: CanvasRenderingContext2D, { grid, levels, x, y }: ContourScene, theme: ChartTheme): void {
  ctx.strokeStyle = theme.card;
  ctx.lineWidth = 1;
  ctx.globalAlpha = 0.55;
  ctx.beginPath();
  for (const level of levels) {
    const pieces = isoline(grid, level);
    for (let k = 0; k < pieces.length; k += 4) {
      ctx.moveTo(between(x, pieces[k] as number), between(y, pieces[k + 1] as number));
      ctx.lineTo(between(x, pieces[k + 2] as number), between(y, pieces[k + 3] as number));
    }
  }
  ctx.stroke();
  ctx.globalAlpha = 1;
}

/** Pixel of a place among the values, with a fraction. */
function between(axis: LabAxis, place: number): number {
  const low = Math.floor(place);
  const [from, to] = [axis.values[low], axis.values[Math.min(axis.values.length - 1, low + 1)]];
  if (from === undefined || to === undefined) return Number.NaN;
  return axis.pixel(from) + (axis.pixel(to) - axis.pixel(from)) * (place - low);
}
