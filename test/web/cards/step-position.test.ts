import { describe, expect, it } from 'vitest';
import { indexOfPosition, positionOfIndex } from '../../../web/cards/step-position.js';

describe('a slider over steps', () => {
  it('at the end stays there while steps come, and elsewhere stays at its step', () => {
    expect(positionOfIndex([0, 5, 9], 2)).toBeNull();
    expect(indexOfPosition([0, 5, 9, 12], null)).toBe(3);
    const chosen = positionOfIndex([0, 5, 9], 1);
    expect(indexOfPosition([0, 2, 5, 9, 12], chosen)).toBe(2);
  });

  it('stands at the nearest step before one that is gone, and at the first when there is none', () => {
    expect(indexOfPosition([0, 5, 9], { step: 7, copy: 0 })).toBe(1);
    expect(indexOfPosition([5, 9], { step: 3, copy: 0 })).toBe(0);
    expect(indexOfPosition([], { step: 3, copy: 0 })).toBe(-1);
    expect(indexOfPosition([], null)).toBe(-1);
  });

  it('tells points of one step apart', () => {
    const steps = [1, 2, 2, 2, 3];
    for (let i = 0; i < 4; i++) expect(indexOfPosition(steps, positionOfIndex(steps, i))).toBe(i);
    expect(indexOfPosition(steps, { step: 2, copy: 99 })).toBe(3);
  });
});
