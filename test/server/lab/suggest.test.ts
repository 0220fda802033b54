import { describe, expect, test } from 'vitest';
import { suggest, type Strategy, type SuggestRequest, type Trial } from '../../../server/lab/suggest.js';
import { configurationKey, type Configuration, type SearchSpace } from '../../../server/lab/space.js';

const space: SearchSpace = {
  parameters: [
    { name: 'x', type: 'float', low: 0, high: 1, log: false },
    { name: 'n', type: 'integer', low: 1, high: 8, log: false },
    { name: 'kind', type: 'categorical', choices: ['a', 'b', 'c'] },
    { name: 'flag', type: 'boolean', when: { parameter: 'kind', values: ['b'] } },
  ],
};
/** Best at x = 0.3, n = 5, kind b. */
const metric = (c: Configuration): number => -((Number(c['x']) - 0.3) ** 2) - ((Number(c['n']) - 5) / 8) ** 2 + (c['kind'] === 'b' ? 0.5 : 0);
const request = (strategy: Strategy, trials: readonly Trial[] = [], more: Partial<SuggestRequest> = {}): SuggestRequest => ({
  space, trials, goal: 'maximize', strategy, count: 4, seed: 1, ...more,
});
const evenTrials = (count: number): Trial[] =>
  suggest(request('quasi-random', [], { count })).suggestions.map(({ configuration }) => ({ configuration, value: metric(configuration) }));

describe.each(['grid', 'random', 'quasi-random', 'bayes'] as const)('%s', (strategy) => {
  test.each([0, 1, 20])('after %i trials: new, different, inside the space, and the same for the same seed', (count) => {
    const trials = evenTrials(count);
    const answer = suggest(request(strategy, trials));
    expect({ ...suggest(request(strategy, trials)), model: null }).toEqual({ ...answer, model: null });
    const keys = [...trials, ...answer.suggestions].map(({ configuration }) => configurationKey(space, configuration));
    expect(new Set(keys).size).toBe(count + 4);
    for (const { configuration } of answer.suggestions) {
      expect(configuration['x']).toBeGreaterThanOrEqual(0);
      expect(configuration['x']).toBeLessThanOrEqual(1);
      expect([1, 2, 3, 4, 5, 6, 7, 8]).toContain(configuration['n']);
      expect('flag' in configuration).toBe(configuration['kind'] === 'b');
    }
  });
});

test('another seed gives other proposals', () => {
  for (const strategy of ['random', 'quasi-random'] as const) {
    expect(suggest(request(strategy, [], { seed: 2 })).suggestions).not.toEqual(suggest(request(strategy)).suggestions);
  }
});

test('with too few finished trials bayes spreads evenly and says so', () => {
  const trials: Trial[] = [...evenTrials(2), { configuration: { x: 0.5, n: 1, kind: 'a' }, value: NaN }, { configuration: { x: 0.6, n: 1, kind: 'a' }, value: null }];
  const answer = suggest(request('bayes', trials));
  expect(answer.strategy).toBe('quasi-random');
  expect(answer.note).toMatch(/^2 of at least 8 finished trials/);
});

test('bayes learns: one of four proposals after 24 trials is close to the best configuration', () => {
  const trials = evenTrials(24);
  const answer = suggest(request('bayes', trials));
  expect(answer.strategy).toBe('bayes');
  const best = Math.max(...answer.suggestions.map(({ configuration }) => metric(configuration)));
  expect(best).toBeGreaterThan(Math.max(...trials.map(({ value }) => value as number)));
  expect(best).toBeGreaterThan(0.49);
});

test('minimizing the negated metric proposes the same', () => {
  const trials = evenTrials(16);
  const negated = trials.map(({ configuration, value }) => ({ configuration, value: -(value as number) }));
  const up = suggest(request('bayes', trials)).suggestions;
  const down = suggest(request('bayes', negated, { goal: 'minimize' })).suggestions;
  expect(down.map(({ configuration }) => configuration)).toEqual(up.map(({ configuration }) => configuration));
  expect(down[0]?.predicted?.mean).toBeCloseTo(-(up[0]?.predicted?.mean ?? NaN), 9);
});

test('a predicted metric is in the metric\'s own unit, near what really comes out', () => {
  const trials = evenTrials(30).map(({ configuration }) => ({ configuration, value: 1000 + 50 * metric(configuration) }));
  for (const { configuration, predicted, expectedImprovement } of suggest(request('bayes', trials)).suggestions) {
    expect(Math.abs((predicted?.mean ?? NaN) - (1000 + 50 * metric(configuration)))).toBeLessThan(15);
    expect(predicted?.deviation).toBeGreaterThan(0);
    expect(expectedImprovement).toBeGreaterThanOrEqual(0);
  }
});

test('nothing is proposed right beside a running trial that would be proposed otherwise', () => {
  const trials = evenTrials(24);
  const [first] = suggest(request('bayes', trials, { count: 1 })).suggestions;
  const running: Trial = { configuration: first?.configuration ?? {}, value: null };
  const [next] = suggest(request('bayes', [...trials, running], { count: 1 })).suggestions;
  expect(configurationKey(space, next?.configuration ?? {})).not.toBe(configurationKey(space, running.configuration));
});

test('diverged trials, of whatever kind, neither throw nor attract', () => {
  const bad = evenTrials(24).map((trial): Trial => (trial.configuration['kind'] === 'b' ? { ...trial, value: [NaN, Infinity, -Infinity][Number(trial.configuration['n']) % 3] ?? NaN } : trial));
  const answer = suggest(request('bayes', bad, { exploration: 0 }));
  expect(answer.suggestions.filter(({ configuration }) => configuration['kind'] === 'b').length).toBeLessThanOrEqual(1);
});

test('equal values everywhere, and the same configuration many times, are no obstacle', () => {
  const flat = evenTrials(10).map((trial) => ({ ...trial, value: 1 }));
  expect(suggest(request('bayes', [...flat, ...flat])).suggestions).toHaveLength(4);
});

test('the grid goes on with what is untried, and says how much that is', () => {
  const first = suggest(request('grid', [], { gridPoints: 3 }));
  expect(first.note).toBe('36 of 54 combinations of the grid are untried');
  const trials = first.suggestions.map(({ configuration }) => ({ configuration, value: 0 }));
  const second = suggest(request('grid', trials, { gridPoints: 3 }));
  expect(second.note).toBe('32 of 54 combinations of the grid are untried');
});

test('a space that is used up ends: fewer proposals, no endless loop', () => {
  const small: SearchSpace = { parameters: [{ name: 'flag', type: 'boolean' }] };
  for (const strategy of ['grid', 'random', 'quasi-random', 'bayes'] as const) {
    const answer = suggest({ space: small, trials: [{ configuration: { flag: true }, value: 1 }], goal: 'maximize', strategy, count: 5, seed: 0 });
    expect(answer.suggestions.map(({ configuration }) => configuration)).toEqual([{ flag: false }]);
  }
});

test('exploration goes further from what is known than exploitation', () => {
  const trials = evenTrials(24);
  const distance = (exploration: number): number => suggest(request('bayes', trials, { exploration, count: 1 })).suggestions[0]?.nearest?.distance ?? NaN;
  expect(distance(1)).toBeGreaterThan(distance(0));
});
