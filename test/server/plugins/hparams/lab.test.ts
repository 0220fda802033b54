/** The lab over HTTP: a search in an index, questions, answers. */
import { afterAll, describe, expect, it } from 'vitest';
import type { ContourAnswer, ImportanceAnswer, ParetoAnswer, ProgressAnswer, SliceAnswer, SuggestAnswer } from '../../../../server/plugins/hparams/contract.js';
import { testApp } from '../../../support/app.js';
import { searchStore, type SessionSpec } from '../../../support/search-store.js';

/** 0.9 at lr 0.01, falling off to either side; width changes nothing. */
const accuracy = (lr: number): number => 0.9 - 0.1 * (Math.log10(lr) + 2) ** 2;
const sessions: SessionSpec[] = Array.from({ length: 16 }, (_, i) => {
  const lr = 10 ** (-4 + ((i * 7) % 16) / 5);
  return { run: `t${String(i).padStart(2, '0')}`, hparams: { lr, width: 8 + ((i * 5) % 11), opt: i % 2 ? 'adam' : 'sgd', fixed: 1 }, endTime: 1000 - i, metrics: { 'val/acc': [0, accuracy(lr)], seconds: [100 + i] } };
});
const store = searchStore([
  ...sessions,
  { run: 'diverged', hparams: { lr: 0.3, width: 9, opt: 'sgd', fixed: 1 }, metrics: { 'val/acc': [NaN] } },
  { run: 'failed', hparams: { lr: 0.2, width: 9, opt: 'sgd', fixed: 1 }, status: 2, metrics: { 'val/acc': [0.99] } },
  { run: 'now', hparams: { lr: 0.02, width: 9, opt: 'adam', fixed: 1 }, status: 3, metrics: { 'val/acc': [0.5] } },
  { run: 'just begun', hparams: { lr: 0.03, width: 9, opt: 'adam', fixed: 1 }, status: null },
  { run: 'another search', hparams: { depth: 3 }, status: null, metrics: { seconds: [3] } },
  { run: 'ended without it', hparams: { lr: 0.02, width: 12 }, metrics: { seconds: [5] } },
]);
const { app } = testApp(store.reader);
afterAll(async () => {
  await app.close();
  store.close();
});
async function ask<Answer>(path: string, payload: object): Promise<Answer> {
  const answer = await app.inject({ method: 'POST', url: `/api/plugins/hparams/${path}`, payload });
  if (answer.statusCode !== 200) throw new Error(answer.body);
  return answer.json();
}
const metric = 'val/acc';

describe('suggest', () => {
  it('learns from finished trials, counts the failed and the running, and proposes near the best', async () => {
    const answer = await ask<SuggestAnswer>('suggest', { metric, count: 3 });
    expect(answer).toMatchObject({ strategy: 'bayes', goal: 'maximize', finished: 16, failed: 2, running: 2, spaceFrom: 'inferred', note: '' });
    expect(answer.space.parameters.map(({ name, type }) => [name, type])).toEqual([['lr', 'float'], ['width', 'integer'], ['opt', 'categorical']]);
    expect(answer.space.parameters[0]).toMatchObject({ log: true });
    expect(answer.proposals).toHaveLength(3);
    for (const { configuration, predicted, nearest, why } of answer.proposals) {
      expect(Object.keys(configuration)).toEqual(['lr', 'width', 'opt']);
      expect(Math.abs(Math.log10(configuration['lr'] as number) + 2)).toBeLessThan(0.5);
      expect(predicted?.mean).toBeGreaterThan(0.8);
      expect(nearest?.trial).toMatch(/^(t\d\d|now|just begun)$/);
      expect(why).toMatch(/^(Exploits|Explores): .*\.$/);
    }
    expect(answer.model?.lengthScales).toHaveLength(3);
  });

  it('gives the same again, also at its short address, and after the model was made by another question', async () => {
    const request = { metric, count: 2, seed: 7 };
    const first = await ask<SuggestAnswer>('suggest', request);
    await ask('model/slice', { metric, seed: 7, parameter: 'lr' });
    const again = (await app.inject({ method: 'POST', url: '/api/hparams/suggest', payload: request })).json<SuggestAnswer>();
    expect(again).toEqual(first);
  });

  it('takes a space, and what of a grid is untried', async () => {
    const space = { parameters: [{ name: 'lr', type: 'float', low: 0.001, high: 0.1, log: true }, { name: 'flag', type: 'boolean' }] };
    const answer = await ask<SuggestAnswer>('suggest', { metric, strategy: 'grid', gridPoints: 3, count: 20, space });
    expect(answer).toMatchObject({ spaceFrom: 'request', strategy: 'grid', model: null, note: '6 of 6 combinations of the grid are untried' });
    expect(answer.proposals).toHaveLength(6);
  });

  it.each([
    [{ metric: 'nope' }, /No session has the metric nope; there are seconds, val\/acc\./],
    [{}, /metric must be/],
    [{ metric, goal: 'up' }, /goal must be one of/],
    [{ metric, count: 21 }, /count must be/],
    [{ metric, seed: 0.5 }, /seed must be a whole number/],
    [{ metric, space: { parameters: [] } }, /space: a search space needs/],
    [{ metric, strategy: 'magic' }, /strategy must be one of/],
  ])('refuses %j with a sentence', async (payload, sentence) => {
    const answer = await app.inject({ method: 'POST', url: '/api/hparams/suggest', payload });
    expect(answer.statusCode).toBe(400);
    expect(answer.json<{ message: string }>().message).toMatch(sentence);
  });

  it('takes declared domains before any trial, and asks for a space where there are none', async () => {
    const experiment = { hparams: [{ name: 'units', discrete: [16, 32] }, { name: 'drop', interval: [0.1, 0.4] as const }, { name: 'bn', discrete: [true, false] }] };
    for (const [declared, wanted] of [[experiment, 200], [{}, 400]] as const) {
      const empty = searchStore([], { experiment: declared });
      const tested = testApp(empty.reader);
      const answer = await tested.app.inject({ method: 'POST', url: '/api/hparams/suggest', payload: { metric, count: 4 } });
      expect(answer.statusCode).toBe(wanted);
      if (wanted === 200) expect(answer.json()).toMatchObject({ strategy: 'quasi-random', spaceFrom: 'declared', proposals: [{ reason: 'fills' }, {}, {}, {}], space: { parameters: [{ type: 'categorical' }, { type: 'float' }, { type: 'boolean' }] } });
      else expect(answer.json<{ message: string }>().message).toBe('No run states hyperparameters yet and no log declares domains, so a search space must be given.');
      await tested.app.close();
      empty.close();
    }
  });
});

