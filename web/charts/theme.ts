/** CSS tokens → what a canvas needs. The only place where charts read colours. */

/** Colours are resolved (`rgb(…)`), so that a canvas and a stand-alone SVG understand them. */
export interface ChartTheme {
  readonly grid: string;
  readonly zero: string;
  readonly axisText: string;
  readonly text: string;
  readonly card: string;
  readonly cursor: string;
  readonly restart: string;
  readonly nonFinite: string;
  readonly fontFamily: string;
  /** CSS pixels. */
  readonly fontSize: number;
  /** A CSS colour as it is, `var(--token)` resolved. */
  color(css: string): string;
}

/** The tokens as they stand at `element` now. Read again when the theme changes. */
export function readTheme(element: Element): ChartTheme {
  const style = getComputedStyle(element);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  const known = new Map<string, string>();
  return {
    grid: token('--chart-grid'),
    zero: token('--chart-zero'),
    axisText: token('--chart-axis-text'),
    text: token('--text'),
    card: token('--surface-card'),
    cursor: token('--chart-cursor'),
    restart: token('--chart-restart'),
    nonFinite: token('--chart-non-finite'),
    fontFamily: style.fontFamily,
    fontSize: Number.parseFloat(token('--chart-font-size')) || 11,
    color(css) {
      let color = known.get(css);
      if (color === undefined) {
        const name = /^var\((--[\w-]+)\)$/.exec(css)?.[1];
        color = name === undefined ? css : token(name);
        known.set(css, color);
      }
      return color;
    },
  };
}
