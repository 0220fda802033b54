import { describe, expect, it } from 'vitest';
import { createApi, isAbort } from '../../../web/api/http.js';

const apiOf = (respond: (url: string, init: RequestInit | undefined) => Response | Promise<Response>) =>
  createApi({ base: 'http://box:6006/user/me/', fetch: async (input, init) => respond(String(input), init) });

describe('createApi', () => {
  it('stays below the page’s own address, whatever the prefix', async () => {
    const asked: string[] = [];
    await apiOf((url) => { asked.push(url); return Response.json({}); }).get('api/runs');
    expect(asked).toEqual(['http://box:6006/user/me/api/runs']);
  });

  it('passes on the server’s own words about a failure', async () => {
    const api = apiOf(() => Response.json({ code: 'busy', message: 'Too many.', detail: '65 wait' }, { status: 503 }));
    await expect(api.get('api/runs')).rejects.toMatchObject({ code: 'busy', message: 'Too many.', detail: '65 wait', status: 503 });
  });

  it('says what it can about answers that are not the server’s', async () => {
    await expect(apiOf(() => new Response('<h1>Bad gateway</h1>', { status: 502, statusText: 'Bad Gateway' })).get('x')).rejects.toMatchObject({ code: 'http', status: 502 });
    await expect(apiOf(() => new Response('<h1>Log in</h1>')).get('x')).rejects.toMatchObject({ code: 'unreadable' });
    await expect(apiOf(() => { throw new TypeError('fetch failed'); }).get('x')).rejects.toMatchObject({ code: 'offline', status: 0 });
  });

  it('lets an abort through as what it is', async () => {
    const api = apiOf(() => { throw new DOMException('stop', 'AbortError'); });
    expect(isAbort(await api.get('x').catch((error: unknown) => error))).toBe(true);
  });

  it('sends JSON with the header that another site’s page cannot send, and takes an empty answer', async () => {
    let sent: RequestInit | undefined;
    const api = apiOf((_, init) => { sent = init; return new Response(null, { status: 204 }); });
    expect(await api.post('api/rescan')).toBeUndefined();
    expect(sent).toMatchObject({ method: 'POST', body: '{}', headers: { 'x-xsrf-protected': '1' } });
  });

  it('answers a blob with the type the server found', async () => {
    const api = apiOf(() => new Response(new Uint8Array([137, 80]), { headers: { 'content-type': 'image/png' } }));
    const blob = await api.blob('api/plugins/images/blob/k/0');
    expect([blob.type, blob.size]).toEqual(['image/png', 2]);
    await expect(apiOf(() => Response.json({ code: 'not-found', message: 'Gone.' }, { status: 404 })).blob('x')).rejects.toMatchObject({ code: 'not-found' });
  });

  it('answers the start of a blob and its whole size, also where a proxy sends all of it', async () => {
    let asked: string | undefined;
    const part = apiOf((_, init) => {
      asked = new Headers(init?.headers).get('range') ?? '';
      return new Response(new Uint8Array(4), { status: 206, headers: { 'content-type': 'audio/wav', 'content-range': 'bytes 0-3/1000' } });
    });
    const { blob, total } = await part.start('api/plugins/audio/blob/k/0', 4);
    expect([asked, blob.size, blob.type, total]).toEqual(['bytes=0-3', 4, 'audio/wav', 1000]);
    expect((await apiOf(() => new Response(new Uint8Array(9))).start('x', 4)).total).toBe(9);
  });
});
