import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BuiltStore } from '../../support/built-store.js';
import { testApp, type TestApp } from '../../support/app.js';

let store: BuiltStore;
let tested: TestApp;
beforeAll(() => {
  store = new BuiltStore([{ run: 'ü/ßx', tags: { a: [[0, 1]] } }]);
  tested = testApp(store.reader, { settings: { windowTitle: 'Größe', logdir: '/data/läufe', flags: { port: 6006, logdir: '/data/läufe' } } });
});
afterAll(async () => {
  await tested.app.close();
  store.close();
});
const get = (url: string) => tested.app.inject({ url });

describe("TensorBoard's core routes", () => {
  it('describe the environment', async () => {
    expect((await get('/data/environment')).json()).toEqual({
      version: '1.2.3',
      data_location: '/data/läufe',
      window_title: 'Größe',
      experiment_name: '',
      experiment_description: '',
      creation_time: 0,
      debug: { data_provider: 'ridgeline', flags: { port: 6006, logdir: '/data/läufe' } },
    });
    expect((await get('/data/logdir')).json()).toEqual({ logdir: '/data/läufe' });
    expect((await get('/data/window_properties')).json()).toEqual({ window_title: 'Größe' });
  });

  it('are JSON in ASCII without a charset', async () => {
    const answer = await get('/data/runs');
    expect(answer.headers['content-type']).toBe('application/json');
    expect(answer.body).toBe('["\\u00fc/\\u00dfx"]');
  });

  it.each(['/audio', '/events', '/graphs', '/histograms', '/images'])('send the old address %s to the page', async (url) => {
    const { statusCode, headers } = await get(url);
    expect([statusCode, headers.location]).toEqual([302, '/']);
  });

  it('send the question for notifications to a file that does not exist', async () => {
    const { statusCode, headers } = await get('/data/notifications');
    expect([statusCode, headers.location]).toEqual([302, '../notifications_note.json']);
    expect((await get('/notifications_note.json')).statusCode).toBe(404);
  });

  it('list the tabs in order, those with data enabled', async () => {
    const listed = (await get('/data/plugins_listing')).json<Record<string, { enabled: boolean }>>();
    expect(Object.keys(listed)).toEqual([
      ...['timeseries', 'scalars', 'custom_scalars', 'images', 'audio', 'debugger-v2', 'graphs', 'distributions', 'histograms', 'text'],
      ...['pr_curves', 'profile_redirect', 'hparams', 'mesh', 'wit_redirect', 'projector'],
    ]);
    expect(Object.entries(listed).filter(([, { enabled }]) => enabled).map(([name]) => name)).toEqual(['timeseries', 'scalars']);
  });
});
