import { describe, expect, it } from 'vitest';
import { answeredAt, comparedIndexes, questionOf } from '../../../web/text/question.js';

const known = [0, 5, 9];

describe('what a text card asks', () => {
  it('is the newest texts for a list, all steps looked at for a search', () => {
    expect(questionOf(7, { kind: 'list', limit: 10, search: '' }, { known, render: true })).toEqual({ series: [7], render: true, limit: 10 });
    expect(questionOf(7, { kind: 'list', limit: 10, search: 'x' }, { known, render: false })).toEqual({ series: [7], limit: 10, search: 'x' });
  });

  it('is the newest for a slider at the end, whatever comes, and the step of one that is not', () => {
    expect(questionOf(7, { kind: 'one', position: null }, { known, render: false })).toEqual({ series: [7], limit: 1 });
    expect(questionOf(7, { kind: 'one', position: { step: 5, copy: 0 } }, { known, render: true })).toEqual({ series: [7], render: true, steps: [5] });
    expect(questionOf(7, { kind: 'one', position: { step: 5, copy: 0 } }, { known: [], render: false })).toEqual({ series: [7], limit: 1 });
  });

  it('is two steps as they were written for a comparison, the last two at first', () => {
    expect(questionOf(7, { kind: 'two', before: null, after: null }, { known, render: true })).toEqual({ series: [7], steps: [5, 9] });
    expect(questionOf(7, { kind: 'two', before: { step: 9, copy: 0 }, after: null }, { known, render: true })).toEqual({ series: [7], steps: [9] });
    expect(questionOf(7, { kind: 'two', before: null, after: null }, { known: [], render: true })).toEqual({ series: [7], limit: 2 });
    expect(comparedIndexes([], { before: null, after: null })).toEqual({ before: -1, after: -1 });
    expect(comparedIndexes([3], { before: null, after: null })).toEqual({ before: 0, after: 0 });
  });
});

describe('answeredAt', () => {
  it('finds the text of a step among those answered, newest first', () => {
    expect([0, 1, 2].map((index) => answeredAt(index, { allSteps: known, steps: [9, 0] }))).toEqual([1, -1, 0]);
  });

  it('tells texts of one step apart', () => {
    const repeated = { allSteps: [1, 2, 2, 3], steps: [2, 2] };
    expect([1, 2].map((index) => answeredAt(index, repeated))).toEqual([1, 0]);
    expect(answeredAt(9, repeated)).toBe(-1);
  });
});
