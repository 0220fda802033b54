import { describe, expect, it } from 'vitest';
import type { RunInfo } from '../../../server/contract.js';
import type { SessionColumns } from '../../../server/plugins/hparams/contract.js';
import { metricRun, runNamesOf, sessionsOf } from '../../../web/hparams/session-runs.js';

const names = ['torch/wide', 'torch/wide/1795477.5', 'tf/run-0', 'tf/run-0/validation', 'tf/run-1', 'search/3', 'search'];
const runs = names.map((name, id) => ({ id, name }) as unknown as RunInfo);
const index = { run: (id: number) => runs[id], runNamed: (name: string) => runs.find((run) => run.name === name) };
const sessions = { trial: [0, 1, 1, 2, 3], run: ['torch/wide/1795477.5', 'tf/run-0', 'tf/run-1', 'search/3', 'gone'], runs: [[1], [2, 3], [4], [5], [77]] } as unknown as SessionColumns;

describe('the runs of trials', () => {
  it('are those of all their sessions, with the runs that hold metrics', () => {
    expect(sessionsOf(sessions, [1])).toEqual([1, 2]);
    expect(runNamesOf(sessions, [1], index)).toEqual(['tf/run-0', 'tf/run-0/validation', 'tf/run-1']);
  });

  it('have the run that was trained beside the one torch made for its hyperparameters', () => {
    expect(runNamesOf(sessions, [0], index)).toEqual(['torch/wide/1795477.5', 'torch/wide']);
    expect(runNamesOf({ ...sessions, run: ['search/3', 'search'], trial: [0, 1], runs: [[5], [6]] }, [0], index)).toEqual(['search/3']);
  });

  it('are none where a run is gone', () => {
    expect(runNamesOf(sessions, [3], index)).toEqual([]);
    expect(runNamesOf(sessions, [], index)).toEqual([]);
  });
});

describe('the run of a metric', () => {
  it('is the session\'s, or one below it', () => {
    expect([['a', ''], ['a', 'val'], ['.', 'val'], ['.', '']].map(([run = '', group = '']) => metricRun(run, { group, tag: 't' }))).toEqual(['a', 'a/val', 'val', '.']);
  });
});
