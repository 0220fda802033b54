/** Draws a slice as the textbook does: bands about the mean and the trials above, the acquisition function beneath. */
import type { SliceAnswer } from '../../../server/plugins/hparams/contract.js';
import type { Projection } from '../../charts/projection.js';
import type { ChartTheme } from '../../charts/theme.js';
import type { Rectangle } from '../../charts/zoom.js';
import type { LabAxis } from './axis.js';
import { cross, dot, drawAcross, drawUp, line, ring, within } from './draw.js';
import { BAND_WIDTH, BANDS, pointOpacity } from './slice-plot.js';

export interface SliceScene {
  readonly slice: SliceAnswer;
  readonly x: LabAxis;
  readonly metric: Projection;
  readonly acquisition: Projection;
  readonly upper: Rectangle;
  readonly lower: Rectangle;
  /** Pixels of each trial; NaN where it has no place. */
  readonly points: readonly (readonly [number, number])[];
  /** Pixels of the proposal it goes through; null when that is a trial. */
  readonly proposal: readonly [number, number] | null;
}

/** Tokens of what is drawn; the legend uses the same. */
export const MODEL_COLOUR = 'var(--run-0)';
export const ACQUISITION_COLOUR = 'var(--accent)';

/** Opacity each band adds: those further in are covered by all that reach beyond. */
const BAND_OPACITY = 0.13;

export function drawSlice(ctx: CanvasRenderingContext2D, scene: SliceScene, theme: ChartTheme): void {
  const { slice, x, metric, acquisition, upper, lower } = scene;
  drawAcross(ctx, upper, { axis: x, theme, labels: false });
  drawUp(ctx, upper, { scale: metric, theme });
  drawAcross(ctx, lower, { axis: x, theme, labels: true });
  drawUp(ctx, lower, { scale: acquisition, theme });
  within(ctx, upper, () => {
    drawBands(ctx, scene, theme);
    drawTrials(ctx, scene, theme);
    if (scene.proposal !== null) cross(ctx, scene.proposal, { color: theme.text, rim: theme.card });
  });
  within(ctx, lower, () => drawAcquisition(ctx, scene, theme));
  const best = x.pixel(slice.x[slice.maximum] ?? Number.NaN);
  if (Number.isFinite(best)) drawMaximum(ctx, scene, best, theme);
}

/** Every band is a shape of its own about the mean, the widest first. */
function drawBands(ctx: CanvasRenderingContext2D, { slice, x, metric }: SliceScene, theme: ChartTheme): void {
  const color = theme.color(MODEL_COLOUR);
  const at = (i: number, deviations: number): number => metric.pixel((slice.mean[i] as number) + deviations * (slice.deviation[i] as number));
  ctx.fillStyle = color;
  ctx.globalAlpha = BAND_OPACITY;
  for (let band = BANDS; band > 0; band--) {
    const deviations = band * BAND_WIDTH;
    ctx.beginPath();
    trace(ctx, slice, x, (i) => at(i, deviations), false);
    trace(ctx, slice, x, (i) => at(i, -deviations), true);
    ctx.closePath();
    if (x.kind === 'numbers') ctx.fill();
    else boxes(ctx, slice, x, { top: (i) => at(i, deviations), bottom: (i) => at(i, -deviations) });
  }
  ctx.globalAlpha = 1;
  ctx.strokeStyle = color;
  ctx.lineWidth = 2;
  ctx.lineJoin = 'round';
  if (x.kind === 'choices') for (let i = 0; i < slice.x.length; i++) line(ctx, [left(x, slice, i), at(i, 0)], [left(x, slice, i) + width(x), at(i, 0)]);
  else {
    ctx.beginPath();
    trace(ctx, slice, x, (i) => at(i, 0), false);
    ctx.stroke();
  }
}

function trace(ctx: CanvasRenderingContext2D, slice: SliceAnswer, x: LabAxis, height: (i: number) => number, back: boolean): void {
  const last = slice.x.length - 1;
  for (let k = 0; k <= last; k++) {
    const i = back ? last - k : k;
    if (k === 0 && !back) ctx.moveTo(x.pixel(slice.x[i] as number), height(i));
    else ctx.lineTo(x.pixel(slice.x[i] as number), height(i));
  }
}

/** Part of a choice's place that its box takes. */
const BOX = 0.7;
const width = (x: LabAxis): number => 2 * x.half * BOX;
const left = (x: LabAxis, slice: SliceAnswer, i: number): number => x.pixel(slice.x[i] as string) - x.half * BOX;

