/** Hyperparameters as columns of the run selector, on a real server: choosing, sorting, filtering, remembering, and a log that has none. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { TrialsAnswer } from '../../server/plugins/hparams/contract.js';
import { corpusCopy, numberOf, serve, shown, visitor, type Server } from '../support/page.js';
import { launch } from './chromium.js';

let browser: Browser;
let logs: ReturnType<typeof corpusCopy>;
let plainLogs: ReturnType<typeof corpusCopy>;
let server: Server;
let plainServer: Server;
/** Learning rate and optimizer of each run. */
let stated: Map<string, { readonly lr: number; readonly optimizer: string }>;
const { open, settle } = visitor(() => browser);

beforeAll(async () => {
  [logs, plainLogs] = [corpusCopy('search'), corpusCopy('restart')];
  [browser, server, plainServer] = await Promise.all([launch(), serve(logs.path), serve(plainLogs.path)]);
  const { sessions, hyperparameters } = await server.get<TrialsAnswer>('api/plugins/hparams/trials');
  const valueOf = (name: string, trial: number) => hyperparameters.find((one) => one.name === name)?.values[trial];
  stated = new Map(sessions.run.map((run, i) => [run, { lr: Number(valueOf('lr', sessions.trial[i] ?? -1)), optimizer: String(valueOf('optimizer', sessions.trial[i] ?? -1)) }]));
});
afterEach(async () => expect(await settle()).toEqual([]));
afterAll(async () => {
  await browser?.close();
  await Promise.all([server?.stop(), plainServer?.stop()]);
  logs?.remove();
  plainLogs?.remove();
});

const selector = (page: Page): Locator => page.locator('.run-selector');
const heads = (page: Page): Locator => selector(page).getByRole('group', { name: 'Columns', exact: true });
const columnsButton = (page: Page): Locator => selector(page).getByRole('button', { name: 'Hyperparameter columns' });
const chips = (page: Page): Locator => selector(page).getByRole('list', { name: 'Filters by hyperparameters' });

/** Opens the Time Series tab with the list of runs flat. */
async function openPage(options: Parameters<typeof open>[1] = {}): Promise<Page> {
  const page = await open(`${server.url}#timeseries`, { viewport: { width: 1440, height: 1_400 }, ...options });
  await selector(page).getByRole('treeitem').first().waitFor();
  return page;
}

/** Opens the list, finds each by typing and chooses it with Enter. */
async function show(page: Page, ...names: string[]): Promise<void> {
  await columnsButton(page).click();
  const field = page.getByRole('textbox', { name: 'Find a hyperparameter' });
  for (const name of names) {
    await field.fill(name);
    await expect.poll(() => page.getByRole('group', { name: 'Hyperparameters shown as columns' }).getByRole('checkbox').count()).toBe(1);
    await field.press('Enter');
  }
  // The first empties the field.
  await field.press('Escape');
  await field.press('Escape');
  await heads(page).waitFor();
}

/** What each row says beside its run's name, by the run. Rows out of sight are not drawn; all fit. */
async function cells(page: Page): Promise<[run: string, ...values: string[]][]> {
  const rows = await selector(page).getByRole('treeitem').all();
  const said = await Promise.all(rows.map(async (row): Promise<[string, ...string[]]> => {
    const values = await row.locator('.cell').evaluateAll((all) => all.map((cell) => [...cell.childNodes].flatMap((node) => (node.nodeType === Node.TEXT_NODE ? [node.textContent] : [])).join('').trim()));
    return [(await row.getAttribute('id'))?.replace(/^[^-]*-/, '') ?? '', ...values];
  }));
  return said.filter(([, first]) => first !== undefined && first !== '');
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } };
    return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  });
}

test('columns are chosen by keyboard, say what each run states, sort it, and are there at the next visit', async () => {
  const asked: string[] = [];
  const page = await openPage();
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  expect(await heads(page).count()).toBe(0);
  await show(page, 'lr', 'optimizer');
  expect(asked.filter((path) => path.endsWith('/hparams/trials')).length).toBe(1);

  const said = await cells(page);
  expect(said.length).toBeGreaterThanOrEqual(stated.size);
  for (const [run, lr, optimizer] of said) {
    const own = [...stated].find(([name]) => run === name || run.startsWith(`${name}/`))?.[1];
    expect([run, numberOf(lr ?? ''), optimizer]).toEqual([run, shown(own?.lr ?? Number.NaN), own?.optimizer]);
  }

  const sort = heads(page).getByRole('button', { name: /^Sort by lr/ });
  const rates = async (): Promise<number[]> => (await cells(page)).map(([, lr]) => numberOf(lr ?? ''));
  const sorted = [...(await rates())].sort((a, b) => a - b);
  await sort.click();
  await expect.poll(rates).toEqual(sorted);
  await sort.click();
  await expect.poll(rates).toEqual([...sorted].reverse());
  await page.reload();
  await expect.poll(() => sort.getAttribute('aria-label')).toBe('Sort by lr, now descending');
  await expect.poll(rates).toEqual([...sorted].reverse());
  await sort.click();
  expect(await sort.getAttribute('aria-pressed')).toBe('false');
});

