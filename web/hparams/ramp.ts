/** Numbers as colours: the tokens `--ramp-0` … `--ramp-8`, and what lies between them. */
import type { ChartTheme } from '../charts/theme.js';

/** Tokens of the ramp. */
export const RAMP_STOPS = 9;
/** Colours told apart: as many paths are drawn at most. */
export const SHADES = 64;

/** As a background, from left to right. */
export const RAMP_CSS = `linear-gradient(to right, ${Array.from({ length: RAMP_STOPS }, (_, i) => `var(--ramp-${i})`).join(', ')})`;

/** Number of the shade at 0–1; -1 for NaN, which has none. */
export const shadeAt = (position: number): number => (Number.isNaN(position) ? -1 : Math.round(Math.max(0, Math.min(1, position)) * (SHADES - 1)));

/** The shades of the present theme. */
export function shadesOf(theme: Pick<ChartTheme, 'color'>): string[] {
  return blend(Array.from({ length: RAMP_STOPS }, (_, i) => theme.color(`var(--ramp-${i})`)), SHADES);
}

/** Colours (`#rrggbb` or `rgb(r, g, b)`) evenly over the stops; neighbours are near enough for a straight mixture. */
export function blend(stops: readonly string[], count: number): string[] {
  const colours = stops.map(parts);
  return Array.from({ length: count }, (_, i) => {
    const at = (i / (count - 1)) * (colours.length - 1);
    const [from, to] = [colours[Math.floor(at)] ?? [0, 0, 0], colours[Math.ceil(at)] ?? [0, 0, 0]];
    return `rgb(${from.map((part, k) => Math.round(part + ((to[k] ?? 0) - part) * (at - Math.floor(at)))).join(', ')})`;
  });
}

function parts(css: string): number[] {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(css);
  if (hex !== null) return hex.slice(1).map((part) => Number.parseInt(part, 16));
  return (css.match(/[\d.]+/g) ?? ['128', '128', '128']).slice(0, 3).map(Number);
}
