import { afterAll, describe, expect, it } from 'vitest';
import type { TrialsAnswer } from '../../../../server/plugins/hparams/contract.js';
import { guessGoal } from '../../../../server/plugins/hparams/values.js';
import { testApp } from '../../../support/app.js';
import { searchStore } from '../../../support/search-store.js';
import { buildStore } from '../../../support/store-builder.js';

const store = searchStore(
  [
    { run: 'a/s0', group: 'g1', hparams: { lr: 0.1, opt: 'sgd' }, startTime: 5, endTime: 9, metrics: { acc: [0.1, 0.9, 0.5], loss: [3, 1, 2] }, below: { validation: { acc: [0.25] } } },
    { run: 'a/s1', group: 'g1', hparams: { lr: 0.1, opt: 'sgd' }, status: 3, metrics: { acc: [0.3, 0.7] } },
    { run: 'b', hparams: { lr: 'auto', extra: 2 }, status: null, metrics: { loss: [1, NaN] } },
    { run: 'c', hparams: { lr: Infinity, opt: 'adam' }, status: 2 },
  ],
  {
    experiment: { hparams: [{ name: 'lr', type: 3, displayName: 'Learning rate', interval: [0.01, 1] }, { name: 'unused', discrete: ['x', NaN] }], metrics: [{ tag: 'loss', displayName: 'Loss' }, { tag: 'never' }] },
    content: { broken: Uint8Array.of(0x1a, 0x7f, 1) },
  },
);
const { app } = testApp(store.reader);
afterAll(async () => {
  await app.close();
  store.close();
});
const trials = async (query = ''): Promise<TrialsAnswer> => (await app.inject(`/api/plugins/hparams/trials${query}`)).json();
const metric = (answer: TrialsAnswer, tag: string, group = '') => answer.metrics.find((column) => column.tag === tag && column.group === group);

describe('every trial as columns', () => {
  it('groups sessions, and says of each which runs are its own', async () => {
    const { trials: names, statuses, sessions } = await trials();
    expect(names).toEqual(['b', 'c', 'g1']);
    expect(statuses).toEqual(['unknown', 'failure', 'running']);
    expect(sessions.trial).toEqual([0, 1, 2, 2]);
    expect(sessions.run).toEqual(['b', 'c', 'a/s0', 'a/s1']);
    const ids = new Map(store.reader.runs().map(({ name, id }) => [id as number, name as string]));
    expect(sessions.runs.map((runs) => runs.map((id) => ids.get(id)))).toEqual([['b'], ['c'], ['a/s0', 'a/s0/validation'], ['a/s1']]);
    expect(sessions.status).toEqual(['unknown', 'failure', 'success', 'running']);
  });

  it('says when sessions began and ended: as stated, else by their points', async () => {
    const { sessions } = await trials();
    expect(sessions.startTime).toEqual([1_700_000_000, null, 5, 1_700_000_000]);
    expect(sessions.endTime).toEqual([1_700_000_001, null, 9, 1_700_000_001]);
  });

  it('has declared and found hyperparameters together; mixed, missing and infinite values break nothing', async () => {
    const { hyperparameters } = await trials();
    expect(hyperparameters).toEqual([
      { name: 'lr', displayName: 'Learning rate', description: '', type: 'mixed', domain: { kind: 'interval', low: 0.01, high: 1 }, differs: true, values: ['auto', null, 0.1] },
      { name: 'opt', displayName: '', description: '', type: 'string', domain: null, differs: true, values: [null, 'adam', 'sgd'] },
      { name: 'extra', displayName: '', description: '', type: 'number', domain: null, differs: false, values: [2, null, null] },
      { name: 'unused', displayName: '', description: '', type: 'string', domain: { kind: 'discrete', values: ['x'] }, differs: false, values: [null, null, null] },
    ]);
  });

  it('has declared metrics first and in their order, then those found; trials are the mean of their sessions', async () => {
    const answer = await trials();
    expect(answer.metrics.map(({ tag, group, declared, goal }) => [tag, group, declared, goal])).toEqual([['loss', '', true, 'minimize'], ['never', '', true, 'maximize'], ['acc', '', false, 'maximize'], ['acc', 'validation', false, 'maximize']]);
    expect(metric(answer, 'acc')?.values[2]).toBeCloseTo(0.6, 6);
    expect(metric(answer, 'acc')?.sessionValues?.[0]).toBe(null);
    expect(metric(answer, 'loss')).toMatchObject({ displayName: 'Loss', values: ['NaN', null, 2], sessionValues: ['NaN', null, 2, null] });
    expect(metric(answer, 'never')?.values).toEqual([null, null, null]);
    expect(answer.unreadable).toBe(1);
  });

  it.each([
    ['?value=min', [1, null, 1], 0.2],
    ['?value=max', [1, null, 3], 0.8],
    ['?value=mean&lastK=2', ['NaN', null, 1.5], 0.6],
    ['?value=mean&lastK=9', ['NaN', null, 2], 0.5],
  ])('%s counts another value', async (query, losses, accuracy) => {
    const answer = await trials(query);
    expect(metric(answer, 'loss')?.values).toEqual(losses);
    expect(metric(answer, 'acc')?.values[2]).toBeCloseTo(accuracy, 6);
  });

  it('has no values by session when each trial has one', async () => {
    const single = searchStore([{ run: 'x', hparams: { a: 1 }, metrics: { m: [7] } }]);
    const tested = testApp(single.reader);
    const answer: TrialsAnswer = (await tested.app.inject({ method: 'POST', url: '/api/hparams/trials', payload: {} })).json();
    expect(answer.metrics).toMatchObject([{ tag: 'm', values: [7], sessionValues: null }]);
    expect(answer.experiment).toBe(null);
    await tested.app.close();
    single.close();
  });

  it('leaves out what is beyond 1,000 hyperparameters, those that never differ first', async () => {
    const many = (value: number) => Object.fromEntries([...Array.from({ length: 1_100 }, (_, i) => [`p${i}`, 1] as const), ['z', value]]);
    const wide = searchStore([{ run: 'a', hparams: many(1) }, { run: 'b', hparams: many(2) }]);
    const tested = testApp(wide.reader);
    const answer: TrialsAnswer = (await tested.app.inject('/api/plugins/hparams/trials')).json();
    expect(answer.hyperparameters).toHaveLength(1_000);
    expect(answer.hyperparameters[0]).toMatchObject({ name: 'z', values: [1, 2] });
    expect(answer.hyperparametersLeftOut).toBe(101);
    await tested.app.close();
    wide.close();
  });

  it.each(['?value=median', '?lastK=0', '?lastK=1.5'])('refuses %s', async (query) => {
    expect((await app.inject(`/api/plugins/hparams/trials${query}`)).statusCode).toBe(400);
  });

  it('answers empty columns of logs without hyperparameters', async () => {
    const empty = buildStore().run('r').scalars('loss', { values: [1] });
    const tested = testApp(empty.reader());
    const answer: TrialsAnswer = (await tested.app.inject('/api/plugins/hparams/trials')).json();
    expect(answer).toMatchObject({ trials: [], hyperparameters: [], metrics: [], sessions: { run: [] } });
    await tested.app.close();
    empty.close();
  });
});