test('a filter narrows the runs, is edited at its chip and removed there; a column goes with its filter', async () => {
  const page = await openPage();
  await show(page, 'lr', 'optimizer');
  const everything = (await cells(page)).length;
  await heads(page).getByRole('button', { name: 'Column optimizer: filter, move, remove' }).click();
  const editor = page.getByRole('group', { name: 'Filter runs by optimizer' });
  const [kept = ''] = new Set([...stated.values()].map(({ optimizer }) => optimizer));
  for (const other of new Set([...stated.values()].map(({ optimizer }) => optimizer).filter((one) => one !== kept))) await editor.getByRole('checkbox', { name: other, exact: true }).uncheck();
  await editor.getByRole('checkbox', { name: 'Include runs without a value' }).uncheck();
  const optimizers = async (): Promise<string[]> => [...new Set((await cells(page)).map(([, , optimizer]) => optimizer ?? ''))];
  await expect.poll(optimizers).toEqual([kept]);
  await page.keyboard.press('Escape');
  expect(await chips(page).innerText()).toContain(`optimizer ${kept}`);

  await heads(page).getByRole('button', { name: 'Column lr: filter, move, remove' }).click();
  const middle = [...stated.values()].map(({ lr }) => lr).sort((a, b) => a - b)[Math.floor(stated.size / 2)] ?? 0;
  const greatest = page.getByRole('spinbutton', { name: 'Greatest lr' });
  await greatest.fill(String(middle));
  await greatest.press('Enter');
  const rates = async (): Promise<number> => Math.max(...(await cells(page)).map(([, lr]) => numberOf(lr ?? '')));
  await expect.poll(rates).toBeLessThanOrEqual(shown(middle) * 1.0001);
  await page.keyboard.press('Escape');
  expect(await chips(page).getByRole('listitem').count()).toBe(2);

  await chips(page).getByRole('button', { name: /^lr at most/ }).click();
  await greatest.fill('');
  await greatest.press('Enter');
  await page.keyboard.press('Escape');
  await expect.poll(() => chips(page).getByRole('listitem').count()).toBe(1);
  await heads(page).getByRole('button', { name: 'Column optimizer: filter, move, remove' }).click();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect.poll(async () => (await cells(page)).length).toBe(everything);
  expect([await chips(page).count(), await heads(page).getByRole('button', { name: /^Sort by/ }).allInnerTexts()]).toEqual([0, ['Run', 'lr']]);
});

test.each(['light', 'dark'] as const)('axe finds nothing to complain about, in the %s theme', async (colorScheme) => {
  const page = await openPage({ colorScheme });
  await show(page, 'lr', 'optimizer', 'layers');
  await heads(page).getByRole('button', { name: 'Column layers: filter, move, remove' }).click();
  const editor = page.getByRole('group', { name: 'Filter runs by layers' });
  await editor.getByRole('checkbox').first().uncheck();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await columnsButton(page).click();
  expect(await violations(page)).toEqual([]);
});

test('heads and rows are scrolled sideways as one, in a narrow window too', async () => {
  const page = await openPage();
  await show(page, 'lr', 'optimizer', 'layers', 'dropout');
  const tree = selector(page).getByRole('tree');
  await tree.evaluate((element) => (element.scrollLeft = 90));
  await expect.poll(() => heads(page).evaluate((element) => element.scrollLeft)).toBe(90);
  const right = (locator: Locator): Promise<number> => locator.evaluate((element) => element.getBoundingClientRect().right);
  const lastCell = tree.getByRole('treeitem').first().locator('.cell').last();
  expect(await right(lastCell)).toBe(await right(heads(page).locator('.head').last()));
  await page.setViewportSize({ width: 390, height: 800 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});

test('of a log without hyperparameters nothing is said or asked', async () => {
  const page = await open(`${plainServer.url}#timeseries`);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.reload();
  await selector(page).getByRole('treeitem').first().waitFor();
  await page.getByRole('article').first().waitFor();
  expect([await columnsButton(page).count(), await heads(page).count(), await chips(page).count()]).toEqual([0, 0, 0]);
  expect(asked.filter((path) => path.includes('hparams/trials'))).toEqual([]);
});
