import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiError } from '../../../server/contract.js';
import { errorCodes, Failure, failure, fromRecord, toRecord, type ErrorCode } from '../../../server/errors.js';
import { queriesInProcess } from '../../../server/query/in-process.js';
import { BuiltStore } from '../../support/built-store.js';
import { testApp, type TestApp } from '../../support/app.js';

let store: BuiltStore;
let tested: TestApp;
beforeAll(() => {
  store = new BuiltStore([{ run: 'r', tags: { a: [[0, 1]] } }]);
  tested = testApp(store.reader);
});
afterAll(async () => {
  await tested.app.close();
  store.close();
});

const POINTS = '/api/plugins/scalars/points';
const AT = '/api/plugins/scalars/at';
const RANGE = '/api/plugins/scalars/range';
const json = { 'content-type': 'application/json' };

/** Wrong requests, the status and the code they are to get. */
type Wrong = readonly [method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, code: ErrorCode, sent?: { readonly payload?: string | object; readonly headers?: Record<string, string> }];
const wrong: readonly Wrong[] = [
  ['GET', '/api/nothing', 'not-found'],
  ['GET', '/api/', 'not-found'],
  ['GET', '/api/plugins/nobody/points', 'not-found'],
  ['GET', '/api/%zz', 'bad-url'],
  ['POST', '/api/status', 'method-not-allowed'],
  ['POST', '/api/runs', 'method-not-allowed'],
  ['DELETE', '/api/series', 'method-not-allowed'],
  ['PUT', '/api/problems', 'method-not-allowed'],
  ['POST', '/api/folder', 'method-not-allowed'],
  ['POST', '/api/live', 'method-not-allowed'],
  ['GET', '/api/rescan', 'method-not-allowed'],
  ['POST', '/api/export', 'method-not-allowed'],
  ['GET', '/api/export?format=xml', 'invalid-argument'],
  ['GET', '/api/export?series=x', 'invalid-argument'],
  ['GET', '/api/export?series=999', 'not-found'],
  ['GET', '/api/export?run=nobody', 'not-found'],
  ['PUT', POINTS, 'method-not-allowed'],
  ['GET', POINTS, 'invalid-argument'],
  ['GET', `${POINTS}?series=1&width=wide`, 'invalid-argument'],
  ['GET', `${POINTS}?series=1;2`, 'invalid-argument'],
  ['GET', `${POINTS}?series=1&superseded=perhaps`, 'invalid-argument'],
  ['POST', POINTS, 'invalid-argument'],
  ['POST', POINTS, 'bad-json', { payload: '{"series":[1', headers: json }],
  ['POST', POINTS, 'bad-json', { payload: '{"series":[1],"__proto__":{}}', headers: json }],
  ['POST', POINTS, 'bad-json', { payload: '', headers: json }],
  ['POST', POINTS, 'unsupported-type', { payload: 'series=1', headers: { 'content-type': 'application/x-www-form-urlencoded' } }],
  ['POST', POINTS, 'unsupported-type', { payload: '{}', headers: { 'content-type': 'text/plain' } }],
  ['POST', POINTS, 'too-large', { payload: `{"series":[${'1,'.repeat(600_000)}1]}`, headers: json }],
  ['POST', POINTS, 'invalid-argument', { payload: [] }],
  ['POST', POINTS, 'invalid-argument', { payload: 'null', headers: json }],
  ['POST', POINTS, 'invalid-argument', { payload: {} }],
  ['POST', POINTS, 'invalid-argument', { payload: { series: 'a' } }],
  ['POST', POINTS, 'invalid-argument', { payload: { series: [1.5] } }],
  ['POST', POINTS, 'invalid-argument', { payload: { series: [-1] } }],
  ['POST', POINTS, 'invalid-argument', { payload: { series: [null] } }],
  ['POST', POINTS, 'invalid-argument', { payload: { series: [2 ** 40] } }],
  ['POST', POINTS, 'invalid-argument', { payload: { series: Array.from({ length: 10_001 }, () => 1) } }],
  ['POST', POINTS, 'invalid-argument', { payload: { series: [1], width: 0 } }],
  ['POST', POINTS, 'invalid-argument', { payload: { series: [1], width: 1e9 } }],
  ['POST', POINTS, 'invalid-argument', { payload: { series: [1], smoothing: 1 } }],
  ['POST', POINTS, 'invalid-argument', { payload: { series: [1], smoothing: -0.1 } }],
  ['POST', POINTS, 'invalid-argument', { payload: { series: [1], axis: 'time' } }],
  ['POST', POINTS, 'invalid-argument', { payload: { series: [1], xScale: 'square' } }],
  ['POST', POINTS, 'invalid-argument', { payload: { series: [1], from: 'NaN' } }],
  ['POST', POINTS, 'invalid-argument', { payload: { series: [1], to: {} } }],
  ['POST', POINTS, 'invalid-argument', { payload: { series: [1], partition: 2 } }],
  ['POST', POINTS, 'invalid-argument', { payload: { series: [1], times: 'none' } }],
  ['GET', AT, 'method-not-allowed'],
  ['POST', AT, 'invalid-argument', { payload: { series: [1] } }],
  ['POST', AT, 'invalid-argument', { payload: { x: 1 } }],
  ['POST', AT, 'bad-json', { payload: 'x', headers: json }],
  ['POST', RANGE, 'invalid-argument', { payload: { series: [1], from: 1 } }],
  ['POST', RANGE, 'invalid-argument', { payload: { from: 1, to: 2 } }],
];

