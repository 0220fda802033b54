import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DescriptionAnswer, RunsAnswer, SeriesAnswer, StatusAnswer } from '../../../server/contract.js';
import { BuiltStore } from '../../support/built-store.js';
import { testApp, type TestApp } from '../../support/app.js';

let store: BuiltStore;
let tested: TestApp;
const get = async (url: string) => tested.app.inject({ url });

beforeAll(() => {
  store = new BuiltStore([
    { run: 'b', tags: { loss: [[0, 3, 500], [1, NaN, 501]] }, notes: { loss: { description: 'the *loss*' } } },
    { run: 'a', tags: { loss: [[0, 1], [1, 2]], acc: [[5, -Infinity]] } },
    { run: 'a', file: 'b.tfevents', plugin: 'images', tags: { picture: [[0, 3]] } },
  ]);
  tested = testApp(store.reader);
});
afterAll(async () => {
  await tested.app.close();
  store.close();
});

describe('GET /api/status', () => {
  it('says what the page needs first', async () => {
    const status = (await get('/api/status')).json<StatusAnswer>();
    expect(status).toMatchObject({ version: '1.2.3', generation: 'generation-1', commit: 3, logdir: 'logs', problems: 0, plugins: { scalars: 3, images: 1 } });
    expect(status.load.state).toBe('loading');
    tested.feed.publish({ type: 'progress', progress: { ...status.load, state: 'live', runs: 2 } });
    expect((await get('/api/status')).json<StatusAnswer>().load).toMatchObject({ state: 'live', runs: 2 });
  });
});

describe('GET /api/runs', () => {
  it('lists runs by start time, not by name', async () => {
    const { runs, commit } = (await get('/api/runs')).json<RunsAnswer>();
    expect(commit).toBe(3);
    expect(runs.map(({ name, startTime, lastTime }) => [name, startTime, lastTime])).toEqual([['b', 500, 501], ['a', 1000, 1005]]);
  });
});

describe('GET /api/series', () => {
  it('answers columns that name runs, tags and plugins by number', async () => {
    const answer = (await get('/api/series')).json<SeriesAnswer>();
    const names = new Map((await get('/api/runs')).json<RunsAnswer>().runs.map(({ id, name }) => [id, name]));
    const rows = answer.id.map((_, i) => [
      names.get(answer.run[i] as number),
      answer.tags[answer.tag[i] as number],
      answer.plugins[answer.plugin[i] as number],
      answer.count[i],
      answer.lastStep[i],
      answer.lastValue[i],
    ]);
    expect(rows).toEqual([
      ['a', 'acc', 'scalars', 1, 5, '-Infinity'],
      ['a', 'loss', 'scalars', 2, 1, 2],
      ['a', 'picture', 'images', 1, 0, 3],
      ['b', 'loss', 'scalars', 2, 1, 'NaN'],
    ]);
    expect(Object.values(answer.notes)).toEqual([{ displayName: '', description: 'the *loss*' }]);
  });

  it('answers one plugin only when asked so', async () => {
    expect((await get('/api/series?plugin=images')).json<SeriesAnswer>().plugins).toEqual(['images']);
    expect((await get('/api/series?plugin=nobody')).json<SeriesAnswer>().id).toEqual([]);
  });
});

describe('GET /api/series/<id>/description', () => {
  it('answers it rendered, and nothing for a series without one', async () => {
    const answer = (await get('/api/series')).json<SeriesAnswer>();
    const [described = ''] = Object.keys(answer.notes);
    expect((await get(`/api/series/${described}/description`)).json<DescriptionAnswer>()).toEqual({ html: '<p>the <em>loss</em></p>' });
    const other = answer.id.find((id) => String(id) !== described) ?? -1;
    expect((await get(`/api/series/${other}/description`)).json<DescriptionAnswer>()).toEqual({ html: '' });
    for (const none of ['999', '-1', 'x', '1e1']) expect((await get(`/api/series/${none}/description`)).statusCode).toBe(404);
  });
});

describe('POST /api/rescan', () => {
  it('asks ingestion to look again', async () => {
    const before = tested.rescans();
    expect((await tested.app.inject({ method: 'POST', url: '/api/rescan' })).statusCode).toBe(202);
    expect(tested.rescans()).toBe(before + 1);
  });
});

describe('the page', () => {
  it('says in one sentence when it has not been built', async () => {
    const answer = await get('/');
    expect(answer.statusCode).toBe(503);
    expect(answer.body).toContain('npm run build');
  });
});
