/** Blobs and texts of a hostile log, from the event file to the client. */
import { appendFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tableFromIPC } from '@uwdata/flechette';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AudioStepsAnswer } from '../../../server/plugins/audio/contract.js';
import type { ImageStepsAnswer } from '../../../server/plugins/images/contract.js';
import type { TextStepsAnswer } from '../../../server/plugins/text/contract.js';
import { formatValueKey, parseValueKey } from '../../../server/model/value-key.js';
import { testApp, type TestApp } from '../../support/app.js';
import { audioValue, eventFile, frame, histogramValue, imageValue, summaryEvent, tensorValue, textValue } from '../../support/event-writer.js';
import { ingestFolder, type Ingested } from '../../support/ingest-folder.js';

const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);
const GIF = new TextEncoder().encode('GIF89a…');
const SVG = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>');
const WAV = new TextEncoder().encode('RIFF0000WAVEdata0123456789');
const SCRIPT = '<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)>';

let folder: string;
let file: string;
let ingested: Ingested;
let tested: TestApp;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ridgeline-media-'));
  file = join(folder, 'events.out.tfevents.1');
  const at = (step: number) => ({ wallTime: 1000 + step, step });
  const strings = (list: readonly (string | Uint8Array)[], shape: readonly number[] = [list.length]) => ({ dtype: 'string' as const, shape, strings: list });
  writeFileSync(
    file,
    eventFile(
      frame(summaryEvent(at(0), imageValue('legacy', { width: 1, height: 1, image: PNG }))),
      frame(summaryEvent(at(0), tensorValue('several', strings(['1', '1', PNG, GIF, SVG]), { plugin: 'images' }))),
      frame(summaryEvent(at(1), tensorValue('several', strings(['1', '1', PNG])))),
      frame(summaryEvent(at(0), audioValue('clip', { clip: WAV }))),
      frame(summaryEvent(at(0), tensorValue('labelled', strings([WAV, 'a label', SVG, 'another'], [2, 2]), { plugin: 'audio' }))),
      frame(summaryEvent(at(0), textValue('note', [SCRIPT], []))),
      frame(summaryEvent(at(1), textValue('note', ['plain **bold**'], []))),
      frame(summaryEvent(at(0), textValue('table', ['a', 'b', 'c', 'd'], [2, 2]))),
      frame(summaryEvent(at(0), textValue('cube', ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'], [2, 2, 2]))),
      frame(summaryEvent(at(0), textValue('huge', ['<b>'.repeat(1_000_000)], []))),
      frame(summaryEvent(at(0), histogramValue('h', { min: -1, max: 2, limits: [-5, 0, 1, 9], counts: [0, 3, 1, 0] }))),
      frame(summaryEvent(at(5), histogramValue('h', { min: 0, max: 0, limits: [1], counts: [0] }))),
    ),
  );
  ingested = ingestFolder(folder);
  tested = testApp(ingested.reader);
});
afterAll(async () => {
  await tested.app.close();
  ingested.close();
  rmSync(folder, { recursive: true });
});

const seriesOf = (tag: string): number => ingested.reader.series().find((row) => row.tag === tag)?.id ?? -1;
const get = (url: string, headers: Record<string, string> = {}) => tested.app.inject({ url, headers });
async function keyOf(plugin: 'images' | 'audio', tag: string, step = 0): Promise<string> {
  const answer = await get(`/api/plugins/${plugin}/steps?series=${seriesOf(tag)}`);
  return answer.json<ImageStepsAnswer | AudioStepsAnswer>().series[0]?.keys[step] ?? '';
}

describe('blobs', () => {
  it('say how many pictures each step has, whichever way they were written', async () => {
    const answer = await get(`/api/plugins/images/steps?series=${seriesOf('several')},${seriesOf('legacy')},${seriesOf('clip')},999`);
    expect(answer.json<ImageStepsAnswer>().series.map(({ steps, samples, wallTimes }) => ({ steps, samples, wallTimes }))).toEqual([
      { steps: [0, 1], samples: [3, 1], wallTimes: [1000, 1001] },
      { steps: [0], samples: [1], wallTimes: [1000] },
    ]);
  });

  it('are served as what they are, cacheable for ever, and never as a document', async () => {
    const key = await keyOf('images', 'several');
    for (const [item, type, bytes] of [[0, 'image/png', PNG], [1, 'image/gif', GIF], [2, 'application/octet-stream', SVG]] as const) {
      const answer = await get(`/api/plugins/images/blob/${key}/${item}`);
      expect(answer.statusCode).toBe(200);
      expect(answer.headers['content-type']).toBe(type);
      expect(answer.headers['x-content-type-options']).toBe('nosniff');
      expect(answer.headers['cache-control']).toContain('immutable');
      expect(answer.headers['content-security-policy']).toContain('sandbox');
      expect(answer.headers['content-disposition']).toBe(type === 'application/octet-stream' ? 'attachment' : undefined);
      expect([...answer.rawPayload]).toEqual([...bytes]);
    }
    expect((await get(`/api/plugins/images/blob/${key}/3`)).statusCode).toBe(404);
  });

  it('of sound come without their labels, and in parts when asked for parts', async () => {
    const key = await keyOf('audio', 'labelled');
    const whole = await get(`/api/plugins/audio/blob/${key}/0`);
    expect(whole.headers['content-type']).toBe('audio/wav');
    expect([...whole.rawPayload]).toEqual([...WAV]);
    const part = await get(`/api/plugins/audio/blob/${key}/0`, { range: 'bytes=4-7' });
    expect([part.statusCode, part.payload, part.headers['content-range']]).toEqual([206, '0000', `bytes 4-7/${WAV.length}`]);
    const tail = await get(`/api/plugins/audio/blob/${key}/0`, { range: 'bytes=-3' });
    expect([tail.statusCode, tail.payload]).toEqual([206, '789']);
    expect((await get(`/api/plugins/audio/blob/${key}/0`, { range: 'bytes=999-' })).statusCode).toBe(416);
    expect((await get(`/api/plugins/audio/blob/${key}/0`, { range: 'bytes=a-b' })).statusCode).toBe(200);
    expect((await get(`/api/plugins/audio/blob/${key}/1`)).headers['content-type']).toBe('application/octet-stream');
  });

  it('cannot be had by a made-up key: another generation, file, offset, length, or nonsense', async () => {
    const key = parseValueKey(await keyOf('images', 'legacy'));
    expect(key).not.toBeNull();
    if (!key) return;
    for (const change of [{ generation: 'other' }, { file: 77 }, { offset: key.offset + 1 }, { length: key.length + 1 }, { length: 2 ** 40 }, { offset: 2 ** 49 }, { index: 5 }]) {
      expect((await get(`/api/plugins/images/blob/${formatValueKey({ ...key, ...change })}/0`)).statusCode).toBe(404);
    }
    for (const text of ['x', '..%2f..%2fetc']) expect((await get(`/api/plugins/images/blob/${text}/0`)).statusCode).toBe(404);
    expect((await get(`/api/plugins/images/blob/${'A'.repeat(500)}/0`)).statusCode).toBe(400);
    expect((await get('/data/plugin/images/individualImage?blob_key=')).statusCode).toBe(400);
    // A valid place of another kind of value is not a picture.
    const text = parseValueKey(await keyOf('audio', 'clip'));
    if (text) expect((await get(`/api/plugins/images/blob/${formatValueKey(text)}/0`)).statusCode).toBe(404);
  });
});

describe('texts', () => {
  const steps = async (query: string) => (await get(`/api/plugins/text/steps?${query}`)).json<TextStepsAnswer>().series;

  it('come as written, newest first, and rendered only when asked', async () => {
    const [note] = await steps(`series=${seriesOf('note')}`);
    expect(note).toMatchObject({ allSteps: [0, 1], steps: [1, 0], html: [] });
    expect(note?.texts.map(({ strings }) => strings[0])).toEqual(['plain **bold**', SCRIPT]);
  });

  it('are rendered without anything that could run', async () => {
    const [note] = await steps(`series=${seriesOf('note')}&render=true`);
    expect(note?.html[0]).toBe('<p>plain <strong>bold</strong></p>');
    expect(note?.html[1]).toBe('&lt;script&gt;alert(1)&lt;/script&gt; [x](javascript:alert(1)) <img src="x">');
  });

  it('of two dimensions are tables, of three their first plane', async () => {
    const [table, cube] = await steps(`series=${seriesOf('table')},${seriesOf('cube')}&render=1`);
    expect(table?.texts[0]).toEqual({ shape: [2, 2], strings: ['a', 'b', 'c', 'd'], sliced: false, cut: null });
    expect(table?.html[0]).toContain('<td><p>b</p></td>');
    expect(cube?.texts[0]).toEqual({ shape: [2, 2], strings: ['a', 'b', 'c', 'd'], sliced: true, cut: null });
  });

  it('of megabytes are cut, said to be, and not rendered as Markdown', async () => {
    const [huge] = await steps(`series=${seriesOf('huge')}&render=true`);
    expect(huge?.texts[0]?.cut).toBe(3_000_000);
    expect(huge?.texts[0]?.strings[0]?.length).toBe(1024 * 1024);
    expect(huge?.html[0]?.startsWith('<pre>&lt;b&gt;')).toBe(true);
  });

  it('are searched over all steps, and chosen by step', async () => {
    expect((await steps(`series=${seriesOf('note')}&search=BOLD`))[0]?.steps).toEqual([1]);
    expect((await steps(`series=${seriesOf('note')}&steps=0`))[0]?.steps).toEqual([0]);
    expect((await get(`/api/plugins/text/steps?series=${seriesOf('note')}&steps=zero`)).statusCode).toBe(400);
  });
});

describe('histograms', () => {
  it('come as Arrow: buckets trimmed to the data, percentiles beside them, an empty one empty', async () => {
    const answer = await get(`/api/plugins/histograms/points?series=${seriesOf('h')}`);
    const rows = tableFromIPC(answer.rawPayload).toArray() as { step: number; total: number; buckets: Float64Array; percentiles: Float64Array; readable: boolean }[];
    expect(rows.map(({ step, total, readable, buckets }) => ({ step, total, readable, buckets: [...buckets] }))).toEqual([
      { step: 0, total: 2, readable: true, buckets: [-1, 0, 3, 0, 2, 1] },
      { step: 5, total: 2, readable: true, buckets: [] },
    ]);
    expect(rows[0]?.percentiles[0]).toBe(-1);
    expect([...(rows[1]?.percentiles ?? [])]).toEqual(new Array(9).fill(0));
  });

  it('are chosen by range and number of steps', async () => {
    const stepsOf = async (query: string) => tableFromIPC((await get(`/api/plugins/histograms/points?series=${seriesOf('h')}&${query}`)).rawPayload).getChild('step').toArray();
    expect([...(await stepsOf('steps=1'))]).toEqual([5]);
    expect([...(await stepsOf('to=4'))]).toEqual([0]);
    expect((await get('/api/plugins/histograms/points?series=1&steps=0')).statusCode).toBe(400);
  });

  it('come with one of the two lists only, when only one is drawn', async () => {
    const listsOf = async (only: string) => {
      const table = tableFromIPC((await get(`/api/plugins/histograms/points?series=${seriesOf('h')}&only=${only}`)).rawPayload);
      return ['buckets', 'percentiles'].map((name) => (table.getChild(name).at(0) as Float64Array).length);
    };
    expect(await listsOf('buckets')).toEqual([6, 0]);
    expect(await listsOf('percentiles')).toEqual([0, 9]);
    expect((await get('/api/plugins/histograms/points?series=1&only=counts')).statusCode).toBe(400);
  });
});

describe('an event file that changed under the index', () => {
  it('gives no blob that is no longer there, and no other in its place', async () => {
    const other = mkdtempSync(join(tmpdir(), 'ridgeline-media-'));
    const path = join(other, 'events.out.tfevents.1');
    writeFileSync(path, eventFile(frame(summaryEvent({ wallTime: 1, step: 0 }, imageValue('a', { width: 1, height: 1, image: PNG })))));
    const changed = ingestFolder(other);
    const app = testApp(changed.reader).app;
    const id = changed.reader.series()[0]?.id ?? -1;
    const answer = await app.inject({ url: `/api/plugins/images/steps?series=${id}` });
    const blob = `/api/plugins/images/blob/${answer.json<ImageStepsAnswer>().series[0]?.keys[0]}/0`;
    expect((await app.inject({ url: blob })).statusCode).toBe(200);
    appendFileSync(path, 'growing');
    expect((await app.inject({ url: blob })).statusCode).toBe(200);
    truncateSync(path, 10);
    expect((await app.inject({ url: blob })).statusCode).toBe(404);
    await app.close();
    changed.close();
    rmSync(other, { recursive: true });
  });
});