describe('sections through the model', () => {
  it('slices along lr: high near 0.01, trials as points, the rest as in the best trial', async () => {
    const { x, mean, deviation, acquisition, maximum, points, at } = await ask<SliceAnswer>('model/slice', { metric, parameter: 'lr' });
    expect([mean.length, deviation.length, acquisition.length]).toEqual([x.length, x.length, x.length]);
    const highest = x[mean.indexOf(Math.max(...mean))] as number;
    expect(Math.abs(Math.log10(highest) + 2)).toBeLessThan(0.3);
    expect(acquisition[maximum]).toBe(Math.max(...acquisition));
    expect(points.value).toHaveLength(16);
    const best = points.value.indexOf(Math.max(...points.value));
    expect(points.distance[best]).toBe(0);
    expect(at['lr']).toBe(points.x[best]);
  });

  it.each(['upper-confidence-bound', 'probability-of-improvement'])('has %s beneath it, too', async (acquisition) => {
    const slice = await ask<SliceAnswer>('model/slice', { metric, parameter: 'opt', acquisition, at: { lr: 0.01 } });
    expect(slice.x).toEqual(['adam', 'sgd']);
    expect(slice.at['lr']).toBe(0.01);
    expect(slice.acquisition.every(Number.isFinite)).toBe(true);
  });

  it('has a contour over two, row by row', async () => {
    const { x, y, mean, deviation, points } = await ask<ContourAnswer>('model/contour', { metric, x: 'lr', y: 'width', size: 9 });
    expect([x.length, y.length, mean.length, deviation.length]).toEqual([9, 9, 81, 81]);
    const column = mean.indexOf(Math.max(...mean)) % 9;
    expect(Math.abs(Math.log10(x[column] as number) + 2)).toBeLessThan(0.5);
    expect(points.y).toHaveLength(16);
  });

  it.each([
    ['model/slice', { metric, parameter: 'nope' }, /has no hyperparameter nope; it has lr, width, opt/],
    ['model/contour', { metric, x: 'lr', y: 'lr' }, /two hyperparameters/],
    ['model/contour', { metric, x: 'lr', y: 'width', size: 65 }, /size must be/],
    ['model/slice', { metric, parameter: 'lr', at: { lr: null } }, /at must be/],
    ['model/pareto', { metrics: [metric] }, /list of two metrics/],
  ])('%s refuses %j', async (path, payload, sentence) => {
    const answer = await app.inject({ method: 'POST', url: `/api/plugins/hparams/${path}`, payload });
    expect(answer.statusCode).toBe(400);
    expect(answer.json<{ message: string }>().message).toMatch(sentence);
  });

  it('needs two finished trials', async () => {
    const short = searchStore([{ run: 'a', hparams: { lr: 1 }, metrics: { m: [1] } }, { run: 'b', hparams: { lr: 2 }, status: 3 }]);
    const tested = testApp(short.reader);
    const answer = await tested.app.inject({ method: 'POST', url: '/api/plugins/hparams/model/slice', payload: { metric: 'm', parameter: 'lr' } });
    expect(answer.json<{ message: string }>().message).toBe('A model needs at least 2 finished trials; there is 1.');
    await tested.app.close();
    short.close();
  });
});

it('finds that lr matters, and says so', async () => {
  const { importances, sentences } = await ask<ImportanceAnswer>('model/importance', { metric });
  expect(importances[0]?.parameter).toBe('lr');
  expect(importances[0]?.total).toBeGreaterThan(0.7);
  expect(sentences[0]).toMatch(/^lr matters most for val\/acc/);
});

it('shows the best so far in the order in which trials ended', async () => {
  const { run, value, best, time } = await ask<ProgressAnswer>('model/progress', { metric });
  expect(run[0]).toBe('t15');
  expect(time).toEqual([...time].sort((a, b) => (a ?? 0) - (b ?? 0)));
  expect(best.at(-1)).toBe(Math.max(...value));
  expect(best.every((x, i) => i === 0 || x >= (best[i - 1] as number))).toBe(true);
});

it('finds the Pareto front of two metrics, each in its direction', async () => {
  const { trial, first, second, front, goals } = await ask<ParetoAnswer>('model/pareto', { metrics: [metric, 'seconds'], goals: ['maximize', 'minimize'] });
  expect(goals).toEqual(['maximize', 'minimize']);
  expect(trial).not.toContain('diverged');
  const dominated = (i: number) => first.some((x, j) => x >= (first[i] as number) && (second[j] as number) <= (second[i] as number) && (x > (first[i] as number) || (second[j] as number) < (second[i] as number)));
  expect([...front].sort((a, b) => a - b)).toEqual(first.flatMap((_, i) => (dominated(i) ? [] : [i])));
});
