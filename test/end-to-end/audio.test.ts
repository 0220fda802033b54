/** The Audio tab in a real browser: what is drawn and heard, steps, keys, and clips that are none. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { audioValue, eventFile, frame, summaryEvent, tensorValue, versionEvent } from '../support/event-writer.js';
import { GrowingFolder } from '../support/growing-file.js';
import { corpusCopy, serve, visit, type Server, type Visit } from '../support/page.js';
import { launch } from './chromium.js';

/** A tone, 8 kHz, 16 bits. */
function tone(seconds: number, hertz = 440): Uint8Array<ArrayBuffer> {
  const frames = Math.round(8_000 * seconds);
  const bytes = Buffer.alloc(44 + 2 * frames);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write('WAVEfmt ', 8);
  for (const [at, value, size] of [[16, 16, 4], [20, 1, 2], [22, 1, 2], [24, 8_000, 4], [28, 16_000, 4], [32, 2, 2], [34, 16, 2]] as const) bytes.writeUIntLE(value, at, size);
  bytes.write('data', 36);
  bytes.writeUInt32LE(2 * frames, 40);
  for (let i = 0; i < frames; i++) bytes.writeInt16LE(Math.round(20_000 * Math.sin((2 * Math.PI * hertz * i) / 8_000)), 44 + 2 * i);
  return new Uint8Array(bytes);
}

const at = (step: number) => ({ wallTime: 1.7e9 + step, step });
const clip = (tag: string, step: number, seconds: number): Uint8Array => frame(summaryEvent(at(step), audioValue(tag, { clip: tone(seconds) })));

