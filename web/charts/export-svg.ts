/** A chart as a stand-alone SVG: vector lines, ticks and a legend, from the same columns as on the screen. */
import { endLabels } from './draw-end-labels.js';
import { dotOf, lineWidth, marksOf, RAW_ALPHA, trace, triangle, type Scene } from './draw.js';
import { tickCount } from './chart-options.js';
import { dashOf, type Axis, type Numbers } from './line.js';
import { Projection, type Domain, type ScaleKind } from './projection.js';
import type { ChartTheme } from './theme.js';
import { xTicks, yTicks } from './ticks.js';
import type { Points } from './to-points.js';

/** What a chart shows at one moment. Sizes in CSS pixels. */
export interface Picture {
  readonly title: string;
  readonly points: readonly Points[];
  readonly axis: Axis;
  readonly x: { readonly kind: ScaleKind; readonly domain: Domain };
  readonly y: { readonly kind: ScaleKind; readonly domain: Domain };
  readonly theme: ChartTheme;
  readonly width: number;
  readonly height: number;
}

const AXIS_TITLE: Readonly<Record<Axis, string>> = { step: 'step', relative: 'time since start', wall: 'time' };
const ROW = 16;

/** The whole document, with an XML declaration. All text is escaped; no scripts, no fonts, nothing from outside. */
export function chartSvg(picture: Picture): string {
  const { title, theme, points, axis } = picture;
  const width = Math.max(360, Math.round(picture.width));
  const legend = points.filter(({ line }) => !line.superseded);
  const columns = Math.max(1, Math.floor(width / 180));
  const rows = Math.min(40, Math.ceil(legend.length / columns));
  const plotHeight = Math.max(200, Math.round(picture.height));
  const height = 28 + plotHeight + 18 + rows * ROW + 8;
  const x = new Projection(picture.x.kind, picture.x.domain, { from: 58, to: width - 62 });
  const y = new Projection(picture.y.kind, picture.y.domain, { from: 28 + plotHeight - 24, to: 34 });
  const scene: Scene = { points, x, y, theme, highlight: '' };
  const out: string[] = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${escape(theme.fontFamily)}" font-size="${theme.fontSize}">`,
    `<title>${escape(title)}</title>`,
    `<rect width="100%" height="100%" fill="${theme.card}"/>`,
    `<text x="12" y="19" font-size="13" font-weight="500" fill="${theme.text}">${escape(title)}</text>`,
    `<clipPath id="plot"><rect x="${n(x.pixels.from)}" y="${n(y.pixels.to - 1)}" width="${n(x.pixels.to - x.pixels.from + 1)}" height="${n(y.pixels.from - y.pixels.to + 2)}"/></clipPath>`,
  ];
  for (const { value, label } of yTicks(y.domain, y.kind, tickCount(plotHeight, 38))) {
    const at = n(y.pixel(value));
    out.push(`<line x1="${n(x.pixels.from)}" x2="${n(x.pixels.to)}" y1="${at}" y2="${at}" stroke="${value === 0 ? theme.zero : theme.grid}"/>`);
    out.push(`<text x="${n(x.pixels.from - 6)}" y="${at}" dy="0.35em" text-anchor="end" fill="${theme.axisText}">${escape(label)}</text>`);
  }
  for (const { value, label } of xTicks(x.domain, axis, { kind: x.kind, most: tickCount(width, 76) })) {
    const at = n(x.pixel(value));
    out.push(`<line x1="${at}" x2="${at}" y1="${n(y.pixels.to)}" y2="${n(y.pixels.from)}" stroke="${theme.grid}"/>`);
    out.push(`<text x="${at}" y="${n(y.pixels.from + 15)}" text-anchor="middle" fill="${theme.axisText}">${escape(label)}</text>`);
  }
  out.push(`<text x="${n(x.pixels.to)}" y="${n(y.pixels.from + 30)}" text-anchor="end" fill="${theme.axisText}">${AXIS_TITLE[axis]}</text>`);
  out.push(`<g clip-path="url(#plot)" fill="none" stroke-linejoin="round" stroke-width="${lineWidth(points.length)}">`);
  for (const one of points) if (one.raw !== null) out.push(path(one, one.raw, scene, RAW_ALPHA));
  for (const one of points) out.push(path(one, one.y, scene, one.line.superseded ? 0.55 : 1));
  out.push('</g>');
  for (const one of points) {
    const color = theme.color(one.line.color);
    for (const mark of marksOf(one, scene)) out.push(`<path d="M${triangle(mark).map(([a, b]) => `${n(a)} ${n(b)}`).join('L')}Z" fill="${color}" stroke="${theme.nonFinite}"/>`);
    const dot = dotOf(one, scene);
    if (dot !== null) out.push(`<circle cx="${n(dot.x)}" cy="${n(dot.y)}" r="${dot.radius}" fill="${color}"/>`);
  }
  for (const { text, color, y: at } of endLabels(scene)) {
    out.push(`<rect x="${n(x.pixels.to + 7)}" y="${n(at - 4)}" width="2" height="8" fill="${color}"/>`);
    out.push(`<text x="${n(x.pixels.to + 12)}" y="${n(at)}" dy="0.35em" fill="${theme.text}">${escape(text)}</text>`);
  }
  legend.slice(0, rows * columns).forEach(({ line }, i) => {
    const left = 12 + (i % columns) * ((width - 24) / columns);
    const top = 28 + plotHeight + 18 + Math.floor(i / columns) * ROW;
    out.push(`<line x1="${n(left)}" x2="${n(left + 16)}" y1="${top}" y2="${top}" stroke="${theme.color(line.color)}" stroke-width="2.5"${dashes(dashOf(line))}/>`);
    out.push(`<text x="${n(left + 22)}" y="${top}" dy="0.35em" fill="${theme.text}">${escape(line.name)}</text>`);
  });
  out.push('</svg>', '');
  return out.join('\n');
}

function path(points: Points, ys: Numbers, scene: Scene, opacity: number): string {
  const d: string[] = [];
  trace(points.x, ys, scene, { moveTo: (x, y) => d.push(`M${n(x)} ${n(y)}`), lineTo: (x, y) => d.push(`L${n(x)} ${n(y)}`) });
  return `<path d="${d.join('')}" stroke="${scene.theme.color(points.line.color)}" opacity="${opacity}"${dashes(dashOf(points.line))}/>`;
}

const dashes = (dash: readonly number[]): string => (dash.length === 0 ? '' : ` stroke-dasharray="${dash.join(' ')}"`);
const n = (value: number): string => String(Number(value.toFixed(2)));
// Characters XML 1.0 forbids altogether would make the file unreadable.
const escape = (text: string): string =>
  [...text].filter((c) => c >= ' ' || c === '\t').join('').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
