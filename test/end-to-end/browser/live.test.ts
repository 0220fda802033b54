/** A page that stays open while the log grows, and while its server goes and comes back. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { frame, scalarEvent, versionEvent } from '../../support/event-writer.js';
import { GrowingFolder, type GrowingFile } from '../../support/growing-file.js';
import { cardOf, chartOf, labelOf, numberOf, point, serve, tooltip, visitor, type Server } from '../../support/page.js';
import { launch } from '../chromium.js';

let browser: Browser;
let logs: GrowingFolder;
let server: Server;
let file: GrowingFile;
const { open: openAt, settle } = visitor(() => browser);

beforeAll(async () => {
  browser = await launch();
});
beforeEach(async () => {
  logs = new GrowingFolder();
  file = logs.file('first/events.out.tfevents.1').append(frame(versionEvent(1.7e9)));
  write(file, 0, 50);
  server = await serve(logs.path);
});
afterEach(async () => {
  await settle();
  await server.stop();
  logs.remove();
});
afterAll(() => browser?.close());

/** Appends steps `from` up to, not including, `to`. */
function write(to: GrowingFile, from: number, until: number): void {
  to.append(...Array.from({ length: until - from }, (_, i) => frame(scalarEvent('loss', from + i, Math.fround(1 / (1 + from + i))))));
}

async function open(): Promise<Page> {
  const page = await openAt(`${server.url}?smoothing=0#scalars`);
  await expect.poll(() => labelOf(cardOf(page, 'loss'))).toBe('loss, 1 run, step 0 to 49, latest 0.02');
  return page;
}

test('a point that a writer flushed is drawn', async () => {
  const page = await open();
  write(file, 50, 100);
  await expect.poll(() => labelOf(cardOf(page, 'loss'))).toBe('loss, 1 run, step 0 to 99, latest 0.01');
  expect(await settle()).toEqual([]);
});

test('growth leaves a zoom and the tooltip where they are', async () => {
  const page = await open();
  const card = cardOf(page, 'loss');
  const ends = async (): Promise<number[]> => {
    const form = card.getByRole('form', { name: 'Range of the x axis' });
    await chartOf(card).focus();
    await card.getByRole('button', { name: 'Set the range of the x axis of loss' }).focus();
    await page.keyboard.press('Enter');
    const texts = await form.getByRole('textbox').evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value));
    await form.getByRole('button', { name: 'Cancel' }).click();
    return texts.map(numberOf);
  };
  await card.hover();
  await card.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menu').getByText('Set the x range…').click();
  await card.getByLabel('Min').fill('40');
  await card.getByLabel('Max').fill('80');
  await card.getByLabel('Max').press('Enter');
  await point(page, card, 0.7);
  expect((await tooltip(page))[0]?.step).toBe(49);
  write(file, 50, 75);
  // The pointer rests; the line arrives below it.
  await expect.poll(async () => (await tooltip(page))[0]?.step ?? 0).toBeGreaterThan(60);
  const [row] = await tooltip(page);
  expect(row?.value).toBe(Number(Math.fround(1 / (1 + (row?.step ?? 0))).toPrecision(5)));
  expect(await ends()).toEqual([40, 80]);
  expect(await settle()).toEqual([]);
});

test('a run that begins is listed and drawn', async () => {
  const page = await open();
  const second = logs.file('second/events.out.tfevents.1').append(frame(versionEvent(1.7e9)));
  write(second, 0, 200);
  await expect.poll(() => labelOf(cardOf(page, 'loss'))).toBe('loss, 2 runs, step 0 to 199, latest 0.005');
  expect(await page.getByRole('treeitem').count()).toBe(2);
  logs.remove('first');
  await expect.poll(() => labelOf(cardOf(page, 'loss'))).toMatch(/^loss, 1 run,/);
  expect(await settle()).toEqual([]);
});

test('without following, nothing moves until it is asked to', async () => {
  const page = await open();
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await page.getByRole('checkbox', { name: /follow/i }).click();
  await page.keyboard.press('Escape');
  write(file, 50, 100);
  await expect.poll(() => page.locator('.waiting').count()).toBe(1);
  expect(await labelOf(cardOf(page, 'loss'))).toContain('step 0 to 49');
  await page.getByRole('button', { name: 'Reload' }).click();
  await expect.poll(() => labelOf(cardOf(page, 'loss'))).toContain('step 0 to 99');
});

test('a server that is gone is said so, and missed nothing when it is back', async () => {
  const page = await open();
  await server.kill();
  const banner = page.getByRole('alert').filter({ hasText: 'Connection to the server lost' });
  await banner.waitFor();
  // What was drawn stays.
  expect(await labelOf(cardOf(page, 'loss'))).toContain('step 0 to 49');
  write(file, 50, 100);
  await server.start();
  await banner.waitFor({ state: 'detached' });
  await expect.poll(() => labelOf(cardOf(page, 'loss'))).toBe('loss, 1 run, step 0 to 99, latest 0.01');
});
