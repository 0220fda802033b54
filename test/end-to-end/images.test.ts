/** The Images tab on a real server: every step reachable, one slider for all, the comparison, live steps, and pictures that are none. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { crc32, deflateSync } from 'node:zlib';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { eventFile, frame, imageValue, summaryEvent, tensorValue, versionEvent } from '../support/event-writer.js';
import { GrowingFolder } from '../support/growing-file.js';
import { serve, visit, type Server, type Visit } from '../support/page.js';
import { launch } from './chromium.js';

const chunk = (name: string, data: Uint8Array): Buffer => {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
};
const header = (width: number, height: number): Buffer => {
  const bytes = Buffer.alloc(13);
  bytes.writeUInt32BE(width, 0);
  bytes.writeUInt32BE(height, 4);
  bytes.set([8, 2, 0, 0, 0], 8);
  return bytes;
};
/** A picture of one colour. */
function png(red: number, { green = 0, blue = 0, width = 8, height = 6 } = {}): Buffer {
  const row = Buffer.concat([Buffer.from([0]), Buffer.from(Array.from({ length: width }, () => [red, green, blue]).flat())]);
  const rows = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)));
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', header(width, height)), chunk('IDAT', rows), chunk('IEND', new Uint8Array())]);
}
const bomb = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', header(60_000, 60_000)), chunk('IDAT', deflateSync(new Uint8Array(100)))]);
const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>document.title = "ran"</script></svg>');
/** Two frames, one pixel each. */
const gif = Buffer.from('47494638396101000100800000ff000000ff0021f90400320000002c000000000100010000020244010021f90400320000002c00000000010001000002024401003b', 'hex');

const picture = (tag: string, step: number, image: Uint8Array): Uint8Array =>
  frame(summaryEvent({ wallTime: 1.7e9 + step, step }, imageValue(tag, { width: 8, height: 6, image })));
const several = (tag: string, step: number, images: readonly Uint8Array[]): Uint8Array =>
  frame(summaryEvent({ wallTime: 1.7e9 + step, step }, tensorValue(tag, { dtype: 'string', shape: [images.length + 2], strings: ['8', '6', ...images] }, { plugin: 'images' })));

const folder = new GrowingFolder();
const first = folder.file('first/events.out.tfevents.1700000000.a');
let browser: Browser;
let server: Server;
const visits: Visit[] = [];

beforeAll(async () => {
  first.append(eventFile(
    frame(versionEvent(1.7e9)),
    ...Array.from({ length: 60 }, (_, step) => picture('ramp', step, png(4 * step))),
    // An earlier step with more samples than the last one.
    several('samples', 0, [png(1), png(2), png(3)]), several('samples', 1, [png(11), png(12)]),
  ));
  folder.file('second/events.out.tfevents.1700000001.b').append(eventFile(frame(versionEvent(1.7e9 + 1)), ...[5, 15, 25].map((step) => picture('ramp', step, png(4 * step, { blue: 9 })))));
  folder.file('strange/events.out.tfevents.1700000002.c').append(eventFile(
    frame(versionEvent(1.7e9 + 2)), picture('strange/svg', 0, svg), picture('strange/bomb', 0, bomb), picture('strange/damaged', 0, png(7).subarray(0, 50)), picture('strange/moving', 0, gif),
  ));
  [browser, server] = await Promise.all([launch(), serve(folder.path)]);
});
afterEach(async () => {
  const complaints = visits.flatMap((one) => one.complaints);
  await Promise.all(visits.splice(0).map((one) => one.close()));
  expect(complaints).toEqual([]);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  folder.remove();
});

async function open(search: string, options: Parameters<typeof visit>[2] = {}): Promise<Page> {
  const opened = await visit(browser, `${server.url}${search}#images`, options);
  visits.push(opened);
  return opened.page;
}

const card = (page: Page, name: string): Locator => page.getByRole('article', { name, exact: true }).first();
const sliderOf = (one: Locator): Locator => one.getByRole('slider');
/** Red, green and blue in the middle of a card's picture: null before there is one. */
const colourOf = (one: Locator): Promise<number[] | null> =>
  one.locator('canvas').evaluateAll(([canvas]) => {
    if (!(canvas instanceof HTMLCanvasElement)) return null;
    const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    context?.drawImage(canvas, -(canvas.width >> 1), -(canvas.height >> 1));
    return context ? [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)] : null;
  });