function boxes(ctx: CanvasRenderingContext2D, slice: SliceAnswer, x: LabAxis, { top, bottom }: { readonly top: (i: number) => number; readonly bottom: (i: number) => number }): void {
  for (let i = 0; i < slice.x.length; i++) ctx.fillRect(left(x, slice, i), top(i), width(x), bottom(i) - top(i));
}

/** Trials; those beyond the ends of the metric's axis are arrows at its edge. */
function drawTrials(ctx: CanvasRenderingContext2D, { slice, points, upper }: SliceScene, theme: ChartTheme): void {
  points.forEach(([px, py], i) => {
    if (!Number.isFinite(px) || !Number.isFinite(py)) return;
    ctx.globalAlpha = pointOpacity(slice.points.distance[i] ?? 0);
    if (py >= upper.top - 1 && py <= upper.bottom + 1) dot(ctx, [px, py], { radius: 3.5, fill: theme.text, rim: theme.card });
    else arrow(ctx, px, py < upper.top ? { tip: upper.top + 1, size: 7 } : { tip: upper.bottom - 1, size: -7 }, theme.text);
  });
  ctx.globalAlpha = 1;
}

function arrow(ctx: CanvasRenderingContext2D, x: number, { tip, size }: { readonly tip: number; readonly size: number }, color: string): void {
  ctx.beginPath();
  ctx.moveTo(x, tip);
  ctx.lineTo(x - 4, tip + size);
  ctx.lineTo(x + 4, tip + size);
  ctx.closePath();
  ctx.fillStyle = color;
  ctx.fill();
}

function drawAcquisition(ctx: CanvasRenderingContext2D, { slice, x, acquisition, lower }: SliceScene, theme: ChartTheme): void {
  const color = theme.color(ACQUISITION_COLOUR);
  const height = (i: number): number => acquisition.pixel(slice.acquisition[i] as number);
  ctx.fillStyle = color;
  ctx.strokeStyle = color;
  ctx.lineWidth = 1.5;
  ctx.globalAlpha = 0.22;
  if (x.kind === 'choices') {
    boxes(ctx, slice, x, { top: height, bottom: () => lower.bottom });
    ctx.globalAlpha = 1;
    for (let i = 0; i < slice.x.length; i++) line(ctx, [left(x, slice, i), height(i)], [left(x, slice, i) + width(x), height(i)]);
    return;
  }
  ctx.beginPath();
  ctx.moveTo(x.pixel(slice.x[0] as number), lower.bottom);
  for (let i = 0; i < slice.x.length; i++) ctx.lineTo(x.pixel(slice.x[i] as number), height(i));
  ctx.lineTo(x.pixel(slice.x[slice.x.length - 1] as number), lower.bottom);
  ctx.fill();
  ctx.globalAlpha = 1;
  ctx.beginPath();
  trace(ctx, slice, x, height, false);
  ctx.stroke();
}

/** The most worthwhile place: a dashed line through both plots, and a mark on the acquisition function. */
function drawMaximum(ctx: CanvasRenderingContext2D, { slice, acquisition, upper, lower }: SliceScene, x: number, theme: ChartTheme): void {
  const color = theme.color(ACQUISITION_COLOUR);
  ctx.strokeStyle = color;
  ctx.lineWidth = 1.5;
  ctx.setLineDash([4, 3]);
  line(ctx, [x, upper.top], [x, lower.bottom]);
  ctx.setLineDash([]);
  const y = acquisition.pixel(slice.acquisition[slice.maximum] ?? Number.NaN);
  if (Number.isFinite(y)) dot(ctx, [x, y], { radius: 5, fill: color, rim: theme.card });
}

/** What the pointer or the keyboard reads: a line through both plots, a dot on the mean; a ring about a trial. */
export function drawSliceCursor(ctx: CanvasRenderingContext2D, scene: SliceScene, { at, trial, theme }: { readonly at: number; readonly trial: number; readonly theme: ChartTheme }): void {
  const { slice, x, metric, upper, lower } = scene;
  const px = x.pixel(slice.x[at] ?? Number.NaN);
  if (!Number.isFinite(px)) return;
  ctx.strokeStyle = theme.cursor;
  ctx.lineWidth = 1;
  line(ctx, [Math.round(px) + 0.5, upper.top], [Math.round(px) + 0.5, lower.bottom]);
  dot(ctx, [px, metric.pixel(slice.mean[at] as number)], { radius: 4, fill: theme.color(MODEL_COLOUR), rim: theme.card });
  const point = scene.points[trial];
  if (point !== undefined) ring(ctx, point, theme);
}
