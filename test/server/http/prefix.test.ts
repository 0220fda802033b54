import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BuiltStore } from '../../support/built-store.js';
import { testApp, type TestApp } from '../../support/app.js';

let store: BuiltStore;
let webRoot: string;
let plain: TestApp;
let prefixed: TestApp;
const script = `export const x = "${'y'.repeat(5000)}";`;

beforeAll(() => {
  store = new BuiltStore([{ run: 'r', tags: Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`tag${i}`, [[0, 1]]])) }]);
  webRoot = mkdtempSync(join(tmpdir(), 'ridgeline-web-'));
  mkdirSync(join(webRoot, 'assets'));
  writeFileSync(join(webRoot, 'index.html'), '<!doctype html><title>Ridgeline</title><script type="module" src="./assets/index-1a2b.js"></script>');
  writeFileSync(join(webRoot, 'assets/index-1a2b.js'), script);
  writeFileSync(join(webRoot, 'assets/zipped-1a2b.js'), script);
  writeFileSync(join(webRoot, 'assets/zipped-1a2b.js.gz'), gzipSync(script));
  writeFileSync(join(webRoot, '.secret'), 'x');
  plain = testApp(store.reader, { deps: { webRoot } });
  prefixed = testApp(store.reader, { deps: { webRoot }, settings: { pathPrefix: '/a/tb' } });
});
afterAll(async () => {
  await Promise.all([plain.app.close(), prefixed.app.close()]);
  store.close();
  rmSync(webRoot, { recursive: true });
});

describe('--path_prefix', () => {
  it('serves everything below it', async () => {
    for (const url of ['/a/tb/', '/a/tb/data/runs', '/a/tb/data/runs/', '/a/tb/api/status', '/a/tb/experiment/x/data/runs', '/a/tb/assets/index-1a2b.js']) {
      expect((await prefixed.app.inject({ url })).statusCode, url).toBe(200);
    }
  });
  it('sends the prefix without its slash on, and knows nothing outside', async () => {
    const { statusCode, headers } = await prefixed.app.inject({ url: '/a/tb' });
    expect([statusCode, headers.location]).toEqual([301, './tb/']);
    for (const url of ['/', '/data/runs', '/a/tbx/data/runs']) expect((await prefixed.app.inject({ url })).statusCode, url).toBe(404);
  });
});

describe('the page', () => {
  it('is served at the root and below an experiment, never from a cache unasked', async () => {
    for (const url of ['/', '/index.html', '/experiment/x/', '/?tab=scalars']) {
      const { body, headers } = await plain.app.inject({ url });
      expect(body).toContain('<title>Ridgeline');
      expect(headers['cache-control']).toBe('no-cache');
      expect(headers['content-type']).toMatch(/^text\/html/);
    }
    expect((await plain.app.inject({ url: '/experiment/x' })).headers.location).toBe('./x/');
  });
  it('has assets that never change, because their names do', async () => {
    const { headers, body } = await plain.app.inject({ url: '/assets/index-1a2b.js' });
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(body).toBe(script);
  });
  it('comes compressed, ready-made where the build left it so', async () => {
    for (const name of ['index-1a2b.js', 'zipped-1a2b.js']) {
      const { headers, rawPayload } = await plain.app.inject({ url: `/assets/${name}`, headers: { 'accept-encoding': 'gzip' } });
      expect(headers['content-encoding']).toBe('gzip');
      expect(gunzipSync(rawPayload).toString()).toBe(script);
    }
  });
  it('gives nothing away beside itself', async () => {
    for (const url of ['/.secret', '/../package.json', '/..%2fpackage.json', '/assets/..%2f..%2fpackage.json', '/assets/']) {
      expect([403, 404], url).toContain((await plain.app.inject({ url })).statusCode);
    }
  });
});

describe('gzip', () => {
  it('is used for long answers whose client takes it', async () => {
    const { headers, rawPayload } = await plain.app.inject({ url: '/api/series', headers: { 'accept-encoding': 'br, gzip' } });
    expect(headers['content-encoding']).toBe('gzip');
    expect(headers.vary).toBe('Accept-Encoding');
    expect(Number(headers['content-length'])).toBe(rawPayload.length);
    const unzipped = JSON.parse(gunzipSync(rawPayload).toString()) as object;
    expect(unzipped).toEqual((await plain.app.inject({ url: '/api/series' })).json());
  });
  it.each([
    ['/api/series', {}],
    ['/api/series', { 'accept-encoding': 'gzip;q=0' }],
    ['/data/experiments', { 'accept-encoding': 'gzip' }],
  ])('is not used for %s with %j', async (url, headers) => {
    expect((await plain.app.inject({ url, headers: headers as Record<string, string> })).headers['content-encoding']).toBeUndefined();
  });
});

describe('methods', () => {
  it('HEAD works everywhere GET does, without a body', async () => {
    for (const url of ['/', '/data/runs', '/data/plugin/scalars/tags', '/api/status', '/api/series', '/api/export', '/assets/index-1a2b.js']) {
      const { statusCode, body } = await plain.app.inject({ method: 'HEAD', url });
      expect([statusCode, body], url).toEqual([200, '']);
    }
  });
  it('are not checked below /data, but for the one route that TensorBoard checks', async () => {
    for (const method of ['GET', 'POST', 'PUT', 'DELETE'] as const) expect((await plain.app.inject({ method, url: '/data/runs' })).statusCode).toBe(200);
    expect((await plain.app.inject({ url: '/data/plugin/scalars/scalars_multirun' })).statusCode).toBe(405);
  });
});
