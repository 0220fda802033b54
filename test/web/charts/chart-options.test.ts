import type { Chart } from 'chart.js';
import { expect, test } from 'vitest';
import { chartOptions, tickCount, type Axes } from '../../../web/charts/chart-options.js';
import type { ChartTheme } from '../../../web/charts/theme.js';

const theme = { grid: 'grid', zero: 'zero', axisText: 'text', fontFamily: 'sans', fontSize: 11 } as ChartTheme;
const axes: Axes = { axis: 'step', xKind: 'linear', yKind: 'log', x: { min: 0, max: 1000 }, y: { min: 0.01, max: 10 }, room: 50 };

interface Built { ticks: { value: number }[] }
interface ScaleOptions {
  type: string; min: number; max: number;
  grid: { color: string | ((context: { tick: { value: number } }) => string) };
  ticks: { callback: (value: number) => string };
  afterBuildTicks: (scale: Built & { chart: Pick<Chart, 'width' | 'height'> }) => void;
}
const scalesOf = (change: Partial<Axes> = {}) => chartOptions({ ...axes, ...change }, theme).scales as unknown as { x: ScaleOptions; y: ScaleOptions };

test('nothing moves by itself, and no event is left to Chart.js', () => {
  const { animation, parsing, normalized, events } = chartOptions(axes, theme);
  expect({ animation, parsing, normalized, events }).toEqual({ animation: false, parsing: false, normalized: true, events: [] });
});
test('scales show exactly the domains, linear or logarithmic', () => {
  const { x, y } = scalesOf();
  expect([x.type, x.min, x.max, y.type, y.min, y.max]).toEqual(['linear', 0, 1000, 'logarithmic', 0.01, 10]);
});
test('ticks are ours, and labelled by us', () => {
  const { x } = scalesOf();
  const built = { ticks: [], chart: { width: 400, height: 200 } } as Built & { chart: Pick<Chart, 'width' | 'height'> };
  x.afterBuildTicks(built);
  expect(built.ticks.map(({ value }) => [value, x.ticks.callback(value)])).toEqual([[0, '0'], [200, '200'], [400, '400'], [600, '600'], [800, '800'], [1000, '1k']]);
});
test('the zero line is stronger on a linear y axis', () => {
  const { y } = scalesOf({ yKind: 'linear', y: { min: -1, max: 1 } });
  const color = y.grid.color;
  expect(typeof color === 'function' ? [color({ tick: { value: 0 } }), color({ tick: { value: 1 } })] : []).toEqual(['zero', 'grid']);
});
test('there are three to six ticks', () => expect([tickCount(50, 76), tickCount(330, 76), tickCount(5000, 76)]).toEqual([3, 4, 6]));