test('a card shows the last step, and its slider reaches every step by keyboard', async () => {
  const page = await open('?tagFilter=ramp&imageLink=off');
  const one = card(page, 'ramp, first');
  await expect.poll(() => colourOf(one)).toEqual([236, 0, 0]);
  await sliderOf(one).focus();
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => colourOf(one)).toEqual([232, 0, 0]);
  expect(await sliderOf(one).getAttribute('aria-valuetext')).toBe('step 58');
  await page.keyboard.press('Home');
  await expect.poll(() => colourOf(one)).toEqual([0, 0, 0]);
  for (let step = 1; step <= 30; step++) await page.keyboard.press('ArrowRight');
  await expect.poll(() => colourOf(one)).toEqual([120, 0, 0]);
  // Alone, it moved no other card.
  expect(await colourOf(card(page, 'ramp, second'))).toEqual([100, 0, 9]);
  // Space plays, from here to the end; a visit prefers little motion, so two pictures a second: stopped again by space.
  await page.keyboard.press('Space');
  await expect.poll(() => colourOf(one)).toEqual([124, 0, 0]);
  await page.keyboard.press('Space');
  expect(await one.getByRole('button', { name: /^Play/ }).count()).toBe(1);
  const box = await one.locator('.frame').boundingBox();
  await page.keyboard.press('Home');
  await expect.poll(() => colourOf(one)).toEqual([0, 0, 0]);
  expect(await one.locator('.frame').boundingBox()).toEqual(box);
});

test('one slider moves all cards to the nearest step at or before, and says where a card shows another', async () => {
  const page = await open('?tagFilter=ramp');
  const all = page.getByRole('slider', { name: 'Step of all pictures' });
  const [one, other] = [card(page, 'ramp, first'), card(page, 'ramp, second')];
  await expect.poll(() => colourOf(other)).toEqual([100, 0, 9]);
  await all.fill('17');
  await expect.poll(async () => [await colourOf(one), await colourOf(other)]).toEqual([[68, 0, 0], [60, 0, 9]]);
  expect(await other.innerText()).toContain('Step 15 (not 17)');
  await expect.poll(() => page.url()).toContain('imageStep=17');
  await page.reload();
  await expect.poll(async () => [await colourOf(one), await colourOf(other)]).toEqual([[68, 0, 0], [60, 0, 9]]);
});

test('new steps are shown by a slider at the end, and only offered by one that was moved', async () => {
  const page = await open('?tagFilter=ramp&imageLink=off');
  const [one, other] = [card(page, 'ramp, first'), card(page, 'ramp, second')];
  await expect.poll(() => colourOf(one)).toEqual([236, 0, 0]);
  await sliderOf(other).press('ArrowLeft');
  await expect.poll(() => colourOf(other)).toEqual([60, 0, 9]);
  first.append(picture('ramp', 60, png(240)));
  folder.file('second/events.out.tfevents.1700000001.b').append(picture('ramp', 35, png(140, { blue: 9 })));
  await expect.poll(() => colourOf(one), { timeout: 15_000 }).toEqual([240, 0, 0]);
  await expect.poll(() => sliderOf(other).getAttribute('max'), { timeout: 15_000 }).toBe('3');
  expect([await sliderOf(other).inputValue(), await colourOf(other)]).toEqual(['1', [60, 0, 9]]);
});

test('every sample has a card, also those only an earlier step has', async () => {
  const page = await open('?tagFilter=samples');
  await card(page, 'samples, first, sample 3').waitFor();
  const third = card(page, 'samples, first, sample 3');
  await expect.poll(() => colourOf(third)).toEqual([3, 0, 0]);
  await expect.poll(() => colourOf(card(page, 'samples, first, sample 2'))).toEqual([12, 0, 0]);
  expect(await third.innerText()).toContain('Sample 3/3');
});

test('runs are compared at one step: side by side, with a divider, and by their difference', async () => {
  const page = await open('?tagFilter=ramp&imageMode=compare&imageStep=20');
  await page.getByRole('button', { name: /^Choose as A: ramp, first/ }).click();
  await page.getByRole('button', { name: /^Choose as B: ramp, second/ }).click();
  const pair = page.getByRole('region', { name: 'A and B compared' });
  await expect.poll(() => pair.innerText()).toContain('first, ramp, sample 1, step 20');
  expect(await pair.innerText()).toContain('second, ramp, sample 1, step 15');
  await pair.getByRole('group', { name: /^A: first/ }).hover();
  await expect.poll(() => pair.innerText()).toMatch(/x [34], y [23]: A 80 0 0, B 60 0 9, apart by 20 0 9/);
  await pair.getByText('Difference', { exact: true }).click();
  await page.mouse.move(0, 0);
  await expect.poll(() => pair.innerText()).toContain('48 of 48 pixels differ, by 20 at most and 9.67 on average');
  await pair.getByText('Swipe', { exact: true }).click();
  const divider = pair.getByRole('slider', { name: 'Divider between A and B' });
  await divider.fill('25');
  expect(await pair.locator('.layer').last().getAttribute('style')).toContain('inset(0px 0px 0px 25%)');
  // Zoomed in one pane, both move.
  await pair.getByRole('group', { name: /^B: second/ }).press('+');
  await expect.poll(() => page.getByRole('status', { name: 'Zoom' }).innerText()).toBe('1.3×');
});

