/** What Chart.js is told about axes: plain data, made anew whenever domains, kinds or the theme change. */
import type { Chart, ChartOptions, Scale, ScaleOptionsByType } from 'chart.js';
import type { Axis } from './line.js';
import type { Domain, ScaleKind } from './projection.js';
import { xTicks, yTicks, type Tick } from './ticks.js';
import type { ChartTheme } from './theme.js';

export interface Axes {
  readonly axis: Axis;
  readonly xKind: ScaleKind;
  readonly yKind: ScaleKind;
  readonly x: Domain;
  readonly y: Domain;
  /** Pixels kept free at the right for the last values. */
  readonly room: number;
}

/** Three to six ticks, by the space there is. */
export const tickCount = (pixels: number, each: number): number => Math.max(3, Math.min(6, Math.floor(pixels / each)));

export function chartOptions(axes: Axes, theme: ChartTheme): ChartOptions<'columns'> {
  return {
    animation: false,
    parsing: false,
    normalized: true,
    responsive: true,
    maintainAspectRatio: false,
    events: [],
    layout: { padding: { top: 6, right: 8 + axes.room, bottom: 0, left: 0 } },
    scales: {
      x: scale(axes.x, axes.xKind, {
        theme,
        zero: false,
        ticks: (chart) => xTicks(axes.x, axes.axis, { kind: axes.xKind, most: tickCount(chart.width, 76) }),
      }),
      y: scale(axes.y, axes.yKind, {
        theme,
        zero: axes.yKind === 'linear',
        ticks: (chart) => yTicks(axes.y, axes.yKind, tickCount(chart.height, 38)),
      }),
    },
  } as ChartOptions<'columns'>;
}

function scale(domain: Domain, kind: ScaleKind, options: { theme: ChartTheme; zero: boolean; ticks: (chart: Chart) => Tick[] }) {
  const { theme, zero } = options;
  let labels = new Map<number, string>();
  return {
    type: kind === 'log' ? 'logarithmic' : 'linear',
    min: domain.min,
    max: domain.max,
    bounds: 'data',
    border: { display: false },
    grid: {
      drawTicks: false,
      lineWidth: 1,
      color: zero ? ({ tick }: { tick?: { value: number } }) => (tick?.value === 0 ? theme.zero : theme.grid) : theme.grid,
    },
    ticks: {
      color: theme.axisText,
      font: { family: theme.fontFamily, size: theme.fontSize },
      padding: 6,
      autoSkip: false,
      maxRotation: 0,
      align: 'center',
      callback: (value: number) => labels.get(value) ?? '',
    },
    afterBuildTicks(built: Scale) {
      const ticks = options.ticks(built.chart);
      labels = new Map(ticks.map(({ value, label }) => [value, label]));
      built.ticks = ticks.map(({ value }) => ({ value }));
    },
  } as unknown as ScaleOptionsByType<'linear'>;
}
