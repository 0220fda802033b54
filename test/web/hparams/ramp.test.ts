import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { blend, RAMP_STOPS, shadeAt, SHADES, shadesOf } from '../../../web/hparams/ramp.js';

type Triple = readonly [number, number, number];
type Matrix = readonly [Triple, Triple, Triple];

const css = readFileSync(new URL('../../../web/styles/tokens.css', import.meta.url), 'utf8');
const stops = Array.from({ length: RAMP_STOPS }, (_, i) => new RegExp(`--ramp-${i}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(css)?.slice(1) ?? []);
const cards = /--surface-card: light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/.exec(css)?.slice(1) ?? [];

const linear = (hex: string): Triple => [1, 3, 5].map((at) => {
  const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}) as unknown as Triple;
const apply = (m: Matrix, v: Triple): Triple => m.map((row) => row[0] * v[0] + row[1] * v[1] + row[2] * v[2]) as unknown as Triple;
const luminance = (v: Triple): number => 0.2126 * v[0] + 0.7152 * v[1] + 0.0722 * v[2];
/** Oklab (Ottosson 2020). */
const oklab = (v: Triple): Triple => {
  const cones = apply([[0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566], [0.0883024619, 0.2817188376, 0.6299787005]], v).map(Math.cbrt) as unknown as Triple;
  return apply([[0.2104542553, 0.793617785, -0.0040720468], [1.9779984951, -2.428592205, 0.4505937099], [0.0259040371, 0.7827717662, -0.808675766]], cones);
};
/** Machado, Oliveira, Fernandes 2009, severity 1. */
const EYES: readonly Matrix[] = [
  [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
];

describe.each(['light', 'dark'].map((name, theme) => ({ name, theme })))('the ramp, $name', ({ theme }) => {
  const ramp = stops.map((both) => linear(both[theme] ?? ''));
  const lab = ramp.map(oklab);

  it('takes equal steps to the eye', () => {
    const steps = lab.slice(1).map((to, i) => Math.hypot(...to.map((part, k) => part - (lab[i]?.[k] ?? 0))));
    expect(Math.max(...steps) / Math.min(...steps)).toBeLessThan(1.1);
  });

  it('is in order by lightness alone, also for eyes that miss a colour', () => {
    for (const seen of [lab, ...EYES.map((eye) => ramp.map((one) => oklab(apply(eye, one).map((part) => Math.min(1, Math.max(0, part))) as unknown as Triple)))]) {
      const lightness = seen.map(([light]) => light);
      const steps = lightness.slice(1).map((to, i) => (to - (lightness[i] ?? 0)) * (theme === 0 ? -1 : 1));
      expect(Math.min(...steps)).toBeGreaterThan(0.015);
    }
  });

  it('stands at no less than 3:1 on a card', () => {
    const card = luminance(linear(cards[theme] ?? ''));
    for (const one of ramp) {
      const [low = 0, high = 0] = [card, luminance(one)].sort((a, b) => a - b);
      expect((high + 0.05) / (low + 0.05)).toBeGreaterThanOrEqual(3);
    }
  });
});

describe('shades', () => {
  it('go from the first stop to the last', () => {
    expect(blend(['#000000', 'rgb(100, 50, 0)'], 3)).toEqual(['rgb(0, 0, 0)', 'rgb(50, 25, 0)', 'rgb(100, 50, 0)']);
    const shades = shadesOf({ color: (name) => (name === 'var(--ramp-8)' ? 'rgb(9, 9, 9)' : '#010203') });
    expect([shades.length, shades[0], shades.at(-1)]).toEqual([SHADES, 'rgb(1, 2, 3)', 'rgb(9, 9, 9)']);
  });

  it('of places beyond the ends are those of the ends; NaN has none', () => {
    expect([0, 1, -3, 7, NaN].map(shadeAt)).toEqual([0, SHADES - 1, 0, SHADES - 1, -1]);
  });
});
