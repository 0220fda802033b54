/** The Time Series tab in a real browser: pins, groups and kinds of card, and what a reload keeps. */
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { cardOf, chartOf, corpusCopy, labelOf, serve, visitor, type Server } from '../../support/page.js';
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

/** The tab with scalar cards only. */
async function open(address = `${server.url}#timeseries`): Promise<Page> {
  const page = await openAt(address);
  await kind(page, 'Scalars').click();
  await expect.poll(() => labelOf(cardOf(page, 'acc'))).toMatch(/^acc, 3 runs/);
  return page;
}

const kind = (page: Page, name: string): Locator => page.getByRole('group', { name: 'Kinds of card' }).getByRole('button', { name });
const group = (page: Page, name: RegExp): Locator => page.getByRole('region', { name }).filter({ has: page.getByRole('heading', { level: 2 }) });
const pinned = (page: Page): Locator => group(page, /^Pinned/).getByRole('article');

test('a pin stays over a reload, is in the address, and is shown to somebody else', async () => {
  const page = await open();
  const card = cardOf(page, 'acc');
  await card.hover();
  await card.getByRole('button', { name: 'Pin' }).click();
  await page.getByText('New card pinned').waitFor();
  expect(await pinned(page).count()).toBe(1);
  await expect.poll(() => new URL(page.url()).searchParams.get('pinnedCards')).toBe('[{"plugin":"scalars","tag":"acc"}]');
  const address = page.url();
  await page.goto(`${server.url}#timeseries`);
  await chartOf(pinned(page)).waitFor();
  const other = await openAt(address);
  await chartOf(pinned(other)).waitFor();
  await other.getByRole('button', { name: 'Clear all pins' }).click();
  await expect.poll(() => pinned(other).count()).toBe(0);
  await expect.poll(() => other.url()).not.toContain('pinnedCards');
});

test('tags without a prefix share rows under all their names; groups keep their own, with counts', async () => {
  const page = await open();
  const lone = group(page, /^acc, accuracy, big_step/);
  expect(await lone.getByRole('article').count()).toBeGreaterThan(3);
  const boxes = await lone.getByRole('article').evaluateAll((cards) => cards.slice(0, 3).map((card) => card.getBoundingClientRect().top));
  expect(new Set(boxes).size).toBe(1);
  expect(await group(page, /^loss$/).innerText()).toMatch(/loss\s+3 cards/);
});

test('groups that were opened and closed stay so', async () => {
  const page = await open();
  const lone = page.getByRole('button', { name: /^acc, accuracy/ });
  const loss = page.getByRole('button', { name: 'loss', exact: true });
  await lone.click();
  await loss.click();
  expect([await lone.getAttribute('aria-expanded'), await loss.getAttribute('aria-expanded')]).toEqual(['false', 'true']);
  await page.reload();
  await kind(page, 'Scalars').click();
  await loss.waitFor();
  expect([await lone.getAttribute('aria-expanded'), await loss.getAttribute('aria-expanded')]).toEqual(['false', 'true']);
});

test('kinds of card are chosen one by one, or all', async () => {
  const page = await open();
  await kind(page, 'Scalars').click();
  expect(await kind(page, 'All').getAttribute('aria-pressed')).toBe('true');
  await kind(page, 'Images').click();
  await cardOf(page, 'acc').waitFor({ state: 'detached' });
  await page.getByLabel('Filter tags (regular expression)').fill('acc');
  await page.getByText(/No matches for tag filter \/acc\/ and image cards out of \d+ tags/).waitFor();
});

test('a card over the full width comes back, and keeps its place', async () => {
  const page = await open();
  const card = cardOf(page, 'accuracy');
  const width = async (): Promise<number> => (await card.boundingBox())?.width ?? 0;
  const before = await width();
  await card.hover();
  await card.getByRole('button', { name: 'Full width' }).click();
  expect(await width()).toBeGreaterThan(2 * before);
  await card.getByRole('button', { name: 'Back to the grid' }).click();
  expect(await width()).toBe(before);
});
