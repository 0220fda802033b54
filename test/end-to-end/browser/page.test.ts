/** The shell of the page: opening it, choosing runs, themes, settings, problems, and every way it may be served. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { eventFile, flipped, frame, scalarEvent, versionEvent } from '../../support/event-writer.js';
import { GrowingFolder } from '../../support/growing-file.js';
import { cardOf, chartOf, corpusCopy, freePort, labelOf, serve, visitor, type Server } from '../../support/page.js';
import { launch } from '../chromium.js';

let browser: Browser;
let logs: ReturnType<typeof corpusCopy>;
let server: Server;
const { open: openAt, settle } = visitor(() => browser);

beforeAll(async () => {
  logs = corpusCopy();
  [browser, server] = await Promise.all([launch(), serve(logs.path)]);
});
afterEach(async () => expect(await settle()).toEqual([]));
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  logs?.remove();
});

/** The classic tab, which has nothing but scalars, unless another address is given. */
const open = (url = `${server.url}#scalars`, options: Parameters<typeof openAt>[1] = {}): Promise<Page> => openAt(url, options);

/** A page on a server of its own, which it outlives. */
async function onServer(logdir: string, options: Parameters<typeof serve>[1], body: (own: Server) => Promise<void>): Promise<void> {
  const own = await serve(logdir, options);
  try {
    await body(own);
    expect(await settle()).toEqual([]);
  } finally {
    await settle();
    await own.stop();
  }
}

const runs = (page: Page) => page.getByRole('tree', { name: 'Runs' });
const run = (page: Page, name: string) => runs(page).getByRole('treeitem', { name, exact: false }).first();
const countOfRuns = (page: Page): Promise<string> => page.locator('.run-selector .count').innerText();
const backgroundOf = (page: Page): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

test('the page opens on the first tab that has data, with its charts drawn', async () => {
  const page = await open(server.url);
  await page.getByRole('button', { name: 'Scalars', exact: true }).click();
  await expect.poll(() => labelOf(cardOf(page, 'acc'))).toBe('acc, 3 runs, step 0 to 199, latest 1');
  const tabs = page.getByRole('tablist').getByRole('tab');
  expect((await tabs.allInnerTexts()).slice(0, 2)).toEqual(['Time Series', 'Scalars']);
  expect(await tabs.first().getAttribute('aria-selected')).toBe('true');
  expect(await page.title()).toBe('Ridgeline');
  expect(await countOfRuns(page)).toBe('63 of 63 runs');
  await page.getByRole('button', { name: 'Live' }).waitFor();
});

test('a tab without data says what would fill it, and an unknown one that it is unknown', async () => {
  const page = await open();
  await page.getByRole('button', { name: 'Inactive' }).click();
  expect(await page.getByRole('dialog', { name: 'Inactive tabs' }).innerText()).toContain('Projector');
  await page.goto(`${server.url}#nosuchtab`);
  await page.reload();
  await page.getByText('No such tab').waitFor();
  await page.getByRole('button', { name: 'Open Time Series' }).click();
  await page.getByRole('tabpanel', { name: 'Time Series' }).getByRole('article').first().waitFor();
});

describe('runs', () => {
  test('a folder shows and hides all its runs, and is half checked between', async () => {
    const page = await open();
    const folder = run(page, 'keras');
    await folder.click();
    expect(await folder.getAttribute('aria-checked')).toBe('false');
    expect(await countOfRuns(page)).toBe('57 of 63 runs');
    await run(page, 'train').click();
    expect(await folder.getAttribute('aria-checked')).toBe('mixed');
    await folder.click();
    expect(await folder.getAttribute('aria-checked')).toBe('true');
  });

  test('only this, none and all', async () => {
    const page = await open();
    await run(page, 'unpurged').dblclick();
    expect(await countOfRuns(page)).toBe('1 of 63 runs');
    const all = page.getByRole('checkbox', { name: 'All runs' });
    expect(await all.evaluate((box: HTMLInputElement) => box.indeterminate)).toBe(true);
    await all.click();
    await all.click();
    expect(await countOfRuns(page)).toBe('0 of 63 runs');
    await page.getByText('No shown run has this tag').first().waitFor();
    await all.click();
    expect(await countOfRuns(page)).toBe('63 of 63 runs');
  });

  test('a filter narrows what is drawn, is in the address, and a bad one says so', async () => {
    const page = await open();
    const field = page.getByLabel('Filter runs (regex)');
    await field.fill('BASELINE$');
    await expect.poll(() => labelOf(cardOf(page, 'acc'))).toMatch(/^acc, 1 run,/);
    expect(await countOfRuns(page)).toBe('1 shown, 1 of 63 match');
    await expect.poll(() => page.url()).toContain('runFilter=BASELINE');
    await field.fill('(');
    await page.getByText('Not a regular expression').waitFor();
    await page.getByText('An invalid expression matches no run').waitFor();
    await field.press('Escape');
    expect(await countOfRuns(page)).toBe('63 of 63 runs');
  });

  test('a choice survives a reload, and an address shows it to somebody else', async () => {
    const page = await open();
    await run(page, 'unpurged').dblclick();
    await expect.poll(() => page.url()).toContain('run=restart%2Funpurged');
    const address = page.url();
    await page.goto(server.url);
    await expect.poll(() => countOfRuns(page)).toBe('1 of 63 runs');
    const elsewhere = await open(address);
    await expect.poll(() => countOfRuns(elsewhere)).toBe('1 of 63 runs');
  });
});

