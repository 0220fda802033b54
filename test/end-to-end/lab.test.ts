/** The lab in a real browser: choose a metric, see what matters, ask for proposals, copy one, edit the space, and see a trial join live. */
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { corpusCopy, serve, visitor, type Server } from '../support/page.js';
import { launch } from './chromium.js';

let browser: Browser;
let search: ReturnType<typeof corpusCopy>;
let server: Server;
const { open, settle } = visitor(() => browser);

beforeAll(async () => {
  search = corpusCopy('search');
  [browser, server] = await Promise.all([launch(), serve(search.path)]);
});
afterEach(async () => expect(await settle()).toEqual([]));
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  search?.remove();
});

const openLab = (options: Parameters<typeof open>[1] = {}, url = server.url): Promise<Page> => open(`${url}?hparamsView=lab#hparams`, options);
const section = (page: Page, title: string): Locator => page.getByRole('region', { name: title, exact: true });
const proposals = (page: Page): Locator => section(page, 'What to try next').locator('tbody tr');

test('a metric is chosen, what matters is said, and three proposals come with their reasons', async () => {
  const page = await openLab();
  await expect.poll(() => proposals(page).count()).toBe(3);
  // Opening it asks each question once.
  const asked = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname).filter((path) => /suggest|model/.test(path)));
  expect(asked.length).toBe(new Set(asked).size);
  await page.getByRole('combobox', { name: 'Metric', exact: true }).selectOption({ label: 'val/acc' });
  await expect.poll(() => proposals(page).count()).toBe(3);
  const table = section(page, 'What to try next');
  await expect.poll(() => table.locator('thead').innerText()).toContain('Predicted val/acc');
  expect(await proposals(page).first().innerText()).toMatch(/\d ± \d[\s\S]*trial_\d\d [\d.]+ away[\s\S]*(Exploits|Explores): /);
  const matters = section(page, 'What matters');
  await matters.scrollIntoViewIfNeeded();
  await expect.poll(() => matters.getByRole('button', { pressed: true }).first().innerText()).toBe('lr');
  expect(await matters.innerText()).toContain('lr matters most for val/acc');
  await page.reload();
  await expect.poll(() => table.locator('thead').innerText()).toContain('Predicted val/acc');
});

test('a proposal is copied as flags, JSON, YAML and a Python dict', async () => {
  const page = await openLab({ permissions: ['clipboard-read', 'clipboard-write'] });
  await expect.poll(() => proposals(page).count()).toBe(3);
  const copy = async (format: string): Promise<string> => {
    await page.getByRole('button', { name: 'Copy proposal 2' }).click();
    await page.getByRole('menuitem', { name: format }).click();
    await expect.poll(() => page.getByRole('status').allInnerTexts()).toContain(`Copied as ${format}`);
    return page.evaluate(() => navigator.clipboard.readText());
  };
  const configuration = JSON.parse(await copy('JSON')) as Record<string, unknown>;
  expect(Object.keys(configuration).sort()).toEqual(['dropout', 'layers', 'lr', 'optimizer']);
  expect((await copy('Command-line flags')).split(' ').sort()).toEqual(Object.entries(configuration).map(([name, value]) => `--${name}=${String(value)}`).sort());
  expect(await copy('Python dict')).toContain(`"optimizer": "${String(configuration['optimizer'])}"`);
  expect((await copy('YAML')).split('\n')).toContain(`layers: ${String(configuration['layers'])}`);
});

