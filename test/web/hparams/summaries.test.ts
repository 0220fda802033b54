import { describe, expect, it } from 'vitest';
import type { SessionColumns, SessionStatus } from '../../../server/plugins/hparams/contract.js';
import { paretoFront, progressOf } from '../../../web/hparams/summaries.js';

const answer = (ends: readonly (number | null)[], statuses: readonly SessionStatus[] = ends.map(() => 'success'), trial: readonly number[] = ends.map((_, i) => i)) => ({ statuses, sessions: { trial, endTime: ends } as unknown as SessionColumns });

describe('the best so far', () => {
  it('follows the ends of trials, whatever their order', () => {
    const found = progressOf(answer([30, 10, 20, null]), { values: [1, 3, 2, 0.5], goal: 'minimize' }, [0, 1, 2, 3]);
    expect(found).toEqual({ trial: [1, 2, 0, 3], time: [10, 20, 30, NaN], value: [3, 2, 1, 0.5], best: [3, 2, 1, 0.5] });
    expect(progressOf(answer([30, 10, 20]), { values: [1, 3, 2], goal: 'maximize' }, [0, 1, 2]).best).toEqual([3, 3, 3]);
  });

  it('leaves out what is running, failed, missing or not finite', () => {
    expect(progressOf(answer([1, 2, 3, 4, 5], ['running', 'failure', 'unknown', 'success', 'success']), { values: [1, 1, 1, null, NaN], goal: 'minimize' }, [0, 1, 2, 3, 4]).trial).toEqual([2]);
    expect(progressOf(answer([]), { values: [], goal: 'minimize' }, [])).toEqual({ trial: [], time: [], value: [], best: [] });
  });

  it('ends a trial with its last session', () => {
    expect(progressOf(answer([5, 9, 7, null], ['success', 'success'], [0, 0, 1, 1]), { values: [1, 2], goal: 'minimize' }, [0, 1]).time).toEqual([7, 9]);
  });
});

describe('the front of two metrics', () => {
  const front = (a: readonly (number | null)[], b: readonly (number | null)[], goals: readonly ['maximize' | 'minimize', 'maximize' | 'minimize'] = ['maximize', 'minimize']): number[] =>
    paretoFront({ values: a, goal: goals[0] }, { values: b, goal: goals[1] }, a.map((_, i) => i));

  it('has every trial that none beats in both, best of the first in front', () => {
    expect(front([0.9, 0.8, 0.95, 0.7, 0.85], [10, 5, 20, 6, 12])).toEqual([2, 0, 1]);
  });

  it('has trials that are alike in both, and none that is worse in one and alike in the other', () => {
    expect(front([1, 1, 1], [2, 2, 3])).toEqual([0, 1]);
    expect(front([1, 2], [3, 3], ['maximize', 'maximize'])).toEqual([1]);
  });

  it('leaves out what is missing or not finite', () => {
    expect(front([1, null, NaN, Infinity, 0], [1, 0, 0, 0, 0])).toEqual([0, 4]);
    expect(front([], [])).toEqual([]);
  });
});
