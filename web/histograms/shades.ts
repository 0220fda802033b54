/** Shades of a run's colour: a slice is told to be newer by a deeper one. */

type Rgb = readonly [number, number, number];

/** Reads `#rrggbb` and `rgb(r g b)` or `rgb(r, g, b)`; grey for anything else. */
export function parseColor(css: string): Rgb {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(css);
  if (hex) return [1, 2, 3].map((i) => Number.parseInt(hex[i] as string, 16)) as unknown as Rgb;
  const numbers = /^rgba?\(([^)]*)\)$/.exec(css)?.[1]?.split(/[\s,/]+/).map(Number);
  const [r, g, b] = numbers ?? [];
  return r !== undefined && g !== undefined && b !== undefined && [r, g, b].every(Number.isFinite) ? [r, g, b] : [128, 128, 128];
}

const mix = (a: Rgb, b: Rgb, share: number): Rgb => [0, 1, 2].map((i) => (a[i] as number) + ((b[i] as number) - (a[i] as number)) * share) as unknown as Rgb;
const css = (rgb: Rgb): string => `rgb(${rgb.map(Math.round).join(', ')})`;

/** How much of the run's colour the oldest slice has, how much of the text's the newest, and an outline more than its slice. */
const OLDEST = 0.4;
const NEWEST = 0.2;
const OUTLINE = 0.35;

/** `count` shades from the oldest to the newest, from near the card to the run's colour and a little beyond; with the outlines that go with them. */
export function shadesOf(color: string, options: { readonly card: string; readonly text: string; readonly count: number }): { readonly fills: readonly string[]; readonly outlines: readonly string[] } {
  const [own, card, text] = [color, options.card, options.text].map(parseColor) as [Rgb, Rgb, Rgb];
  const [from, to] = [mix(card, own, OLDEST), mix(own, text, NEWEST)];
  const shades = Array.from({ length: options.count }, (_, i) => mix(from, to, options.count === 1 ? 1 : i / (options.count - 1)));
  return { fills: shades.map(css), outlines: shades.map((shade) => css(mix(shade, text, OUTLINE))) };
}