describe('a wrong request below /api', () => {
  it.each(wrong.map(([method, url, code, sent = {}]) => ({ method, url, code, sent })))('$method $url: $code', async ({ method, url, code, sent }) => {
    const answer = await tested.app.inject({ method, url, ...sent });
    const body = answer.json<ApiError>();
    expect(body.code).toBe(code);
    expect(answer.statusCode).toBe(failure(code).status);
    expect(answer.headers['content-type']).toMatch(/^application\/json/);
    expect(body.message).toMatch(/^[A-Za-z].*\.$/);
    expect(Object.keys(body).every((key) => ['code', 'message', 'detail'].includes(key))).toBe(true);
  });

  it('is answered in that shape by every route there is', async () => {
    const routes = tested.app.printRoutes({ commonPrefix: false });
    const urls = [...routes.matchAll(/── (\/?api\/\S+) \(/g)].map(([, url]) => `/${(url ?? '').replace(/^\//, '').replaceAll(/:\w+/g, 'x')}`);
    expect(urls.length).toBeGreaterThan(8);
    const requests = urls.flatMap((url) => [
      { method: 'PUT' as const, url },
      { method: 'POST' as const, url, payload: '{', headers: json },
      { method: 'POST' as const, url, payload: { series: { a: 1 }, x: [], from: true } },
      { method: 'POST' as const, url, payload: 'x', headers: { 'content-type': 'text/plain' } },
      ...(url === '/api/live' ? [] : [{ method: 'GET' as const, url: `${url}?series=x&series=&tag=&run=a&run=b&key=%00&step=no&width=-1&format=9` }]),
    ]);
    for (const request of requests) {
      const answer = await tested.app.inject(request);
      const at = `${request.method} ${request.url}`;
      if (request.method === 'PUT') expect([404, 405], at).toContain(answer.statusCode);
      expect([200, 202, 400, 404, 405, 415], at).toContain(answer.statusCode);
      if (answer.statusCode < 400) continue;
      expect(answer.json<ApiError>(), at).toMatchObject({ code: expect.any(String) as string, message: expect.stringMatching(/\S/) as string });
    }
    expect(tested.logged).toEqual([]);
  });

  it('says which methods a route answers to', async () => {
    expect((await tested.app.inject({ method: 'POST', url: '/api/runs' })).headers.allow).toBe('GET');
  });
});

describe('a bug', () => {
  it('is answered in the same shape, told to the log, and keeps its inside to itself', async () => {
    const broken = testApp(store.reader, { deps: { queries: { ...queriesInProcess(store.reader), ask: () => Promise.reject(new TypeError('x is not a function')) } } });
    const answer = await broken.app.inject({ url: '/api/runs' });
    expect(answer.statusCode).toBe(500);
    expect(answer.json<ApiError>().code).toBe('internal');
    expect(answer.body).not.toContain('.ts');
    expect(broken.logged.join()).toContain('x is not a function');
    await broken.app.close();
  });
});

describe('a wrong request below /data', () => {
  it.each([
    ['/data/plugin/scalars/scalars?run=train', 400, "Invalid argument: Both run and tag must be specified: tag=None, run='train'"],
    ['/data/plugin/scalars/scalars?run=train&tag=nope', 404, "Not found: No scalar data for run='train', tag='nope'"],
    ['/data/plugin/timeseries/timeSeries', 400, "Invalid argument: Missing 'requests' field"],
    ['/data/plugin/timeseries/timeSeries?requests=x', 400, "Invalid argument: Unable to parse 'requests' as JSON"],
    ['/data/plugin/timeseries/imageData', 400, "Invalid argument: Missing 'imageId' field"],
    ['/data/nothing', 404, 'Not found'],
    ['/favicon.ico', 404, 'Not found'],
    ['/data/plugin_entry.html?name=nobody', 404, 'Not found: nobody'],
    ['/data/plugin_entry.html?name=scalars', 400, 'Plugin is not module loadable'],
  ])('%s is answered as TensorBoard does', async (url, status, text) => {
    const answer = await tested.app.inject({ url });
    expect([answer.statusCode, answer.body]).toEqual([status, text]);
    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
  });
});

describe('the catalogue', () => {
  it('documents every code with its status', () => {
    const text = readFileSync('server/errors.ts', 'utf8');
    for (const code of errorCodes) expect(text).toContain(`| \`${code}\` | ${failure(code).status} |`);
  });

  it('comes through a thread unchanged', () => {
    const sent = structuredClone(toRecord(failure('not-found', 'gone', { detail: 'really' })));
    expect(fromRecord(sent)).toMatchObject({ code: 'not-found', status: 404, message: 'gone', detail: 'really' });
    expect(fromRecord(sent)).toBeInstanceOf(Failure);
  });

  it('calls a damaged index that, and everything unexpected internal', () => {
    expect(toRecord(Object.assign(new Error('malformed'), { code: 'SQLITE_CORRUPT' })).code).toBe('index-damaged');
    expect(toRecord(new RangeError('bug')).code).toBe('internal');
    expect(toRecord('text').detail).toBe('text');
  });
});
