import { expect, test } from 'vitest';
import { parseColor, shadesOf } from '../../../web/histograms/shades.js';

test('colours are read as tokens and pickers write them', () => {
  expect(['#3d62d8', 'rgb(61, 98, 216)', 'rgb(61 98 216)', 'rgba(61, 98, 216, 0.5)', 'what'].map(parseColor)).toEqual([[61, 98, 216], [61, 98, 216], [61, 98, 216], [61, 98, 216], [128, 128, 128]]);
});
test('newer slices are deeper, from near the card to beyond the colour of the run', () => {
  const { fills, outlines } = shadesOf('#0000ff', { card: '#ffffff', text: '#000000', count: 5 });
  const lightness = fills.map((css) => parseColor(css).reduce((sum, part) => sum + part, 0));
  expect(lightness).toEqual([...lightness].sort((a, b) => b - a));
  expect(new Set(lightness).size).toBe(5);
  expect(outlines).toHaveLength(5);
  expect(shadesOf('#0000ff', { card: '#ffffff', text: '#000000', count: 1 }).fills).toEqual(fills.slice(4));
});
