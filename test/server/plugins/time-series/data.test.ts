import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BuiltStore } from '../../../support/built-store.js';
import { testApp, type TestApp } from '../../../support/app.js';

let store: BuiltStore;
let tested: TestApp;
beforeAll(() => {
  store = new BuiltStore([
    { run: 'a', tags: { loss: [[0, 1], [1, Infinity]], acc: [[0, 2]] }, notes: { loss: { description: 'one' } } },
    { run: 'b', tags: { loss: [[0, 3]] }, notes: { loss: { description: 'other' } } },
  ]);
  tested = testApp(store.reader);
});
afterAll(async () => {
  await tested.app.close();
  store.close();
});
const ask = async (requests: unknown) =>
  (await tested.app.inject({ method: 'POST', url: '/data/plugin/timeseries/timeSeries', payload: new URLSearchParams({ requests: JSON.stringify(requests) }).toString(), headers: { 'content-type': 'application/x-www-form-urlencoded' } })).json<unknown>();

describe('/data/plugin/timeseries/tags', () => {
  it('lists tags by run, and puts differing descriptions under the names of their runs', async () => {
    expect((await tested.app.inject({ url: '/data/plugin/timeseries/tags' })).json()).toEqual({
      scalars: {
        runTagInfo: { a: ['acc', 'loss'], b: ['loss'] },
        tagDescriptions: { loss: '<h1>Multiple descriptions</h1>\n<h2>For run: a</h2>\n<p>one</p>\n<h2>For run: b</h2>\n<p>other</p>' },
      },
      histograms: { runTagInfo: {}, tagDescriptions: {} },
      images: { tagDescriptions: {}, tagRunSampledInfo: {} },
    });
  });
});

describe('/data/plugin/timeseries/timeSeries', () => {
  const a = [{ wallTime: 1000, step: 0, value: 1 }, { wallTime: 1001, step: 1, value: 'Infinity' }];
  const b = [{ wallTime: 1000, step: 0, value: 3 }];

  it('answers each request in order, what is wrong with one in its own answer', async () => {
    expect(
      await ask([
        { plugin: 'scalars', tag: 'loss' },
        { plugin: 'scalars', tag: 'loss', run: 'b' },
        { plugin: 'scalars', tag: 'nope' },
        { plugin: 'scalars' },
        { plugin: 'audio', tag: 'x' },
        { plugin: 'histograms', tag: 'h' },
        { plugin: 'images', tag: 'i', run: 'a' },
        { plugin: 'images', tag: 'i', run: 'a', sample: 0 },
      ]),
    ).toEqual([
      { plugin: 'scalars', tag: 'loss', runToSeries: { a, b } },
      { plugin: 'scalars', tag: 'loss', run: 'b', runToSeries: { b } },
      { plugin: 'scalars', tag: 'nope', runToSeries: {} },
      { plugin: 'scalars', tag: null, error: 'Missing tag' },
      { plugin: 'audio', tag: 'x', error: 'Invalid plugin' },
      { plugin: 'histograms', tag: 'h', error: 'Missing run' },
      { plugin: 'images', tag: 'i', run: 'a', error: 'Missing sample' },
      { plugin: 'images', tag: 'i', run: 'a', sample: 0, runToSeries: {} },
    ]);
  });

  it('reads the requests from the address, too', async () => {
    const url = `/data/plugin/timeseries/timeSeries?requests=${encodeURIComponent('[{"plugin":"scalars","tag":"acc"}]')}`;
    expect((await tested.app.inject({ url })).json()).toEqual([{ plugin: 'scalars', tag: 'acc', runToSeries: { a: [{ wallTime: 1000, step: 0, value: 2 }] } }]);
  });

  it.each([[{}], [[1]], [[null]], ['text']])('refuses %j', async (requests) => {
    const answer = await tested.app.inject({ url: `/data/plugin/timeseries/timeSeries?requests=${encodeURIComponent(JSON.stringify(requests))}` });
    expect(answer.statusCode).toBe(400);
    expect(answer.body).toMatch(/^Invalid argument: /);
  });
});