let browser: Browser;
let folder: string;
let server: Server;
const visits: Visit[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ridgeline-audio-'));
  mkdirSync(join(folder, 'b'));
  writeFileSync(
    join(folder, 'events.out.tfevents.1'),
    eventFile(
      versionEvent(1.7e9),
      clip('voice', 0, 1),
      clip('voice', 10, 2),
      clip('voice', 20, 30),
      frame(summaryEvent(at(5), tensorValue('several', { dtype: 'string', shape: [3], strings: [tone(1), tone(2), tone(3)] }, { plugin: 'audio' }))),
      frame(summaryEvent(at(0), audioValue('strange', { clip: new TextEncoder().encode('<svg onload="alert(1)"/>') }))),
    ),
  );
  writeFileSync(join(folder, 'b', 'events.out.tfevents.1'), eventFile(versionEvent(1.7e9 + 100), clip('voice', 0, 30)));
  [browser, server] = await Promise.all([launch(), serve(folder)]);
});
afterEach(async () => {
  const complaints = visits.flatMap((one) => one.complaints);
  await Promise.all(visits.splice(0).map((one) => one.close()));
  expect(complaints).toEqual([]);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function open(url = `${server.url}#audio`, options: Parameters<typeof visit>[2] = {}): Promise<Page> {
  const opened = await visit(browser, url, options);
  visits.push(opened);
  return opened.page;
}

const cardOf = (page: Page, tag: string, run = '.'): Locator => page.getByRole('article', { name: `${tag}, ${run}`, exact: true });
const position = (card: Locator): Locator => card.getByRole('slider', { name: 'Position' });
const steps = (card: Locator): Locator => card.getByRole('slider', { name: 'Step' });
const secondsAt = async (card: Locator): Promise<number> => Number(await position(card).getAttribute('aria-valuenow'));
/** Whether anything is drawn on a canvas in colour. */
const drawn = (card: Locator): Promise<boolean> =>
  card.locator('canvas').evaluate((canvas: HTMLCanvasElement) => (canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? []).some((value, i) => i % 4 === 3 && value > 0));

test('a clip is drawn, played, sought in by click and by key, and stopped', async () => {
  const card = cardOf(await open(), 'voice');
  await expect.poll(() => position(card).getAttribute('aria-valuetext')).toBe('0.00 s of 30.0 s');
  await expect.poll(() => drawn(card)).toBe(true);
  await card.getByRole('button', { name: 'Play' }).click();
  await expect.poll(() => secondsAt(card)).toBeGreaterThan(0.1);
  const box = await position(card).boundingBox();
  await position(card).click({ position: { x: (box?.width ?? 0) / 2, y: 10 } });
  await expect.poll(() => secondsAt(card)).toBeGreaterThan(14);
  await position(card).press('End');
  await expect.poll(() => card.getByRole('button', { name: 'Play' }).count()).toBe(1);
  await position(card).press('Home');
  expect(await secondsAt(card)).toBe(0);
});

test('one clip is heard at a time, and each is left where it was', async () => {
  const page = await open();
  const [one, other] = [cardOf(page, 'voice'), cardOf(page, 'voice', 'b')];
  await one.getByRole('button', { name: 'Play' }).click();
  await expect.poll(() => secondsAt(one)).toBeGreaterThan(0.1);
  await other.getByRole('button', { name: 'Play' }).click();
  await expect.poll(() => secondsAt(other)).toBeGreaterThan(0.1);
  expect(await page.getByRole('button', { name: 'Pause' }).count()).toBe(1);
  expect(await secondsAt(one)).toBeGreaterThan(0);
});

test('volume is kept for all clips and for the next visit', async () => {
  const page = await open();
  const volume = (tag: string) => cardOf(page, tag).getByRole('slider', { name: 'Volume' });
  await volume('voice').fill('0.3');
  expect(await volume('several').inputValue()).toBe('0.3');
  await cardOf(page, 'voice').getByRole('button', { name: 'Mute' }).click();
  await page.reload();
  await expect.poll(() => volume('voice').inputValue()).toBe('0');
  await cardOf(page, 'several').getByRole('button', { name: 'Unmute' }).click();
  expect(await volume('voice').inputValue()).toBe('0.3');
});

test('steps are moved through by slider and keys, samples by buttons', async () => {
  const page = await open();
  const card = cardOf(page, 'voice');
  await expect.poll(() => steps(card).getAttribute('aria-valuetext')).toBe('20, 3 of 3');
  await steps(card).press('ArrowLeft');
  await expect.poll(() => position(card).getAttribute('aria-valuetext')).toBe('0.00 s of 2.00 s');
  expect(await card.innerText()).toContain('Step 10');
  expect(await card.getByRole('link', { name: 'Download the clip of this step' }).getAttribute('download')).toBe('voice-step10.wav');
  const several = cardOf(page, 'several');
  await expect.poll(() => several.innerText()).toContain('Sample 1 of 3');
  await several.getByRole('button', { name: 'Next sample' }).click();
  await expect.poll(() => position(several).getAttribute('aria-valuetext')).toBe('0.00 s of 2.00 s');
  expect(await steps(several).isDisabled()).toBe(true);
});

test('what is no sound is only downloaded, and says so', async () => {
  const card = cardOf(await open(), 'strange');
  await expect.poll(() => card.innerText()).toContain('No kind of sound this page knows (24 B). It can be downloaded.');
  expect(await card.getByRole('link', { name: 'Download the clip of this step' }).getAttribute('download')).toBe('strange-step0.bin');
  expect(await card.getByRole('button', { name: 'Play' }).count()).toBe(0);
});

test('new steps appear, a slider at the end stays there, and a clip that plays is not cut off', async () => {
  const growing = new GrowingFolder();
  const file = growing.file('run/events.out.tfevents.1').append(eventFile(versionEvent(1.7e9), clip('live', 0, 1), clip('live', 1, 1)));
  const own = await serve(growing.path, { flags: ['--reload_interval', '1'] });
  try {
    const card = cardOf(await open(`${own.url}#audio`), 'live', 'run');
    const at = (): Promise<string | null> => steps(card).getAttribute('aria-valuetext');
    await expect.poll(at).toBe('1, 2 of 2');
    file.append(clip('live', 2, 30));
    await expect.poll(at, { timeout: 20_000 }).toBe('2, 3 of 3');
    await card.getByRole('button', { name: 'Play' }).click();
    await expect.poll(() => secondsAt(card)).toBeGreaterThan(0.1);
    file.append(clip('live', 3, 1));
    await expect.poll(at, { timeout: 20_000 }).toBe('2, 3 of 4');
    // Its end lets the slider go on; what was chosen by hand stays.
    await position(card).press('End');
    await expect.poll(at).toBe('3, 4 of 4');
    await steps(card).press('Home');
    file.append(clip('live', 4, 1));
    await expect.poll(at, { timeout: 20_000 }).toBe('0, 1 of 5');
  } finally {
    await own.stop();
    growing.remove();
  }
});

test('the clips of every writer in the corpus are drawn', async () => {
  const logs = corpusCopy();
  const own = await serve(logs.path);
  try {
    const page = await open(`${own.url}#audio`);
    await expect.poll(() => page.getByRole('article').count()).toBeGreaterThan(0);
    for (const card of await page.getByRole('article').all()) {
      await card.scrollIntoViewIfNeeded();
      await expect.poll(() => position(card).getAttribute('aria-disabled')).toBe('false');
      expect(await drawn(card)).toBe(true);
    }
  } finally {
    await own.stop();
    logs.remove();
  }
});

test.each(['light', 'dark'] as const)('nothing is wrong with it for assistive technology, %s', async (colorScheme) => {
  const page = await open(undefined, { colorScheme });
  await expect.poll(() => drawn(cardOf(page, 'voice'))).toBe(true);
  await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  const violations = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } };
    return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  });
  expect(violations).toEqual([]);
});
