/** The rules of axe on every state of the page, in both themes. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { GrowingFolder } from '../../support/growing-file.js';
import { cardOf, chartOf, corpusCopy, labelOf, point, serve, visitor, type Server } from '../../support/page.js';
import { launch } from '../chromium.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

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

/** "rule: element, element" for each rule that is violated now. */
async function violations(page: Page): Promise<string[]> {
  // Not a script element: the page's content security policy would refuse it, as it should.
  await page.evaluate(`if (!window.axe) { ${axe} }`);
  const found = (await page.evaluate('axe.run(document, { resultTypes: ["violations"] })')) as AxeResults;
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target.join(' ')} (${failureSummary?.split('\n').at(-1)?.trim()})`).slice(0, 3).join(', ')}`);
}

async function open(theme: 'light' | 'dark', tab = 'scalars'): Promise<Page> {
  const page = await openAt(`${server.url}#${tab}`, { colorScheme: theme });
  await page.getByRole('article').first().waitFor();
  return page;
}

describe.each(['light', 'dark'] as const)('%s', (theme) => {
  test('every tab that has data', async () => {
    const page = await open(theme, 'timeseries');
    const tabs = page.getByRole('tablist').getByRole('tab');
    for (let i = 0; i < (await tabs.count()); i++) {
      const tab = tabs.nth(i);
      await tab.click();
      const panel = page.getByRole('tabpanel', { name: await tab.innerText() });
      await panel.locator('article, table').first().waitFor();
      expect(await violations(page), await tab.innerText()).toEqual([]);
    }
  });

  test('a card that is used: tooltip, table of steps, axis editor, menu', async () => {
    const page = await open(theme);
    const card = cardOf(page, 'acc');
    await expect.poll(() => labelOf(card)).toMatch(/runs/);
    await chartOf(card).focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await card.getByRole('region', { name: 'Values of the chosen step' }).waitFor();
    await point(page, card, 0.5);
    expect(await violations(page)).toEqual([]);
    await card.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menu').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('menu').getByText('Set the y range…').click();
    await card.getByRole('form').waitFor();
    expect(await violations(page)).toEqual([]);
  });

  test('panes, dialogs and filters', async () => {
    const page = await open(theme);
    await page.getByRole('button', { name: 'Settings of this tab' }).click();
    await page.getByLabel('Filter tags (regular expression)').fill('loss');
    await page.getByRole('listbox').waitFor();
    expect(await violations(page), 'settings of the tab, suggestions').toEqual([]);
    await page.getByLabel('Filter tags (regular expression)').fill('(');
    await page.getByText('Not a regular expression').waitFor();
    expect(await violations(page), 'invalid filter').toEqual([]);
    await page.getByLabel('Filter tags (regular expression)').fill('');
    for (const name of ['Settings', 'Help', 'Colour runs by…']) {
      await page.getByRole('button', { name, exact: true }).click();
      const dialog = page.getByRole('dialog');
      await dialog.waitFor();
      expect(await violations(page), name).toEqual([]);
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
    }
    for (const name of ['Inactive', 'Order and look', /^Live/]) {
      await page.getByRole('button', { name }).click();
      expect(await violations(page), String(name)).toEqual([]);
      await page.keyboard.press('Escape');
    }
  });

  test('a phone, with its drawer', async () => {
    const page = await openAt(`${server.url}#scalars`, { colorScheme: theme, viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
    await page.getByRole('article').first().waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Runs' }).tap();
    await page.getByRole('treeitem').first().waitFor();
    expect(await violations(page)).toEqual([]);
  });

  test('nothing to draw', async () => {
    const empty = new GrowingFolder();
    const own = await serve(empty.path);
    try {
      const page = await openAt(own.url, { colorScheme: theme });
      await page.getByText('What to do').waitFor();
      expect(await violations(page)).toEqual([]);
      expect(await settle()).toEqual([]);
    } finally {
      await own.stop();
      empty.remove();
    }
  });
});
