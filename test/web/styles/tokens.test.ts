import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** Colours of both themes by token name, read from the stylesheet itself. */
const css = readFileSync(new URL('../../../web/styles/tokens.css', import.meta.url), 'utf8');
const tokens = new Map([...css.matchAll(/(--[a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(([, name = '', light = '', dark = '']) => [name, [light, dark]] as const));
const THEMES = ['light', 'dark'] as const;

type Triple = readonly [number, number, number];
type Matrix = readonly [Triple, Triple, Triple];

const linear = (hex: string): Triple => [1, 3, 5].map((at) => {
  const part = parseInt(hex.slice(at, at + 2), 16) / 255;
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}) as unknown as Triple;
const apply = (m: Matrix, v: Triple): Triple => m.map((row) => row[0] * v[0] + row[1] * v[1] + row[2] * v[2]) as unknown as Triple;
const luminance = (v: Triple): number => 0.2126 * v[0] + 0.7152 * v[1] + 0.0722 * v[2];

function colour(name: string, theme: number): Triple {
  const hex = tokens.get(name)?.[theme];
  if (!hex) throw new Error(`no colour ${name}`);
  return linear(hex);
}

/** WCAG 2 contrast. */
function contrast(a: Triple, b: Triple): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

/** Oklab (Ottosson 2020), in which distance is about what an eye sees. */
function oklab(v: Triple): Triple {
  const cones = apply([[0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566], [0.0883024619, 0.2817188376, 0.6299787005]], v).map(Math.cbrt) as unknown as Triple;
  return apply([[0.2104542553, 0.793617785, -0.0040720468], [1.9779984951, -2.428592205, 0.4505937099], [0.0259040371, 0.7827717662, -0.808675766]], cones);
}

/** Machado, Oliveira, Fernandes 2009, severity 1; and eyes that see all colours. */
const EYES: Readonly<Record<string, Matrix>> = {
  all: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  redBlind: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  greenBlind: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  blueBlind: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
};
const seenBy = (eye: Matrix, v: Triple): Triple => oklab(apply(eye, v).map((part) => Math.min(1, Math.max(0, part))) as unknown as Triple);

describe.each(THEMES.map((name, theme) => ({ name, theme })))('tokens, $name', ({ theme }) => {
  it('keeps text readable on every surface it stands on', () => {
    const surfaces = ['--surface-page', '--surface-panel', '--surface-card', '--surface-hover'];
    for (const text of ['--text', '--text-quiet', '--text-link', '--accent-text', '--danger', '--warning', '--chart-axis-text']) {
      for (const surface of surfaces) expect.soft(contrast(colour(text, theme), colour(surface, theme)), `${text} on ${surface}`).toBeGreaterThanOrEqual(4.5);
    }
    for (const [text, ground] of [['--on-accent', '--accent'], ['--on-tip', '--surface-tip'], ['--accent-text', '--accent-faint'], ['--warning', '--warning-faint'], ['--danger', '--danger-faint'], ['--text', '--surface-active']] as const) {
      expect.soft(contrast(colour(text, theme), colour(ground, theme)), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('draws every run at no less than 3:1 on cards, and the focus ring too', () => {
    for (const name of [...Array.from({ length: 10 }, (_, n) => `--run-${n}`), '--focus', '--accent']) {
      expect.soft(contrast(colour(name, theme), colour('--surface-card', theme)), name).toBeGreaterThanOrEqual(3);
    }
  });

  it('keeps any two runs apart, for every kind of eye', () => {
    for (const [eye, matrix] of Object.entries(EYES)) {
      for (let a = 0; a < 10; a++) for (let b = 0; b < a; b++) {
        const [x, y] = [seenBy(matrix, colour(`--run-${a}`, theme)), seenBy(matrix, colour(`--run-${b}`, theme))];
        expect.soft(Math.hypot(x[0] - y[0], x[1] - y[1], x[2] - y[2]), `runs ${b} and ${a}, ${eye}`).toBeGreaterThanOrEqual(0.05);
      }
    }
  });
});
