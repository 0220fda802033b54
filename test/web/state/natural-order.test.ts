import { describe, expect, it } from 'vitest';
import { compareNaturally } from '../../../web/state/natural-order.js';

const sorted = (...names: string[]): string[] => [...names].reverse().sort(compareNaturally);

describe('compareNaturally', () => {
  it('orders numbers by their value: whole, decimal and with exponents', () => {
    for (const names of [['run2', 'run10'], ['lr0.001', 'lr0.01', 'lr0.1'], ['lr1e-4', 'lr1e-3', 'lr0.5'], ['a1b2', 'a1b10', 'a2b1']]) {
      expect(sorted(...names)).toEqual(names);
    }
  });

  it('puts a folder before its longer namesakes and a prefix before what it begins', () => {
    for (const names of [['a', 'a/b'], ['train/loss', 'train2/loss', 'training/loss'], ['', 'a'], ['a/b', 'ab']]) expect(sorted(...names)).toEqual(names);
  });

  it('is an order: antisymmetric, and equal for the same text only', () => {
    const names = ['a', 'a/', 'a_', 'a1', 'a01', 'a1.', 'a1.5', 'a1e', 'a1e5', 'a1e+5', '', '9', 'ü', 'a/1'];
    for (const a of names) for (const b of names) {
      expect(Math.sign(compareNaturally(a, b))).toBe(a === b ? 0 : -Math.sign(compareNaturally(b, a)));
      if (a !== b) expect(compareNaturally(a, b)).not.toBe(0);
    }
  });
});
