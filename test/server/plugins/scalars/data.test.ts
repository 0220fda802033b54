import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BuiltStore } from '../../../support/built-store.js';
import { testApp, type TestApp } from '../../../support/app.js';

let store: BuiltStore;
let tested: TestApp;
beforeAll(() => {
  store = new BuiltStore([
    { run: 'a', tags: { loss: [[0, 1, 1.5e9], [1, NaN, 1.5e9 + 0.25], [2, 1e-5], [3, -Infinity]], long: Array.from({ length: 5000 }, (_, i) => [i, i % 97]) } },
    { run: 'b', tags: { loss: [[0, Math.fround(0.6)]] }, notes: { loss: { displayName: 'Loss', description: 'the **loss** <b>' } } },
    { run: 'c', plugin: 'images', tags: { loss: [[0, 1]] } },
    { run: '1', file: '1.tfevents', tags: { again: [[0, 1, 100], [5, 2, 101]] } },
    { run: '1', file: '2.tfevents', tags: { again: [[3, 3, 200]] } },
  ]);
  tested = testApp(store.reader);
});
afterAll(async () => {
  await tested.app.close();
  store.close();
});
const get = (query: string) => tested.app.inject({ url: `/data/plugin/scalars/${query}` });
const multirun = (payload: string, type = 'application/x-www-form-urlencoded') =>
  tested.app.inject({ method: 'POST', url: '/data/plugin/scalars/scalars_multirun', payload, headers: { 'content-type': type } });

describe('/data/plugin/scalars/tags', () => {
  it('answers names, and descriptions as safe HTML; only series of this plugin', async () => {
    expect((await get('tags')).json()).toEqual({
      '1': { again: { displayName: '', description: '' } },
      a: { long: { displayName: '', description: '' }, loss: { displayName: '', description: '' } },
      b: { loss: { displayName: 'Loss', description: '<p>the <strong>loss</strong> &lt;b&gt;</p>' } },
    });
  });
});

describe('/data/plugin/scalars/scalars', () => {
  it('answers wall time, step and value in Python’s JSON', async () => {
    expect((await get('scalars?run=a&tag=loss')).headers['content-type']).toBe('application/json');
    expect((await get('scalars?run=a&tag=loss')).body).toBe('[[1500000000.0, 0, 1.0], [1500000000.25, 1, "NaN"], [1002.0, 2, 1e-05], [1003.0, 3, "-Infinity"]]');
  });
  it('answers CSV as Python writes it', async () => {
    const answer = await get('scalars?run=a&tag=loss&format=csv');
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(answer.body).toBe('Wall time,Step,Value\r\n1500000000.0,0,1.0\r\n1500000000.25,1,nan\r\n1002.0,2,1e-05\r\n1003.0,3,-inf\r\n');
  });
  it('leaves superseded points out', async () => {
    expect((await get('scalars?run=1&tag=again')).json()).toEqual([[100, 0, 1], [200, 3, 3]]);
  });
  it('knows no series of other plugins', async () => {
    expect((await get('scalars?run=c&tag=loss')).statusCode).toBe(404);
  });
  it('thins to 1,000 points, the same ones each time, or to --samples_per_plugin; 0 means all', async () => {
    const first = (await get('scalars?run=a&tag=long')).json<number[][]>();
    expect(first).toHaveLength(1000);
    expect((await get('scalars?run=a&tag=long')).json()).toEqual(first);
    expect([first[0]?.[1], first.at(-1)?.[1]]).toEqual([0, 4999]);
    for (const [samples, count] of [[50, 50], [0, 5000], [9000, 5000]] as const) {
      const other = testApp(store.reader, { settings: { samplesPerPlugin: { scalars: samples } } });
      expect((await other.app.inject({ url: '/data/plugin/scalars/scalars?run=a&tag=long' })).json(), String(samples)).toHaveLength(count);
      await other.app.close();
    }
  });
});

describe('/data/plugin/scalars/scalars_multirun', () => {
  const expected = { a: [[1.5e9, 0, 1], [1.5e9 + 0.25, 1, 'NaN'], [1002, 2, 1e-5], [1003, 3, '-Infinity']], b: [[1000, 0, 0.6000000238418579]] };
  it('answers the runs that have the tag, from either kind of form', async () => {
    expect((await multirun('tag=loss&runs=a&runs=b&runs=1&runs=nobody')).json()).toEqual(expected);
    const part = (name: string, value: string) => `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
    const body = `${part('tag', 'loss')}${part('runs', 'a')}${part('runs', 'b')}--x--\r\n`;
    expect((await multirun(body, 'multipart/form-data; boundary=x')).json()).toEqual(expected);
  });
  it('answers all runs when none is named', async () => {
    expect((await multirun('tag=loss')).json()).toEqual(expected);
  });
  it.each([['runs=a', 'application/x-www-form-urlencoded'], ['tag=a&tag=b', 'application/x-www-form-urlencoded'], ['{"tag":"loss"}', 'application/json']])(
    'asks for exactly one tag: %s',
    async (payload, type) => {
      const answer = await multirun(payload, type);
      expect([answer.statusCode, answer.body]).toEqual([400, 'Invalid argument: tag must be specified exactly once']);
    },
  );
});
