import { expect, test } from 'vitest';
import { trialsOfRuns } from '../../../web/state/hparam-runs.js';

const map = (names: string[], run: string[]): Record<string, number> => Object.fromEntries(trialsOfRuns(names, { run, trial: run.map((_, i) => i) }));

test('a session is that of its run and of those below it, not of namesakes and not of runs above', () => {
  expect(map(['a', 'a/train', 'a/x/y', 'ab', 'b', '.', 'b/c'], ['a', 'b/c'])).toEqual({ a: 0, 'a/train': 0, 'a/x/y': 0, 'b/c': 1 });
});

test('the nearest session counts; one of the root is that of all others', () => {
  expect(map(['a', 'a/b', 'a/b/c', 'd', '.'], ['.', 'a', 'a/b'])).toEqual({ a: 1, 'a/b': 2, 'a/b/c': 2, d: 0, '.': 0 });
});

test('a run torch made below the trained one speaks for it, of several the last', () => {
  expect(map(['t', 't/1700.5', 't/eval', 'u', 'u/1', 'u/2'], ['t/1700.5', 'u/1', 'u/2'])).toEqual({ t: 0, 't/1700.5': 0, 't/eval': 0, u: 2, 'u/1': 1, 'u/2': 2 });
  expect(map(['t', 't/3'], ['t', 't/3'])).toEqual({ t: 0, 't/3': 1 });
});