test('themes: as the system, light and dark, kept over a reload', async () => {
  const page = await open(undefined, { colorScheme: 'dark' });
  const dark = await backgroundOf(page);
  await page.getByRole('button', { name: /^Theme/ }).click();
  await expect.poll(() => backgroundOf(page)).not.toBe(dark);
  const light = await backgroundOf(page);
  await page.reload();
  await chartOf(cardOf(page, 'acc')).waitFor();
  expect(await backgroundOf(page)).toBe(light);
  await page.getByRole('button', { name: 'Theme: light' }).click();
  expect(await backgroundOf(page)).toBe(dark);
  await page.getByRole('button', { name: 'Theme: dark' }).click();
  await page.getByRole('button', { name: 'Theme: as the system' }).waitFor();
  await page.emulateMedia({ colorScheme: 'light' });
  await expect.poll(() => backgroundOf(page)).toBe(light);
});

test('settings survive a reload, and what they page follows at once', async () => {
  const page = await open();
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await page.getByRole('spinbutton', { name: /Cards/ }).fill('2');
  await page.getByRole('button', { name: 'Done' }).click();
  await page.reload();
  await chartOf(cardOf(page, 'acc')).waitFor();
  const group = page.getByRole('region').filter({ has: page.getByRole('heading', { name: /^acc, accuracy/ }) }).last();
  expect(await group.getByRole('article').count()).toBe(2);
  await group.getByRole('button', { name: /^Next page/ }).first().click();
  await cardOf(page, 'big_step').waitFor();
});

test('a phone has its runs in a drawer', async () => {
  const page = await open(undefined, { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
  await chartOf(cardOf(page, 'acc')).waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.getByRole('button', { name: 'Runs' }).tap();
  const drawer = page.getByRole('dialog', { name: 'Runs' });
  await drawer.getByRole('treeitem', { name: 'restart' }).first().tap();
  await page.getByRole('button', { name: 'Hide runs' }).tap();
  await drawer.waitFor({ state: 'detached' });
  await chartOf(cardOf(page, 'acc')).tap({ position: { x: 160, y: 100 } });
  await page.locator('.tooltip').waitFor();
});

test('what could not be read is counted in the header and explained', async () => {
  const broken = corpusCopy('torch');
  const folder = join(broken.path, 'torch/baseline');
  const file = join(folder, readdirSync(folder).find((name) => name.includes('tfevents')) ?? '');
  // Within the payload of the fifth record or so: one checksum is wrong, and nothing else.
  writeFileSync(file, flipped(readFileSync(file), 400));
  await onServer(broken.path, {}, async (own) => {
    const page = await open(own.url);
    await page.getByRole('button', { name: /^1 problem/ }).click();
    const panel = page.getByRole('dialog');
    await expect.poll(() => panel.innerText()).toMatch(/torch\/baseline/);
    expect(await panel.innerText()).toMatch(/checksum/i);
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
  });
  broken.remove();
});

describe('a folder with nothing to draw', () => {
  test('says what was looked for and what to do, and fills by itself', async () => {
    const empty = new GrowingFolder();
    await onServer(empty.path, {}, async (own) => {
      const page = await open(own.url);
      const main = page.getByRole('main');
      await main.getByText('What to do').waitFor();
      expect(await main.innerText()).toContain(empty.path);
      empty.file('first/events.out.tfevents.1').append(eventFile(frame(versionEvent(1.7e9)), ...[0, 1, 2].map((step) => frame(scalarEvent('loss', step, step)))));
      await expect.poll(() => labelOf(cardOf(page, 'loss')).catch(() => '')).toBe('loss, 1 run, step 0 to 2, latest 1.3265');
    });
    empty.remove();
  });

  test('a folder that does not exist is waited for', async () => {
    const parent = mkdtempSync(join(tmpdir(), 'ridgeline-page-'));
    await onServer(join(parent, 'later'), {}, async (own) => {
      const page = await open(own.url);
      await page.getByRole('heading', { level: 2 }).first().waitFor();
      expect(await page.getByRole('main').innerText()).toContain(join(parent, 'later'));
    });
    rmSync(parent, { recursive: true });
  });
});

describe('served elsewhere', () => {
  test('below a prefix and with a token, which leaves the address', async () => {
    await onServer(logs.path, { prefix: '/tb/one', token: 'a&secret' }, async (own) => {
      const page = await open(`${own.url}?token=a%26secret#scalars`);
      await expect.poll(() => labelOf(cardOf(page, 'acc'))).toMatch(/^acc, 3 runs/);
      expect(page.url()).not.toContain('secret');
      const stranger = await browser.newContext();
      expect((await (await stranger.newPage()).goto(own.url))?.status()).toBe(401);
      await stranger.close();
    });
  });

  test('behind a proxy that takes a prefix away, live stream and all', async () => {
    const port = await freePort();
    const target = new URL(server.url);
    const proxy = createServer((incoming, outgoing) => {
      const { method, headers } = incoming;
      const path = incoming.url?.replace(/^\/user\/me\/proxy\/6006/, '') ?? '/';
      const asked = request({ host: target.hostname, port: target.port, path, method, headers: { ...headers, 'x-forwarded-host': headers.host } }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
      asked.on('error', () => outgoing.destroy());
      incoming.pipe(asked);
      outgoing.on('close', () => asked.destroy());
    });
    await new Promise<void>((resolve) => proxy.listen(port, 'localhost', resolve));
    try {
      const page = await open(`http://localhost:${port}/user/me/proxy/6006/#scalars`);
      await expect.poll(() => labelOf(cardOf(page, 'acc'))).toMatch(/^acc, 3 runs/);
      await page.getByRole('button', { name: 'Live' }).waitFor();
      expect(await settle()).toEqual([]);
    } finally {
      proxy.closeAllConnections();
      proxy.close();
    }
  });
});
