import { get as httpGet } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { csvCell } from '../../../server/query/export.js';
import { queriesInProcess } from '../../../server/query/in-process.js';
import type { Queries } from '../../../server/query/protocol.js';
import { BuiltStore, type FileToWrite } from '../../support/built-store.js';
import { testApp, type TestApp } from '../../support/app.js';

let store: BuiltStore;
const open: { readonly tested: TestApp; readonly store: BuiltStore }[] = [];
afterEach(async () => {
  for (const { tested, store: opened } of open.splice(0)) {
    await tested.app.close();
    opened.close();
  }
});

function serve(files: readonly FileToWrite[], wrap: (queries: Queries) => Queries = (queries) => queries) {
  store = new BuiltStore(files);
  const queries = wrap(queriesInProcess(store.reader));
  const tested = testApp(store.reader, { deps: { queries } });
  open.push({ tested, store });
  return tested.app;
}
const restarted: readonly FileToWrite[] = [
  { run: 'a', file: '1.tfevents', tags: { 'loss, train': [[0, 0.1, 100.25], [1, NaN, 101]] } },
  { run: 'a', file: '2.tfevents', tags: { 'loss, train': [[1, Infinity, 200]] } },
  { run: '=b', tags: { acc: [[-7, -1.5, 300]] } },
];

describe('GET /api/export', () => {
  it('writes every point as CSV, superseded ones marked, names safe for spreadsheets', async () => {
    const answer = await serve(restarted).inject({ url: '/api/export' });
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(answer.headers['content-disposition']).toBe('attachment; filename="scalars.csv"');
    expect(answer.body.split('\r\n')).toEqual([
      'run,tag,wall_time,step,value,superseded',
      "'=b,acc,300,-7,-1.5,false",
      'a,"loss, train",100.25,0,0.1,false',
      'a,"loss, train",101,1,NaN,true',
      'a,"loss, train",200,1,Infinity,false',
      '',
    ]);
  });

  it('writes JSON Lines, non-finite values as text', async () => {
    const answer = await serve(restarted).inject({ url: '/api/export?format=jsonl&run=a' });
    expect(answer.headers['content-type']).toBe('application/jsonl; charset=utf-8');
    expect(answer.body.trimEnd().split('\n').map((line) => JSON.parse(line) as unknown)).toEqual([
      { run: 'a', tag: 'loss, train', wall_time: 100.25, step: 0, value: 0.1, superseded: false },
      { run: 'a', tag: 'loss, train', wall_time: 101, step: 1, value: 'NaN', superseded: true },
      { run: 'a', tag: 'loss, train', wall_time: 200, step: 1, value: 'Infinity', superseded: false },
    ]);
  });

  it('chooses by id, by run and by tag', async () => {
    const app = serve([
      { run: 'a', tags: { x: [[0, 1]], y: [[0, 2]] } },
      { run: 'b', tags: { x: [[0, 3]] } },
      { run: 'b', file: 'i.tfevents', plugin: 'scalars', tags: { z: [[0, 4]] } },
    ]);
    const values = async (query: string) => (await app.inject({ url: `/api/export?format=jsonl&${query}` })).body.trimEnd().split('\n').map((line) => (JSON.parse(line) as { value: number }).value);
    const ids = store.reader.series().map(({ id }) => id);
    expect(await values(`series=${ids[2]},${ids[0]}`)).toEqual([3, 1]);
    expect(await values('run=a')).toEqual([1, 2]);
    expect(await values('tag=x&tag=z')).toEqual([1, 3, 4]);
    expect(await values('tag=x&run=b')).toEqual([3]);
  });

  it('keeps all of a series that is longer than a part, also compressed', async () => {
    const points = Array.from({ length: 20_000 }, (_, i) => [i, i / 3] as [number, number]);
    const app = serve([{ run: 'r', tags: { a: points } }]);
    const plain = await app.inject({ url: '/api/export' });
    const lines = plain.body.trimEnd().split('\r\n').slice(1);
    expect(lines.map((line) => Number(line.split(',')[4]))).toEqual(points.map(([, value]) => value));
    const zipped = await app.inject({ url: '/api/export', headers: { 'accept-encoding': 'gzip' } });
    expect(zipped.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(zipped.rawPayload).toString()).toBe(plain.body);
  });

  it('is a header alone when there is nothing', async () => {
    expect((await serve([]).inject({ url: '/api/export' })).body).toBe('run,tag,wall_time,step,value,superseded\r\n');
    expect((await serve([]).inject({ url: '/api/export?format=jsonl' })).body).toBe('');
  });

  it('makes parts only as fast as they are taken, and stops when the client goes away', async () => {
    let made = 0;
    let ended: () => void = () => undefined;
    const whenEnded = new Promise<void>((resolve) => (ended = resolve));
    const app = serve([], (queries) => ({
      ...queries,
      async *stream() {
        try {
          for (;;) {
            made += 1;
            yield await Promise.resolve(new Uint8Array(1024 * 1024));
          }
        } finally {
          ended();
        }
      },
    }));
    await app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = app.server.address() as AddressInfo;
    await new Promise<void>((resolve) => {
      const asked = httpGet({ port, path: '/api/export' }, (response) => {
        response.once('data', () => {
          response.pause();
          asked.destroy();
          resolve();
        });
      });
      asked.on('error', () => undefined);
    });
    await whenEnded;
    // What the sockets of both sides hold, not more.
    expect(made).toBeLessThan(40);
  });
});

describe('csvCell', () => {
  it.each([
    ['loss', 'loss'],
    ['a,b', '"a,b"'],
    ['say "x"', '"say ""x"""'],
    ['two\nlines', '"two\nlines"'],
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@x', "'@x"],
    ['\tx', "'\tx"],
    ['=a,b', `"'=a,b"`],
  ])('writes %j as %j', (text, cell) => expect(csvCell(text)).toBe(cell));
});
