/** A chart as PNG: the drawn chart at twice its size, with its title above and the names of its lines below. */
import type { Picture } from './export-svg.js';
import { dashOf } from './line.js';
import type { ChartTheme } from './theme.js';

export const PNG_SCALE = 2;
const TITLE = 30;
const ROW = 18;
const MOST_NAMES = 60;

/** What goes around a drawn chart. */
export interface PictureFrame {
  readonly title: string;
  readonly theme: ChartTheme;
  /** CSS pixels of what is drawn. */
  readonly width: number;
  readonly height: number;
  /** The legend below; a CSS colour or `var(--token)` each. */
  readonly names: readonly { readonly name: string; readonly color: string; readonly dash: readonly number[] }[];
}

/** `drawn` is the chart's canvas at `PNG_SCALE` pixels a CSS pixel. Rejects when the browser gives no PNG. */
export function chartPng(picture: Picture, drawn: HTMLCanvasElement): Promise<Blob> {
  const names = picture.points.filter(({ line }) => !line.superseded).map(({ line }) => ({ name: line.name, color: line.color, dash: dashOf(line) }));
  return composePng({ ...picture, names }, drawn);
}

/** Title, drawing and legend in one picture. */
export function composePng({ theme, title, width, height, names }: PictureFrame, drawn: HTMLCanvasElement): Promise<Blob> {
  const legend = names.slice(0, MOST_NAMES);
  const columns = Math.max(1, Math.floor(width / 180));
  const rows = Math.ceil(legend.length / columns);
  const canvas = document.createElement('canvas');
  canvas.width = width * PNG_SCALE;
  canvas.height = (TITLE + height + 10 + rows * ROW) * PNG_SCALE;
  const ctx = canvas.getContext('2d');
  if (ctx === null) return Promise.reject(new Error('canvas gives no 2d context'));
  ctx.fillStyle = theme.card;
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  ctx.drawImage(drawn, 0, TITLE * PNG_SCALE);
  ctx.scale(PNG_SCALE, PNG_SCALE);
  ctx.textBaseline = 'middle';
  ctx.fillStyle = theme.text;
  ctx.font = `500 13px ${theme.fontFamily}`;
  ctx.fillText(title, 12, TITLE / 2, width - 24);
  ctx.font = `${theme.fontSize}px ${theme.fontFamily}`;
  ctx.lineWidth = 2.5;
  legend.forEach(({ name, color, dash }, i) => {
    const left = 12 + (i % columns) * ((width - 24) / columns);
    const top = TITLE + height + 10 + Math.floor(i / columns) * ROW;
    ctx.strokeStyle = theme.color(color);
    ctx.setLineDash(dash as number[]);
    ctx.beginPath();
    ctx.moveTo(left, top);
    ctx.lineTo(left + 16, top);
    ctx.stroke();
    ctx.fillText(name, left + 22, top, (width - 24) / columns - 30);
  });
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob === null ? reject(new Error('canvas gives no PNG')) : resolve(blob)), 'image/png');
  });
}
