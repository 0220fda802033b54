import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AppSettings } from '../../../server/http/app.js';
import { BuiltStore } from '../../support/built-store.js';
import { testApp, type TestApp } from '../../support/app.js';

let store: BuiltStore;
let tested: TestApp | null = null;
beforeAll(() => {
  store = new BuiltStore();
});
afterAll(() => store.close());
afterEach(async () => {
  await tested?.app.close();
  tested = null;
});

const start = (settings: Partial<AppSettings> = {}) => (tested = testApp(store.reader, { settings })).app;

describe('the host check', () => {
  it.each(['localhost', 'localhost:6006', 'tb.localhost:1', '127.0.0.1:6006', '192.168.1.20:6006', '[::1]:6006', '[fe80::1]', 'GPU-Box:6006', 'gpu-box.:6006'])(
    'answers for %s',
    async (host) => {
      expect((await start({ allowedHosts: ['gpu-box'] }).inject({ url: '/api/status', headers: { host } })).statusCode).toBe(200);
    },
  );
  it.each(['evil.example', 'localhost.evil.example:6006', '127.0.0.1.nip.io', 'gpu-box.evil.example', '[evil]', 'localhost:6006:x'])(
    'refuses %s, which may be a name that was made to point here',
    async (host) => {
      const answer = await start({ allowedHosts: ['gpu-box'] }).inject({ url: '/data/runs', headers: { host } });
      expect([answer.statusCode, answer.body]).toEqual([403, expect.stringContaining('Permission denied: ')]);
    },
  );
});

describe('the origin check', () => {
  const post = (headers: Record<string, string>) => start().inject({ method: 'POST', url: '/api/rescan', headers: { host: 'localhost:6006', ...headers } });
  it.each([
    [{}],
    [{ origin: 'http://localhost:6006' }],
    [{ origin: 'https://hub.example', 'x-forwarded-host': 'hub.example' }],
    [{ origin: 'https://hub.example', 'sec-fetch-site': 'same-origin' }],
  ])('lets a POST with %j through', async (headers) => expect((await post(headers)).statusCode).toBe(202));
  it.each([
    [{ origin: 'https://evil.example' }],
    [{ origin: 'http://localhost:8888' }],
    [{ origin: 'null' }],
    [{ origin: 'http://localhost:6006', 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
  ])('refuses a POST with %j', async (headers) => expect((await post(headers)).json()).toMatchObject({ code: 'forbidden-origin' }));
});

describe('headers', () => {
  it.each(['/', '/api/status', '/data/runs', '/nothing', '/api/nothing'])('of %s keep a browser from running or sniffing anything foreign', async (url) => {
    const { headers } = await start().inject({ url });
    expect(headers['content-security-policy']).toContain("default-src 'self'");
    expect(headers['content-security-policy']).not.toMatch(/unsafe-eval|unsafe-inline|https?:/);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['referrer-policy']).toBe('same-origin');
    expect(headers['access-control-allow-origin']).toBeUndefined();
  });
});

describe('--token', () => {
  const token = 'correct horse';
  const secured = () => start({ token });

  it('refuses everything without it, in one sentence', async () => {
    const app = secured();
    for (const url of ['/', '/data/runs', '/api/status', '/api/live', '/nothing']) expect((await app.inject({ url })).statusCode, url).toBe(401);
    expect((await app.inject({ url: '/' })).body).toMatch(/^Unauthenticated: This server asks for its token: .*\.$/);
    expect((await app.inject({ url: '/api/status' })).json()).toMatchObject({ code: 'unauthorized' });
  });

  it('takes it as a bearer token, and as a parameter of an address that a script reads', async () => {
    const app = secured();
    expect((await app.inject({ url: '/api/status', headers: { authorization: `bearer ${token.replace(' ', '')}` } })).statusCode).toBe(401);
    const one = start({ token: 'abc' });
    expect((await one.inject({ url: '/api/status', headers: { authorization: 'Bearer abc' } })).statusCode).toBe(200);
    expect((await one.inject({ url: '/api/status', headers: { authorization: 'Basic abc' } })).statusCode).toBe(401);
    expect((await one.inject({ url: '/data/runs?token=abc' })).statusCode).toBe(200);
    expect((await one.inject({ url: '/data/runs?token=abcd' })).statusCode).toBe(401);
    expect((await one.inject({ url: '/data/runs?token=abc&token=abc' })).statusCode).toBe(401);
    await app.close();
  });

  it('changes it for a cookie when the page is opened with it once, and takes it out of the address', async () => {
    const app = secured();
    const opened = await app.inject({ url: `/?token=${encodeURIComponent(token)}&tab=scalars` });
    expect([opened.statusCode, opened.headers.location]).toEqual([302, './?tab=scalars']);
    const cookie = String(opened.headers['set-cookie']);
    expect(cookie).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(cookie).not.toContain('correct');
    const [pair = ''] = cookie.split(';');
    expect((await app.inject({ url: '/api/status', headers: { cookie: `other=1; ${pair}` } })).statusCode).toBe(200);
    expect((await app.inject({ url: '/api/status', headers: { cookie: `${pair}0` } })).statusCode).toBe(401);
  });

  it('sends the browser on from a page of its own when a link elsewhere led here: a redirect would not carry the cookie', async () => {
    const opened = await secured().inject({ url: `/?token=${encodeURIComponent(token)}`, headers: { 'sec-fetch-site': 'cross-site' } });
    expect(opened.statusCode).toBe(200);
    expect(opened.headers['set-cookie']).toBeDefined();
    expect(opened.body).toContain('content="0; url=./"');
  });

  it('makes the host check unnecessary: who rebinds a name does not know it', async () => {
    const headers = { host: 'proxy.example', authorization: 'Bearer abc' };
    expect((await start({ token: 'abc' }).inject({ url: '/api/status', headers })).statusCode).toBe(200);
  });
});
