/** Parallel coordinates on a canvas. */
import type { ChartTheme } from '../charts/theme.js';
import { type Parallel, type ParallelAxis, spreadTicks } from './parallel.js';
import { SHADES, shadesOf } from './ramp.js';

export interface ParallelScene {
  readonly parallel: Parallel;
  /** Trials inside every brush; null: all. */
  readonly brushed: ReadonlySet<number> | null;
  /** Shade of each trial; -1 for none. */
  readonly shades: Int8Array;
  /** Small values are the better ones. They are drawn last, so that they are seen. */
  readonly smallOnTop: boolean;
}

const FONT_GAP = 6;
/** More lines than this are drawn fainter, so that where they are dense shows. */
const MANY = 150;

/** Lines (outside the brush first, then shade by shade), and axes over them. */
export function drawParallel(ctx: CanvasRenderingContext2D, { parallel, brushed, shades, smallOnTop }: ParallelScene, theme: ChartTheme): void {
  const { trials } = parallel;
  const colours = shadesOf(theme);
  const outside: number[] = [];
  const inside: number[][] = Array.from({ length: SHADES + 1 }, () => []);
  trials.forEach((trial, i) => {
    if (brushed !== null && !brushed.has(trial)) outside.push(i);
    else inside[(shades[trial] ?? -1) + 1]?.push(i);
  });
  ctx.lineJoin = 'round';
  ctx.lineWidth = 1;
  ctx.strokeStyle = theme.color('var(--chart-grid)');
  ctx.globalAlpha = 0.9;
  strokeLines(ctx, parallel, outside);
  const drawn = brushed?.size ?? trials.length;
  ctx.globalAlpha = drawn > 3 * MANY ? 0.35 : drawn > MANY ? 0.55 : 0.85;
  ctx.lineWidth = drawn > MANY ? 1 : 1.5;
  const order = inside.map((_, shade) => shade).slice(1);
  for (const shade of [0, ...(smallOnTop ? order.reverse() : order)]) {
    const lines = inside[shade] as number[];
    ctx.strokeStyle = shade === 0 ? theme.color('var(--run-none)') : (colours[shade - 1] as string);
    // A path a few lines long: in one long path all crossings have to be found.
    for (let from = 0; from < lines.length; from += 16) strokeLines(ctx, parallel, lines.slice(from, from + 16));
  }
  ctx.globalAlpha = 1;
  for (const axis of parallel.axes) drawAxis(ctx, parallel, axis, theme);
}

/** Trials brought out: those chosen, and the one the pointer is at. */
export function drawMarkedLines(ctx: CanvasRenderingContext2D, { parallel, shades }: ParallelScene, { chosen, hovered, theme }: { readonly chosen: readonly number[]; readonly hovered: number; readonly theme: ChartTheme }): void {
  const colours = shadesOf(theme);
  ctx.lineJoin = 'round';
  const marked = hovered >= 0 && !chosen.includes(hovered) ? [...chosen, hovered] : chosen;
  for (const trial of marked) {
    const at = parallel.trials.indexOf(trial);
    if (at < 0) continue;
    const colour = colours[shades[trial] ?? -1] ?? theme.color('var(--run-none)');
    ctx.strokeStyle = theme.card;
    ctx.lineWidth = 7;
    strokeLines(ctx, parallel, [at]);
    ctx.strokeStyle = trial === hovered ? theme.text : theme.color('var(--accent)');
    ctx.lineWidth = 4;
    strokeLines(ctx, parallel, [at]);
    ctx.strokeStyle = colour;
    ctx.lineWidth = 2;
    strokeLines(ctx, parallel, [at]);
    for (const axis of parallel.axes) {
      ctx.beginPath();
      ctx.arc(axis.x, axis.y[at] as number, 3.5, 0, 2 * Math.PI);
      ctx.fillStyle = colour;
      ctx.fill();
      ctx.strokeStyle = theme.card;
      ctx.lineWidth = 1.5;
      ctx.stroke();
    }
  }
  // Labels stay readable under a line that passes over them.
  if (marked.length > 0) for (const axis of parallel.axes) drawAxis(ctx, parallel, axis, theme);
}

function strokeLines(ctx: CanvasRenderingContext2D, { axes }: Parallel, lines: readonly number[]): void {
  if (lines.length === 0) return;
  ctx.beginPath();
  for (const at of lines) {
    axes.forEach(({ x, y }, i) => {
      if (i === 0) ctx.moveTo(x, y[at] as number);
      else ctx.lineTo(x, y[at] as number);
    });
  }
  ctx.stroke();
}

function drawAxis(ctx: CanvasRenderingContext2D, { top, bottom, missing, gaps }: Parallel, { x, scale }: ParallelAxis, theme: ChartTheme): void {
  const line = Math.round(x) + 0.5;
  ctx.strokeStyle = theme.zero;
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.moveTo(line, top);
  ctx.lineTo(line, bottom);
  ctx.font = `${theme.fontSize}px ${theme.fontFamily}`;
  ctx.textAlign = 'right';
  ctx.textBaseline = 'middle';
  const ticks = spreadTicks(scale.ticks, { length: bottom - top, need: theme.fontSize + 5 });
  for (const { position } of ticks) {
    const y = Math.round(bottom + (top - bottom) * position) + 0.5;
    ctx.moveTo(line - 3, y);
    ctx.lineTo(line + 3, y);
  }
  ctx.stroke();
  for (const { position, label } of ticks) write(ctx, label, x - FONT_GAP, bottom + (top - bottom) * position, theme);
  if (!gaps) return;
  ctx.setLineDash([2, 3]);
  ctx.beginPath();
  ctx.moveTo(line, bottom);
  ctx.lineTo(line, missing);
  ctx.stroke();
  ctx.setLineDash([]);
  write(ctx, 'none', x - FONT_GAP, missing, theme);
}

/** Longest label on an axis, characters. */
const LONGEST = 14;

/** On a ground of its own, so that lines behind it leave it readable. */
function write(ctx: CanvasRenderingContext2D, label: string, x: number, y: number, theme: ChartTheme): void {
  const text = label.length > LONGEST ? `${label.slice(0, LONGEST - 1)}…` : label;
  ctx.strokeStyle = theme.card;
  ctx.lineWidth = 4;
  ctx.lineJoin = 'round';
  ctx.strokeText(text, x, y + 0.5);
  ctx.fillStyle = theme.text;
  ctx.fillText(text, x, y + 0.5);
  ctx.lineWidth = 1;
  ctx.strokeStyle = theme.zero;
}