it('never counts a superseded point, whichever value counts', async () => {
  const builder = buildStore().run('r').scalars('m', { steps: [0, 1, 2, 3], values: [1, 2, 9, -9], wallTimes: [10, 11, 12, 13] });
  builder.file('b.tfevents').start(2, 20).scalars('m', { steps: [2, 3], values: [3, 4], wallTimes: [21, 22] });
  builder.file('a.tfevents').metadata('_hparams_/session_start_info', { content: Uint8Array.of(0x1a, 0) });
  const tested = testApp(builder.reader());
  for (const [value, wanted] of [['min', 1], ['max', 4], ['last', 4]] as const) {
    const answer: TrialsAnswer = (await tested.app.inject(`/api/plugins/hparams/trials?value=${value}`)).json();
    expect(answer.metrics[0]?.values).toEqual([wanted]);
  }
  await tested.app.close();
  builder.close();
});

it('follows a series that grows', async () => {
  const builder = buildStore().run('r').metadata('_hparams_/session_start_info', { content: Uint8Array.of(0x1a, 0) }).scalars('m', { steps: [0, 1], values: [1, 2] });
  const tested = testApp(builder.reader());
  const best = async (): Promise<unknown> => ((await tested.app.inject('/api/plugins/hparams/trials?value=max')).json() as TrialsAnswer).metrics[0]?.values;
  expect(await best()).toEqual([2]);
  builder.scalars('m', { steps: [2], values: [5] }).commit();
  expect(await best()).toEqual([5]);
  await tested.app.close();
  builder.close();
});

it.each([['val/acc', 'maximize'], ['loss', 'minimize'], ['train_loss', 'minimize'], ['epoch_loss', 'minimize'], ['val/RMSE', 'minimize'], ['closs', 'minimize'], ['flossing', 'maximize'], ['reward', 'maximize'], ['top5 error', 'minimize']])(
  'a metric called %s is to be as by its name: %s',
  (tag, goal) => expect(guessGoal(tag)).toBe(goal),
);