test('the search space is edited, wrong values are said and asked of nobody, and reset brings the inferred one back', async () => {
  const page = await openLab();
  await expect.poll(() => proposals(page).count()).toBe(3);
  const space = section(page, 'Search space');
  await space.getByRole('button', { name: 'Edit' }).click();
  await space.getByRole('spinbutton', { name: 'Low end of lr' }).fill('1');
  await expect.poll(() => space.innerText()).toContain('The low end is above the high end.');
  expect(await proposals(page).count()).toBe(3);
  await space.getByRole('spinbutton', { name: 'Low end of lr' }).fill('0.01');
  await space.getByRole('button', { name: 'Do not search layers' }).click();
  await space.getByRole('textbox', { name: 'Choices of optimizer, between commas' }).fill('adam, sgd, lamb');
  await space.getByRole('textbox', { name: 'Choices of optimizer, between commas' }).press('Enter');
  await expect.poll(() => section(page, 'What to try next').locator('thead').innerText()).not.toContain('layers');
  expect(await space.locator('dl').innerText()).toContain('adam, sgd, lamb');
  const [saved] = await Promise.all([page.waitForEvent('download'), space.getByRole('button', { name: 'Save as JSON' }).click()]);
  const text = readFileSync(await saved.path(), 'utf8');
  expect(JSON.parse(text)).toMatchObject({ parameters: expect.arrayContaining([{ name: 'lr', type: 'float', low: 0.01, high: expect.any(Number), log: true }]) });
  await space.getByRole('button', { name: 'Reset to inferred' }).click();
  await expect.poll(() => section(page, 'What to try next').locator('thead').innerText()).toContain('layers');
  await page.getByLabel('Search space as JSON').setInputFiles({ name: 'space.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  await expect.poll(() => section(page, 'What to try next').locator('thead').innerText()).not.toContain('layers');
  await page.getByLabel('Search space as JSON').setInputFiles({ name: 'space.json', mimeType: 'application/json', buffer: Buffer.from('{') });
  await expect.poll(() => space.getByRole('alert').innerText()).toContain('Not JSON');
});

test('other strategies answer, the same seed the same, another seed something else', async () => {
  const page = await openLab();
  const rows = async (): Promise<string> => (await proposals(page).allInnerTexts()).join();
  await page.getByRole('combobox', { name: 'Strategy' }).selectOption({ label: 'Random' });
  await expect.poll(rows).toContain('Drawn at random.');
  const first = await rows();
  await page.getByRole('button', { name: 'Another seed' }).click();
  await expect.poll(rows).not.toBe(first);
  await page.getByRole('spinbutton', { name: 'Seed' }).fill('0');
  await expect.poll(rows).toBe(first);
  await page.getByRole('combobox', { name: 'Strategy' }).selectOption({ label: 'Grid' });
  await page.getByRole('spinbutton', { name: 'Values of each number' }).fill('2');
  await expect.poll(() => section(page, 'What to try next').innerText()).toMatch(/\d+ of \d+ combinations of the grid are untried\./);
});

test('slice and contour are read by keyboard, and go through a proposal', async () => {
  const page = await openLab();
  const slice = section(page, 'Slice');
  await slice.scrollIntoViewIfNeeded();
  const chart = slice.getByRole('img');
  await expect.poll(() => chart.getAttribute('aria-label')).toMatch(/along lr, .*24 trials; most worth a try at/);
  await chart.press('ArrowRight');
  await expect.poll(() => slice.locator('.reading').innerText()).toMatch(/^lr [\d.e−]+: hparam\/acc [\d.]+ ± [\d.e−]+, expected improvement /);
  await slice.getByRole('combobox').selectOption('optimizer');
  await expect.poll(() => chart.getAttribute('aria-label')).toContain('along optimizer, ');
  await page.getByRole('button', { name: 'Show proposal 1 in the slice' }).click();
  await expect.poll(() => slice.innerText()).toContain('through proposal 1');
  await expect.poll(() => slice.innerText()).toContain('The proposal');
  const contour = section(page, 'Contour');
  await contour.scrollIntoViewIfNeeded();
  await expect.poll(() => contour.getByRole('img').count()).toBe(2);
  await contour.getByRole('img').first().press('ArrowUp');
  await expect.poll(async () => (await contour.locator('.reading').allInnerTexts()).every((text) => /^lr .*, dropout .*: /.test(text))).toBe(true);
});

test('a new trial joins live, and the proposals follow', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ridgeline-lab-'));
  const trial = (n: number): string => `trial_${String(n).padStart(2, '0')}`;
  const add = (n: number): void => cpSync(join(search.path, 'search', trial(n)), join(folder, trial(n)), { recursive: true });
  for (let n = 0; n < 20; n++) add(n);
  const own = await serve(folder, { flags: ['--reload_interval', '1'] });
  try {
    const page = await openLab({}, own.url);
    await expect.poll(() => section(page, 'Ask').innerText()).toContain('20 finished trials');
    await expect.poll(() => proposals(page).count()).toBe(3);
    const before = (await proposals(page).allInnerTexts()).join();
    add(20);
    await expect.poll(() => section(page, 'Ask').innerText(), { timeout: 20_000 }).toContain('21 finished trials');
    await expect.poll(async () => (await proposals(page).allInnerTexts()).join()).not.toBe(before);
    expect(await proposals(page).count()).toBe(3);
    expect(await settle()).toEqual([]);
  } finally {
    await own.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a folder written by TensorFlow has a space as declared', async () => {
  const logs = corpusCopy('hparams_tf');
  const own = await serve(logs.path);
  try {
    const page = await openLab({}, own.url);
    await expect.poll(() => section(page, 'Search space').innerText()).toContain('as the logs declare it');
    await expect.poll(() => proposals(page).count()).toBe(3);
    expect(await settle()).toEqual([]);
  } finally {
    await own.stop();
    logs.remove();
  }
});

test.each([['light', 1440, 900], ['dark', 390, 844]] as const)('the lab passes the checks of axe (%s, %i × %i)', async (colorScheme, width, height) => {
  const page = await openLab({ colorScheme, viewport: { width, height } });
  // What is out of sight is not asked for.
  await section(page, 'What to try next').scrollIntoViewIfNeeded();
  await expect.poll(() => proposals(page).count()).toBe(3);
  await section(page, 'Search space').getByRole('button', { name: 'Edit' }).click();
  for (const title of ['Slice', 'Contour', 'What matters', 'Best so far']) {
    await section(page, title).scrollIntoViewIfNeeded();
    await expect.poll(() => section(page, title).getByRole('img').or(section(page, title).locator('.bars')).count()).toBeGreaterThan(0);
  }
  await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  const found = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } };
    return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  });
  expect(found).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
});
