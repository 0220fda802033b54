import { expect, test } from 'vitest';
import { chartSvg, type Picture } from '../../../web/charts/export-svg.js';
import type { ChartTheme } from '../../../web/charts/theme.js';
import { toPoints } from '../../../web/charts/to-points.js';
import { makeLine } from './lines.js';

const theme: ChartTheme = { grid: 'grey', zero: 'black', axisText: 'grey', text: 'black', card: 'white', cursor: 'grey', restart: 'grey', nonFinite: 'red', fontFamily: '"A", sans', fontSize: 11, color: (css) => css };
const picture = (change: Partial<Picture> = {}): Picture => ({
  title: 'loss', points: [toPoints(makeLine([1, 0.5, Number.NaN, 0.25], { name: 'a<b> & "c"\u0000', dash: [6, 3] }), 'step')], axis: 'step',
  x: { kind: 'linear', domain: { min: 0, max: 3 } }, y: { kind: 'linear', domain: { min: 0, max: 1 } }, theme, width: 400, height: 240, ...change,
});

test('an exported chart is vectors: lines with their dash, ticks, a legend', () => {
  const svg = chartSvg(picture());
  expect(svg).toMatch(/<path d="M58 34L/);
  expect(svg).toContain('stroke-dasharray="6 3"');
  expect(svg).toContain('>0.8<');
  expect(svg).toMatch(/ Z?"? ?fill="red" stroke="red"|Z" fill="red" stroke="red"/);
});
test('text of a log cannot leave its place', () => {
  const svg = chartSvg(picture({ title: '</title><script>' }));
  expect(svg).toContain('a&lt;b&gt; &amp; &quot;c&quot;<');
  expect(svg).not.toContain('<script');
  expect(svg).not.toContain('\u0000');
});
test('an empty chart is still a document', () => expect(chartSvg(picture({ points: [] })).endsWith('</svg>\n')).toBe(true));
