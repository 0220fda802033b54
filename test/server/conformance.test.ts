/**
 * Ridgeline's answers held against TensorBoard's recorded ones (`test/fixtures/conformance`), for each corpus folder and for all
 * together: same status, same type, same body. Object keys and lists of names may come in any order; numbers agree to 1e-6.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { testApp, type TestApp } from '../support/app.js';
import { ingestFolder, type Ingested } from '../support/ingest-folder.js';

interface Recorded {
  readonly status: number;
  readonly type: string;
  readonly body: unknown;
}

/** Where TensorBoard itself is wrong, or where the answer belongs to a part that is not here yet: request → the reason. */
const EXCEPTIONS: readonly { readonly request: RegExp; readonly reason: string }[] = [];

/** As the answers were recorded: nothing thinned. */
const EVERYTHING = { scalars: 0, histograms: 0, distributions: 0, images: 0, audio: 0, text: 0 };

const CORPUS = 'test/fixtures/corpus';
const RECORDED = 'test/fixtures/conformance';
const folders = readdirSync(RECORDED)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.slice(0, -'.json'.length));

const open: { readonly ingested: Ingested; readonly tested: TestApp }[] = [];
afterAll(async () => {
  for (const { ingested, tested } of open) {
    await tested.app.close();
    ingested.close();
  }
});

describe.each(folders)('TensorBoard\'s answers about %s', (folder) => {
  const recorded = JSON.parse(readFileSync(`${RECORDED}/${folder}.json`, 'utf8')) as Record<string, Recorded>;

  it('are ours, too', async () => {
    const ingested = ingestFolder(folder === 'all' ? CORPUS : `${CORPUS}/${folder}`);
    const tested = testApp(ingested.reader, { settings: { samplesPerPlugin: EVERYTHING } });
    open.push({ ingested, tested });
    const runs = Object.keys((recorded['GET /data/plugin/scalars/tags'] as Recorded).body as object);
    const differences: string[] = [];
    for (const [request, wanted] of Object.entries(recorded)) {
      if (EXCEPTIONS.some((exception) => exception.request.test(request))) continue;
      const found = difference(wanted, await ask(tested, request, { runs }), '');
      if (found !== null) differences.push(`${request.slice(0, 120)}\n    ${found}`);
    }
    expect(Object.keys(recorded).length).toBeGreaterThan(10);
    expect(differences.join('\n')).toBe('');
  });
});

describe('exceptions', () => {
  it('each name a request that was recorded', () => {
    const all = folders.flatMap((folder) => Object.keys(JSON.parse(readFileSync(`${RECORDED}/${folder}.json`, 'utf8')) as object));
    for (const { request } of EXCEPTIONS) expect(all.some((key) => request.test(key))).toBe(true);
  });
});

/** Puts a recorded request (`GET <url>`, `POST <url> <json>`, `FORM <url> field=value`) to the app. */
async function ask({ app }: TestApp, request: string, { runs }: { readonly runs: readonly string[] }): Promise<Recorded> {
  const [method = '', url = ''] = request.split(' ', 2);
  const sent = request.slice(method.length + url.length + 2);
  const posted = method === 'POST' ? { headers: { 'content-type': 'application/json' }, payload: sent } : formOf(sent, runs);
  const answer = method === 'GET' ? await app.inject({ url }) : await app.inject({ method: 'POST', url, ...posted });
  const type = String(answer.headers['content-type']).split(';')[0] ?? '';
  const body: unknown = answer.statusCode >= 400 ? null : type === 'application/json' ? await withBlobs(app, url, answer.json()) : answer.body;
  return { status: answer.statusCode, type, body };
}

/** As recorded: in place of the opaque key of a picture or clip, what its bytes are. */
async function withBlobs(app: TestApp['app'], url: string, body: unknown): Promise<unknown> {
  if (Array.isArray(body)) return Promise.all(body.map((item) => withBlobs(app, url, item)));
  if (!isObject(body)) return body;
  const fields = await Promise.all(Object.entries(body).map(async ([key, value]): Promise<[string, unknown]> => {
    if (key === 'query') return ['blob', await describeBlob(app, `${url.includes('/audio/') ? '/data/plugin/audio/individualAudio' : '/data/plugin/images/individualImage'}?${String(value)}`)];
    if (key === 'imageId') return ['image', await describeBlob(app, `/data/plugin/timeseries/imageData?imageId=${encodeURIComponent(String(value))}`)];
    return [key, await withBlobs(app, url, value)];
  }));
  return Object.fromEntries(fields);
}

async function describeBlob(app: TestApp['app'], url: string): Promise<unknown> {
  const { statusCode, headers, rawPayload } = await app.inject({ url });
  return { status: statusCode, type: headers['content-type'], length: rawPayload.length, sha256: createHash('sha256').update(rawPayload).digest('hex') };
}

/** `tag=x runs=*` is the tag and every run that has scalars; `requests=…` is one field to the end of the line. */
function formOf(text: string, runs: readonly string[]): { readonly headers: Record<string, string>; readonly payload: string } {
  const multirun = /^tag=(.*) runs=\*$/.exec(text);
  const fields = multirun === null ? [['requests', text.slice('requests='.length)] as const] : [['tag', multirun[1] ?? ''] as const, ...[...runs].sort().map((run) => ['runs', run] as const)];
  const parts = fields.map(([name, value]) => `--edge\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`);
  return { headers: { 'content-type': 'multipart/form-data; boundary=edge' }, payload: `${parts.join('')}--edge--\r\n` };
}

/** The first place where two answers differ, or null. */
function difference(want: unknown, got: unknown, path: string): string | null {
  if (isObject(want) && isObject(got) && Array.isArray(want) === Array.isArray(got)) {
    if (Array.isArray(want) && want.every((item) => typeof item === 'string')) return same([...want].sort().join('\n'), [...(got as unknown[])].sort().join('\n'), path);
    for (const key of new Set([...Object.keys(want), ...Object.keys(got)])) {
      if (!(key in got)) return `${path}.${key}: missing`;
      if (!(key in want)) return `${path}.${key}: not wanted`;
      const found = difference((want as Record<string, unknown>)[key], (got as Record<string, unknown>)[key], `${path}.${key}`);
      if (found !== null) return found;
    }
    return null;
  }
  return same(want, got, path);
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

function same(want: unknown, got: unknown, path: string): string | null {
  const close = typeof want === 'number' && typeof got === 'number' && Math.abs(want - got) <= 1e-6 * Math.max(Math.abs(want), Math.abs(got));
  return close || want === got ? null : `${path}: ${String(JSON.stringify(want)).slice(0, 100)} wanted, ${String(JSON.stringify(got)).slice(0, 100)} given`;
}
