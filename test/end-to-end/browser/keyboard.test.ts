/** Everything without a pointer: tabs, runs, charts, menus and dialogs, with the focus where one expects it. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { cardOf, chartOf, corpusCopy, labelOf, serve, tableOf, tooltip, visitor, type Server } from '../../support/page.js';
import { launch } from '../chromium.js';

let browser: Browser;
let logs: ReturnType<typeof corpusCopy>;
let server: Server;
const { open: openAt, settle } = visitor(() => browser);

beforeAll(async () => {
  logs = corpusCopy('torch');
  [browser, server] = await Promise.all([launch(), serve(logs.path)]);
});
afterEach(async () => expect(await settle()).toEqual([]));
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  logs?.remove();
});

async function open(): Promise<Page> {
  const page = await openAt(`${server.url}#scalars`);
  await expect.poll(() => labelOf(cardOf(page, 'acc'))).toMatch(/^acc, 3 runs/);
  return page;
}

/** What has the focus: its role or tag, and its name. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement;
    const name = element?.getAttribute('aria-label') ?? (element as HTMLElement | null)?.innerText ?? '';
    return `${element?.getAttribute('role') ?? element?.tagName.toLowerCase()} ${name}`.trim();
  });

/** Presses Tab until what has the focus fits. */
async function tabTo(page: Page, wanted: RegExp): Promise<void> {
  const seen: string[] = [];
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press('Tab');
    const now = await focused(page);
    if (wanted.test(now)) return;
    seen.push(now);
  }
  throw new Error(`Tab never reached ${wanted}; it went ${seen.join(' → ')}`);
}

test('from the first Tab over the tabs and the runs to a chart, its cursor and its table', async () => {
  const page = await open();
  await page.keyboard.press('Tab');
  expect(await focused(page)).toBe('a Skip to the charts');
  await tabTo(page, /^tab Scalars/);
  await page.keyboard.press('ArrowLeft');
  expect(await focused(page)).toBe('tab Time Series');
  await page.keyboard.press('ArrowRight');
  expect(await page.getByRole('tab', { name: 'Scalars' }).getAttribute('aria-selected')).toBe('true');

  await tabTo(page, /^tree Runs/);
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.locator('.run-selector .count').innerText()).toMatch(/^1 of/);
  await page.keyboard.press('Home');
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowLeft');
  expect(await page.getByRole('treeitem').first().getAttribute('aria-expanded')).toBe('false');
  await page.keyboard.press('Space');
  await page.keyboard.press('Space');
  await page.getByRole('checkbox', { name: 'All runs' }).focus();
  if (!(await page.getByRole('checkbox', { name: 'All runs' }).isChecked())) await page.keyboard.press('Space');

  await tabTo(page, /^img acc, 3 runs/);
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowLeft');
  const [row] = await tooltip(page);
  expect(row?.step).toBe(198);
  await expect.poll(() => cardOf(page, 'acc').locator('[aria-live]').innerText()).toMatch(/^step 198: .*torch\/baseline/);
  await page.keyboard.press('Shift+ArrowLeft');
  expect((await tooltip(page))[0]?.step).toBe(188);
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await tableOf(cardOf(page, 'acc').getByRole('region', { name: 'Values of the chosen step' }))).length).toBe(4);
  await page.keyboard.press('+');
  await expect.poll(() => cardOf(page, 'acc').getByRole('button', { name: 'Fit the axes to the data' }).isDisabled()).toBe(false);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect.poll(() => cardOf(page, 'acc').getByRole('button', { name: 'Fit the axes to the data' }).isDisabled()).toBe(true);
});

test('a menu opens with the focus in it, and gives it back', async () => {
  const page = await open();
  const more = cardOf(page, 'acc').getByRole('button', { name: 'More', exact: true });
  await more.focus();
  await page.keyboard.press('Enter');
  expect(await focused(page)).toBe('menuitemcheckbox Log scale on y');
  await page.keyboard.press('ArrowUp');
  expect(await focused(page)).toBe('menuitem Download…');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Download acc' });
  await dialog.waitFor();
  for (let i = 0; i < 12; i++) {
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement === document.body || document.activeElement?.closest('dialog') !== null)).toBe(true);
  }
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect(await focused(page)).toBe('button More');
});

test('keys of the whole page: filters, runs, theme and help, from which the focus returns', async () => {
  const page = await open();
  await chartOf(cardOf(page, 'acc')).focus();
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Help' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await focused(page)).toMatch(/^img acc/);
  await page.keyboard.press('/');
  expect(await focused(page)).toBe('input Filter tags (regular expression)');
  await page.keyboard.type('r?/t[');
  expect(await page.getByLabel('Filter tags (regular expression)').inputValue()).toBe('r?/t[');
  await page.keyboard.press('Escape');
  await chartOf(cardOf(page, 'acc')).focus();
  await page.keyboard.press('r');
  await expect.poll(() => focused(page)).toBe('input Filter runs (regex)');
  await chartOf(cardOf(page, 'acc')).focus();
  await page.keyboard.press('[');
  await page.getByRole('tree').waitFor({ state: 'detached' });
  await page.keyboard.press('t');
  await page.getByRole('button', { name: 'Theme: light' }).waitFor();
});
