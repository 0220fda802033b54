/** The Text tab in a real browser: rendered, raw, searched, compared, live; and texts that mean harm. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { eventFile, frame, summaryEvent, tensorValue, textValue, versionEvent } from '../support/event-writer.js';
import { GrowingFolder } from '../support/growing-file.js';
import { corpusCopy, serve, visit, type Server, type Visit } from '../support/page.js';
import { launch } from './chromium.js';

const HOSTILE = [
  '<script>document.title = "run"</script><img src=x onerror="document.title = `run`"><svg onload="document.title = `run`">',
  '[a link](javascript:document.title="run") ![a picture](https://example.org/p.png) [moves the page](#scalars)',
  '<a href="https://example.org/x" target="_top">abroad</a> <style>body { display: none }</style>',
].join('\n\n');

const at = (step: number) => ({ wallTime: 1.7e9 + step, step });
const note = (tag: string, step: number, ...strings: readonly string[]): Uint8Array => frame(summaryEvent(at(step), textValue(tag, strings)));
const log = (step: number): string => `# Epoch ${step}\n\nThe **loss** is ${step}.\n\n${Array.from({ length: 20 }, (_, i) => `- layer ${i}`).join('\n')}`;

let browser: Browser;
let folder: string;
let server: Server;
const visits: Visit[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ridgeline-text-'));
  mkdirSync(join(folder, 'b'));
  writeFileSync(
    join(folder, 'events.out.tfevents.1'),
    eventFile(
      versionEvent(1.7e9),
      ...Array.from({ length: 25 }, (_, step) => note('log', step, log(step))),
      frame(summaryEvent(at(0), textValue('table', ['name', 'value', 'lr', '**0.1**'], [2, 2]))),
      frame(summaryEvent(at(0), tensorValue('described', { dtype: 'string', shape: [], strings: ['x'] }, { plugin: 'text', description: `the *why* of it\n\n${HOSTILE}` }))),
      note('hostile', 0, HOSTILE),
      note('huge', 0, `${'a line of ten megabytes\n'.repeat(20_000)}the needle\n${'<table><tr><td>'.repeat(600_000)}`),
      note('deep', 0, '<table><tr><td>'.repeat(1_200)),
      note('deep', 1, '> '.repeat(4_000)),
    ),
  );
  writeFileSync(join(folder, 'b', 'events.out.tfevents.1'), eventFile(versionEvent(1.7e9 + 100), note('log', 0, 'of the other run')));
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

async function open(url = `${server.url}#text`, options: Parameters<typeof visit>[2] = {}): Promise<Page> {
  const opened = await visit(browser, url, options);
  visits.push(opened);
  return opened.page;
}

async function cardOf(page: Page, tag: string, run = '.'): Promise<Locator> {
  const filter = page.locator('[role=tabpanel]:not([hidden])').getByRole('combobox').or(page.locator('[role=tabpanel]:not([hidden])').getByPlaceholder('Filter tags (regex)')).first();
  if ((await filter.inputValue()) !== `^${tag}$`) await filter.fill(`^${tag}$`);
  const card = page.getByRole('article', { name: `${tag}, ${run}`, exact: true }).first();
  await card.waitFor();
  return card;
}
const stepsOf = (card: Locator): Promise<string[]> => card.locator('h4').allTextContents();
const choose = (page: Page, label: string): Promise<void> => page.getByRole('toolbar').getByText(label, { exact: true }).click();

test('texts are rendered, newest first, ten at a time, and raw when asked, also on the next visit', async () => {
  const page = await open();
  const card = await cardOf(page, 'log');
  await expect.poll(() => stepsOf(card)).toEqual(Array.from({ length: 10 }, (_, i) => `Step ${24 - i}`));
  expect(await card.locator('strong').first().innerText()).toBe('loss');
  expect(await card.innerText()).toContain('The newest 10 of 25 steps');
  await card.getByRole('button', { name: 'Show 10 more' }).click();
  await expect.poll(async () => (await stepsOf(card)).length).toBe(20);
  await choose(page, 'Raw');
  await expect.poll(() => card.locator('pre').first().textContent()).toBe(log(24));
  await page.reload();
  await expect.poll(async () => (await cardOf(page, 'log')).locator('pre').first().textContent()).toBe(log(24));
});

test('one step is chosen by a slider, which is kept', async () => {
  const page = await open();
  const card = await cardOf(page, 'log');
  await choose(page, 'One step');
  await expect.poll(() => stepsOf(card)).toEqual(['Step 24']);
  await card.getByRole('slider', { name: 'Step' }).press('Home');
  await expect.poll(() => stepsOf(card)).toEqual(['Step 0']);
  await page.reload();
  await expect.poll(async () => stepsOf(await cardOf(page, 'log'))).toEqual(['Step 24']);
});

test('a search looks at every step, marks what it finds, and is part of the address', async () => {
  const page = await open();
  await page.getByRole('textbox', { name: 'Search in texts' }).fill('LOSS is 3');
  const card = await cardOf(page, 'log');
  await expect.poll(() => card.innerText()).toContain('No step contains “LOSS is 3”');
  await page.getByRole('textbox', { name: 'Search in texts' }).fill('epoch 1');
  await expect.poll(() => stepsOf(card)).toEqual([...Array.from({ length: 10 }, (_, i) => `Step ${19 - i}`)]);
  const marks = (): Promise<string[]> => page.evaluate(() => [...(CSS.highlights.get('found-text') ?? [])].map(String));
  await expect.poll(async () => new Set(await marks())).toEqual(new Set(['Epoch 1']));
  await expect.poll(() => page.url()).toContain('textSearch=epoch+1');
  await page.getByRole('textbox', { name: 'Search in texts' }).press('Escape');
  await expect.poll(async () => (await marks()).length).toBe(0);
});

test('two steps are compared line by line', async () => {
  const page = await open();
  const card = await cardOf(page, 'log');
  await expect.poll(() => stepsOf(card)).not.toEqual([]);
  await card.getByRole('button', { name: 'Compare two steps' }).click();
  await expect.poll(() => card.locator('del').allTextContents()).toEqual(['−# Epoch 23', '−The **loss** is 23.']);
  expect(await card.locator('ins').allTextContents()).toEqual(['+# Epoch 24', '+The **loss** is 24.']);
  expect(await card.innerText()).toContain('2 lines removed, 2 added');
  await card.getByRole('slider', { name: 'From step' }).press('Home');
  await expect.poll(() => card.locator('del').first().textContent()).toBe('−# Epoch 0');
  await card.getByRole('slider', { name: 'To step' }).press('Home');
  await expect.poll(() => card.innerText()).toContain('Both steps hold the same text');
});

test('tables are tables, rendered and raw', async () => {
  const page = await open();
  const card = await cardOf(page, 'table');
  await expect.poll(() => card.locator('td').allInnerTexts()).toEqual(['name', 'value', 'lr', '0.1']);
  await choose(page, 'Raw');
  await expect.poll(() => card.locator('td').allInnerTexts()).toEqual(['name', 'value', 'lr', '**0.1**']);
});

test('nothing of a hostile text runs, loads or moves the page', async () => {
  const page = await open();
  const card = await cardOf(page, 'hostile');
  await expect.poll(() => card.innerText()).toContain('[picture: a picture]');
  for (const what of ['script', 'img', 'svg', 'style', 'iframe', '[onerror]', '[onload]']) expect(await card.locator(`.html ${what}`).count(), what).toBe(0);
  expect(await card.locator('.html a').evaluateAll((links) => links.map((link) => [link.getAttribute('href'), link.getAttribute('target'), link.getAttribute('rel')]))).toEqual([
    [null, null, null],
    ['https://example.org/p.png', '_blank', 'noopener noreferrer'],
    [null, null, null],
    ['https://example.org/x', '_blank', 'noopener noreferrer'],
  ]);
  expect(await page.title()).toBe('Ridgeline');
  expect(await page.locator('body').isVisible()).toBe(true);
});

test('a description is rendered, and as harmless as a text', async () => {
  const page = await open();
  const card = await cardOf(page, 'described');
  await card.getByRole('button', { name: 'Description' }).click();
  const box = page.getByRole('dialog', { name: 'Description' });
  await expect.poll(() => box.locator('em').innerText()).toBe('why');
  expect(await box.locator('script, img, svg, style').count()).toBe(0);
  expect(await page.title()).toBe('Ridgeline');
});

test('ten megabytes and markup of any depth are shown at once, in part, and said to be cut', async () => {
  const page = await open();
  const huge = await cardOf(page, 'huge');
  await expect.poll(() => huge.innerText()).toContain('Cut at 1 MB of 9.5 MB');
  expect((await huge.innerText()).length).toBeLessThan(25_000);
  await page.getByRole('textbox', { name: 'Search in texts' }).fill('the needle');
  await expect.poll(() => huge.innerText()).toContain('the needle');
  await huge.getByRole('button', { name: 'Show all' }).click();
  await huge.getByRole('button', { name: 'Show less' }).waitFor();
  await page.getByRole('textbox', { name: 'Search in texts' }).fill('');
  const deep = await cardOf(page, 'deep');
  await expect.poll(() => stepsOf(deep)).toEqual(['Step 1', 'Step 0']);
  expect(await deep.locator('table').count()).toBe(0);
});

test('new texts appear, and a slider at the end stays there', async () => {
  const growing = new GrowingFolder();
  const file = growing.file('run/events.out.tfevents.1').append(eventFile(versionEvent(1.7e9), note('live', 0, 'zero'), note('live', 1, 'one')));
  const own = await serve(growing.path, { flags: ['--reload_interval', '1'] });
  try {
    const page = await open(`${own.url}#text`);
    const card = await cardOf(page, 'live', 'run');
    await expect.poll(() => stepsOf(card)).toEqual(['Step 1', 'Step 0']);
    file.append(note('live', 2, 'two'));
    await expect.poll(() => stepsOf(card), { timeout: 20_000 }).toEqual(['Step 2', 'Step 1', 'Step 0']);
    await choose(page, 'One step');
    file.append(note('live', 3, 'three'));
    await expect.poll(() => card.innerText(), { timeout: 20_000 }).toContain('three');
    await card.getByRole('slider', { name: 'Step' }).press('Home');
    await expect.poll(() => card.innerText()).toContain('zero');
    file.append(note('live', 4, 'four'));
    await expect.poll(() => card.getByRole('slider', { name: 'Step' }).getAttribute('aria-valuetext'), { timeout: 20_000 }).toBe('0, 1 of 5');
  } finally {
    await own.stop();
    growing.remove();
  }
});

test('the texts of every writer in the corpus are shown', async () => {
  const logs = corpusCopy();
  const own = await serve(logs.path);
  try {
    const page = await open(`${own.url}#text`);
    await expect.poll(() => page.getByRole('article').count()).toBeGreaterThan(0);
    for (const card of await page.getByRole('article').all()) {
      await card.scrollIntoViewIfNeeded();
      await expect.poll(async () => (await stepsOf(card)).length).toBeGreaterThan(0);
    }
  } finally {
    await own.stop();
    logs.remove();
  }
});

test.each(['light', 'dark'] as const)('nothing is wrong with it for assistive technology, %s', async (colorScheme) => {
  const page = await open(undefined, { colorScheme });
  await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  const log = page.getByRole('article', { name: 'log, .', exact: true }).first();
  await expect.poll(() => stepsOf(log)).not.toEqual([]);
  const check = (): Promise<string[]> => page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } };
    return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  });
  expect(await check()).toEqual([]);
  await log.getByRole('button', { name: 'Compare two steps' }).click();
  await log.locator('ins').first().waitFor();
  expect(await check()).toEqual([]);
});
