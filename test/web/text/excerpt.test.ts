import { describe, expect, it } from 'vitest';
import { excerptOf, matchesIn } from '../../../web/text/excerpt.js';

describe('excerptOf', () => {
  it('leaves a short text whole, and begins a long one at its beginning', () => {
    expect(excerptOf('short', 10)).toEqual({ text: 'short', before: false, after: false });
    expect(excerptOf('a'.repeat(20), 10)).toEqual({ text: 'a'.repeat(10), before: false, after: true });
    expect(excerptOf('', 10).text).toBe('');
  });

  it('shows where the searched word is, from the start of a line', () => {
    const text = `${'some line\n'.repeat(5_000)}here is the Needle\n${'another line\n'.repeat(5_000)}`;
    const { text: shown, before, after } = excerptOf(text, 2_000, 'needle');
    expect([shown.includes('here is the Needle'), before, after, shown.length]).toEqual([true, true, true, 2_000]);
    expect(shown.startsWith('some line\n')).toBe(true);
  });

  it('shows the very end, and finds no line where there is none', () => {
    const { text, after } = excerptOf(`${'x'.repeat(9_000)}needle`, 1_000, 'needle');
    expect([text.endsWith('needle'), after]).toEqual([true, false]);
  });

  it('cuts no character in two', () => {
    for (const most of [10, 11]) expect(excerptOf('😀'.repeat(20), most).text).toBe('😀'.repeat(5));
    expect(excerptOf(`${'😀'.repeat(2_000)}needle`, 1_001, 'needle').text).toMatch(/^(😀)+needle$/u);
  });
});

describe('matchesIn', () => {
  it('finds a word regardless of case, in the places of the text as it is', () => {
    expect(matchesIn('Loss, loss and LOSS', 'loss', 10)).toEqual([{ from: 0, to: 4 }, { from: 6, to: 10 }, { from: 15, to: 19 }]);
    // Lower case of this letter is longer than itself.
    expect(matchesIn('İİ x', 'x', 10)).toEqual([{ from: 3, to: 4 }]);
  });

  it('takes the characters of expressions as they are', () => {
    expect(matchesIn('a.b (c) [d] a*b', '(c)', 9)).toHaveLength(1);
    for (const needle of ['.', '*', '[d]', '\\', '$', '(', '-', '/']) expect(() => matchesIn('x', needle, 1)).not.toThrow();
  });

  it('ends after the most wanted, and finds nothing for nothing', () => {
    expect(matchesIn('aaaa', 'a', 3)).toHaveLength(3);
    expect(matchesIn('aaaa', '', 3)).toEqual([]);
  });
});
