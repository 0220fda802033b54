/** Points of trials on a canvas. */
import type { ChartTheme } from '../charts/theme.js';
import { SHADES, shadesOf } from './ramp.js';
import { INSET, type PointAxis, type Points } from './scatter.js';

export interface ScatterScene {
  readonly points: Points;
  readonly x: PointAxis;
  readonly y: PointAxis;
  readonly width: number;
  readonly height: number;
  readonly brushed: ReadonlySet<number> | null;
  readonly shades: Int8Array;
  /** Trials joined by a line, in this order: `steps` holds each value until the next. Empty for none. */
  readonly joined: readonly number[];
  readonly steps: boolean;
}

const MANY = 300;
const radiusOf = ({ trials }: Points): number => (trials.length > MANY ? 2 : 3);

/** Grid, then points outside the brush, then the others shade by shade. */
export function drawScatter(ctx: CanvasRenderingContext2D, scene: ScatterScene, theme: ChartTheme): void {
  const { points, x, y, width, height, brushed, shades } = scene;
  const radius = radiusOf(points);
  ctx.strokeStyle = theme.grid;
  ctx.lineWidth = 1;
  ctx.beginPath();
  for (const { position } of x.scale.ticks) upright(ctx, Math.round(INSET + (width - 2 * INSET) * position) + 0.5, height);
  for (const { position } of y.scale.ticks) level(ctx, Math.round(height - INSET - (height - 2 * INSET) * position) + 0.5, width);
  ctx.stroke();
  drawJoined(ctx, scene, theme);
  const inside: number[][] = Array.from({ length: SHADES + 1 }, () => []);
  const outside: number[] = [];
  points.trials.forEach((trial, i) => {
    if (Number.isNaN(points.x[i]) || Number.isNaN(points.y[i])) return;
    if (brushed !== null && !brushed.has(trial)) outside.push(i);
    else inside[(shades[trial] ?? -1) + 1]?.push(i);
  });
  ctx.fillStyle = theme.zero;
  ctx.globalAlpha = 0.5;
  fillPoints(ctx, points, outside, radius - 0.5);
  ctx.globalAlpha = points.trials.length > MANY ? 0.75 : 0.9;
  const colours = shadesOf(theme);
  inside.forEach((some, shade) => {
    ctx.fillStyle = shade === 0 ? theme.color('var(--run-none)') : (colours[shade - 1] as string);
    fillPoints(ctx, points, some, radius);
  });
  ctx.globalAlpha = 1;
}

/** Trials brought out: those chosen with a ring, the one the pointer is at larger. */
export function drawMarkedPoints(ctx: CanvasRenderingContext2D, { points, shades }: ScatterScene, { chosen, hovered, theme }: { readonly chosen: readonly number[]; readonly hovered: number; readonly theme: ChartTheme }): void {
  const colours = shadesOf(theme);
  for (const trial of hovered >= 0 ? [...chosen.filter((one) => one !== hovered), hovered] : chosen) {
    const at = points.trials.indexOf(trial);
    const [x, y] = [points.x[at], points.y[at]];
    if (x === undefined || y === undefined || Number.isNaN(x) || Number.isNaN(y)) continue;
    ctx.beginPath();
    ctx.arc(x, y, trial === hovered ? 6 : 5, 0, 2 * Math.PI);
    ctx.fillStyle = colours[shades[trial] ?? -1] ?? theme.color('var(--run-none)');
    ctx.fill();
    ctx.lineWidth = 2;
    ctx.strokeStyle = trial === hovered ? theme.text : theme.color('var(--accent)');
    ctx.stroke();
  }
}

function drawJoined(ctx: CanvasRenderingContext2D, { points, joined, steps, width }: ScatterScene, theme: ChartTheme): void {
  if (joined.length === 0) return;
  const places = new Map(points.trials.map((trial, i) => [trial, i]));
  ctx.strokeStyle = theme.color('var(--accent)');
  ctx.lineWidth = 1.5;
  ctx.lineJoin = 'round';
  ctx.beginPath();
  let before: number | null = null;
  for (const trial of joined) {
    const at = places.get(trial) ?? -1;
    const [x, y] = [points.x[at], points.y[at]];
    if (x === undefined || y === undefined || Number.isNaN(x) || Number.isNaN(y)) continue;
    if (before === null) ctx.moveTo(x, y);
    else if (steps) ctx.lineTo(x, before);
    if (before !== null) ctx.lineTo(x, y);
    before = y;
  }
  // The best stays the best until now.
  if (steps && before !== null) ctx.lineTo(width - INSET, before);
  ctx.stroke();
}

function fillPoints(ctx: CanvasRenderingContext2D, { x, y }: Points, some: readonly number[], radius: number): void {
  if (some.length === 0) return;
  ctx.beginPath();
  for (const i of some) {
    ctx.moveTo((x[i] as number) + radius, y[i] as number);
    ctx.arc(x[i] as number, y[i] as number, radius, 0, 2 * Math.PI);
  }
  ctx.fill();
}

function upright(ctx: CanvasRenderingContext2D, x: number, height: number): void {
  ctx.moveTo(x, 0);
  ctx.lineTo(x, height);
}

function level(ctx: CanvasRenderingContext2D, y: number, width: number): void {
  ctx.moveTo(0, y);
  ctx.lineTo(width, y);
}
