import { describe, expect, it } from 'vitest';
import { compareTexts } from '../../../web/text/compare-texts.js';

describe('compareTexts', () => {
  it('says what was removed and added, in order', () => {
    expect(compareTexts('a\nb\nc', 'a\nB\nc\nd')).toEqual({
      lines: [
        { kind: 'same', text: 'a' },
        { kind: 'removed', text: 'b' },
        { kind: 'added', text: 'B' },
        { kind: 'same', text: 'c' },
        { kind: 'added', text: 'd' },
      ],
      removed: 1, added: 2, matched: true,
    });
  });

  it('finds no difference in how lines end', () => {
    expect(compareTexts('a\r\nb', 'a\nb\n')).toMatchObject({ removed: 0, added: 0 });
    expect(compareTexts('', '').lines).toEqual([]);
  });

  it('folds what is equal, but for three lines around a difference', () => {
    const lines = Array.from({ length: 20 }, (_, i) => `line ${i}`);
    const changed = lines.with(10, 'other');
    const { lines: shown } = compareTexts(lines.join('\n'), changed.join('\n'));
    expect(shown.map((line) => (line.kind === 'gap' ? line.count : line.kind))).toEqual([7, 'same', 'same', 'same', 'removed', 'added', 'same', 'same', 'same', 6]);
    expect(compareTexts(lines.join('\n'), lines.join('\n')).lines).toEqual([{ kind: 'gap', count: 20 }]);
  });

  it('gives up matching texts that have nothing in common, and shows both', () => {
    const [one, other] = ['a', 'b'].map((name) => Array.from({ length: 30_000 }, (_, i) => `${name}${i}`).join('\n'));
    const { matched, removed, added, lines } = compareTexts(one ?? '', other ?? '');
    expect([matched, removed, added, lines.length]).toEqual([false, 30_000, 30_000, 60_000]);
  });

  it('shows an empty text against a full one', () => {
    expect(compareTexts('', 'a\n\nb').lines).toEqual([{ kind: 'added', text: 'a' }, { kind: 'added', text: '' }, { kind: 'added', text: 'b' }]);
  });
});