test('a picture is looked at closely: zoom, the value of a pixel, and arrow keys through its steps', async () => {
  const page = await open('?tagFilter=ramp&imageStep=20');
  const one = card(page, 'ramp, first');
  await expect.poll(() => colourOf(one)).toEqual([80, 0, 0]);
  await one.hover();
  await one.getByRole('button', { name: 'Look closely' }).click();
  const dialog = page.getByRole('dialog', { name: 'ramp' });
  const pane = dialog.getByRole('group', { name: /^ramp, first, step 20/ });
  await pane.hover();
  await expect.poll(() => dialog.innerText()).toContain('80 0 0');
  await pane.press('ArrowRight');
  await expect.poll(() => dialog.innerText()).toContain('84 0 0');
  await page.keyboard.press('Escape');
  await expect.poll(() => colourOf(one)).toEqual([84, 0, 0]);
});

test('what is no picture says so and can be saved; what moves, moves; nothing runs', async () => {
  const page = await open('?tagFilter=strange', { reducedMotion: 'no-preference' });
  await expect.poll(() => card(page, 'strange/svg, strange').innerText()).toContain('not a picture a browser can show');
  await expect.poll(() => card(page, 'strange/bomb, strange').innerText()).toContain('60,000 × 60,000 pixels are too many');
  await card(page, 'strange/moving, strange').locator('img').waitFor();
  const [download] = await Promise.all([page.waitForEvent('download'), card(page, 'strange/svg, strange').getByRole('link', { name: 'Download it' }).click()]);
  expect(readFileSync(await download.path())).toEqual(svg);
  expect(await page.title()).toBe('Ridgeline');
});

test('a picture that cannot be fetched leaves the old one, and says why', async () => {
  const page = await open('?tagFilter=ramp&imageLink=off');
  const one = card(page, 'ramp, first');
  await expect.poll(async () => (await colourOf(one))?.[0]).toBeGreaterThan(235);
  const before = await colourOf(one);
  await page.route('**/api/plugins/images/blob/**', (route) => route.fulfill({ status: 404, json: { code: 'not-found', message: 'The event file no longer holds this blob.' } }));
  await sliderOf(one).press('Home');
  await one.getByText('The event file no longer holds this blob.').waitFor();
  expect(await colourOf(one)).toEqual(before);
  await page.unroute('**/api/plugins/images/blob/**');
  await one.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => colourOf(one)).toEqual([0, 0, 0]);
  // The browser writes every failed request to its console.
  for (const { complaints } of visits) complaints.splice(0, complaints.length, ...complaints.filter((text) => !text.includes('404')));
});

test('in Time Series the linked step moves image cards, and an image card moves it', async () => {
  const page = await open('?tagFilter=ramp');
  await page.evaluate(() => localStorage.setItem('ridgeline.settings', JSON.stringify({ linkByStep: true })));
  await page.goto(`${server.url}?tagFilter=ramp#timeseries`);
  await page.reload();
  const [one, other] = [card(page, 'ramp, first'), card(page, 'ramp, second')];
  await expect.poll(async () => (await colourOf(one))?.[0]).toBeGreaterThan(235);
  await sliderOf(one).fill('15');
  await expect.poll(async () => [await colourOf(one), await colourOf(other)]).toEqual([[60, 0, 0], [60, 0, 9]]);
  await one.hover();
  await one.getByRole('button', { name: 'Pin', exact: true }).click();
  await expect.poll(() => decodeURIComponent(page.url())).toContain('"plugin":"images","tag":"ramp","runId":"first","sample":0');
});

test('the tab passes the checks of axe, in cards, comparison and a dialog', async () => {
  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  const violations = async (page: Page): Promise<string[]> => {
    await page.evaluate(axe);
    return page.evaluate(async () => {
      const { axe: checker } = window as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } };
      return (await checker.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
    });
  };
  const cards = await open('');
  await expect.poll(async () => (await colourOf(card(cards, 'ramp, first')))?.[0]).toBeGreaterThan(0);
  expect(await violations(cards)).toEqual([]);
  await card(cards, 'ramp, first').getByRole('button', { name: 'Look closely' }).click();
  expect(await violations(cards)).toEqual([]);
  const comparison = await open('?imageMode=compare&tagFilter=ramp');
  await comparison.getByRole('button', { name: /^Choose as A: ramp, first/ }).click();
  await comparison.getByRole('button', { name: /^Choose as B: ramp, second/ }).click();
  expect(await violations(comparison)).toEqual([]);
});
