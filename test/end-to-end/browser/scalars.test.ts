/** Scalar cards in a real browser: what hovering, zooming and choosing steps tell, held against the points themselves. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { EventFile } from '../../../scripts/logdir/event-file.js';
import { cardOf, chartOf, corpusCopy, drag, labelOf, numberOf, point, serve, shown, spot, tableOf, tooltip, visitor, type Server } from '../../support/page.js';
import { launch } from '../chromium.js';

const LONG = 200_000;
const START = 1.7e9;
/** A loss with a spike that no thinning may lose; single precision, as it is written. */
const longValue = (step: number): number => Math.fround(step === 123_457 ? 7 : 2 * Math.exp(-step / 40_000) + 0.1 * Math.sin(step));

let browser: Browser;
let logs: ReturnType<typeof corpusCopy>;
let server: Server;
const { open: openAt, settle } = visitor(() => browser);

beforeAll(async () => {
  logs = corpusCopy('torch');
  mkdirSync(join(logs.path, 'long'));
  const file = new EventFile(join(logs.path, 'long/events.out.tfevents.1'), ['long'], START);
  for (let step = 1; step <= LONG; step++) file.addScalar(0, step, START + step - 1, longValue(step));
  file.close();
  [browser, server] = await Promise.all([launch(), serve(logs.path)]);
});
afterEach(async () => expect(await settle()).toEqual([]));
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  logs?.remove();
});

/** The card of one tag, alone on the page. */
async function openCard(tag: string, query = ''): Promise<{ page: Page; card: Locator }> {
  const page = await openAt(`${server.url}?tagFilter=^${tag}$${query}#scalars`);
  const card = cardOf(page, tag);
  await expect.poll(() => labelOf(card)).toMatch(/runs?,/);
  return { page, card };
}

/** What the page must know of a series: TensorBoard's own route says it. */
const pointsOf = (run: string, tag: string): Promise<[number, number, number][]> => server.get(`data/plugin/scalars/scalars?${new URLSearchParams({ run, tag })}`);

/** TensorBoard's debiased moving average, written down anew. */
function smoothed(values: readonly number[], weight: number): number[] {
  let last = 0;
  return values.map((value, i) => {
    last = last * weight + (1 - weight) * value;
    return last / (1 - weight ** (i + 1));
  });
}

const fitButton = (card: Locator): Locator => card.getByRole('button', { name: 'Fit the axes to the data' });
const setSmoothing = (page: Page, weight: number): Promise<void> => page.getByRole('spinbutton', { name: 'Smoothing weight' }).first().fill(String(weight));

/** Step at a place of the chart, by its tooltip. */
async function stepAt(page: Page, card: Locator, across: number): Promise<number> {
  await point(page, card, across);
  return (await tooltip(page))[0]?.step ?? Number.NaN;
}

async function menu(page: Page, card: Locator, item: string): Promise<void> {
  await card.hover();
  await card.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menu').getByText(item).click();
}

/** The axis' ends as its editor names them. */
async function rangeOfX(page: Page, card: Locator): Promise<[number, number]> {
  await menu(page, card, 'Set the x range…');
  const form = card.getByRole('form', { name: 'Range of the x axis' });
  const ends = await form.getByRole('textbox').evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value));
  await form.getByRole('button', { name: 'Cancel' }).click();
  return [numberOf(ends[0] ?? ''), numberOf(ends[1] ?? '')];
}

test('the tooltip names the runs at the pointer with their exact numbers', async () => {
  const { page, card } = await openCard('acc');
  await point(page, card, 0.5);
  const rows = await tooltip(page);
  expect(rows.map(({ run }) => run).sort()).toEqual(['torch/baseline', 'torch/wide/lr0.001', 'torch/wide/lr0.01']);
  for (const { run, step, value, smoothed: smooth } of rows) {
    const points = await pointsOf(run, 'acc');
    const at = points.findIndex(([, one]) => one === step);
    expect(value).toBe(shown(points[at]?.[2] ?? Number.NaN));
    expect(smooth).toBe(shown(smoothed(points.map(([, , one]) => one), 0.6)[at] ?? Number.NaN));
  }
  await page.mouse.move(5, 5);
  await expect.poll(() => tooltip(page)).toEqual([]);
});

test('smoothing changes the average and nothing else; without it there is none', async () => {
  const { page, card } = await openCard('loss/train');
  await setSmoothing(page, 0.95);
  await point(page, card, 0.4);
  const expected = async (): Promise<boolean> => {
    const [row] = await tooltip(page);
    if (row === undefined) return false;
    const points = await pointsOf(row.run, 'loss/train');
    const at = points.findIndex(([, one]) => one === row.step);
    const values = points.map(([, , one]) => one);
    return row.value === shown(values[at] ?? 0) && row.smoothed === shown(smoothed(values, 0.95)[at] ?? 0);
  };
  await expect.poll(expected).toBe(true);
  await expect.poll(() => page.url()).toContain('smoothing=0.95');
  await setSmoothing(page, 0);
  await point(page, card, 0.41);
  await expect.poll(async () => (await tooltip(page))[0]?.smoothed).toBeNaN();
});

test('a tag filter shows what it matches, and offers tags while typing', async () => {
  const page = await openAt(`${server.url}#scalars`);
  const field = page.getByLabel('Filter tags (regular expression)');
  await field.fill('LOSS/');
  await page.getByRole('heading', { name: 'Tags matching /LOSS\\//' }).or(page.getByRole('heading', { name: 'Tags matching /LOSS//' })).waitFor();
  expect(await page.getByRole('option').allInnerTexts()).toEqual(['loss/train', 'loss/val']);
  await field.press('ArrowDown');
  await field.press('Enter');
  expect(await field.inputValue()).toBe('^loss/train$');
  await expect.poll(() => page.url()).toContain('tagFilter=');
  await field.fill('nothing has this');
  await page.getByText(/None of \d+ tags match/).waitFor();
});

describe('zoom', () => {
  test('by a rectangle, a double click goes back', async () => {
    const { page, card } = await openCard('acc');
    expect(await fitButton(card).isDisabled()).toBe(true);
    await drag(page, card, [0.3, 0.2], [0.6, 0.7]);
    expect(await fitButton(card).isDisabled()).toBe(false);
    const [from, to] = await rangeOfX(page, card);
    expect(from).toBeGreaterThan(20);
    expect(to).toBeLessThan(150);
    const { x, y } = await spot(card, 0.5, 0.5);
    await page.mouse.dblclick(x, y);
    expect(await fitButton(card).isDisabled()).toBe(true);
    expect(await rangeOfX(page, card)).toEqual([0, 199]);
  });

  test('by Alt and the wheel the step at the pointer stays; a plain wheel only gives a hint', async () => {
    const { page, card } = await openCard('acc');
    const before = await stepAt(page, card, 0.5);
    await page.mouse.wheel(0, -60);
    await card.getByText('Alt + scroll to zoom').waitFor();
    expect(await fitButton(card).isDisabled()).toBe(true);
    await page.keyboard.down('Alt');
    for (let i = 0; i < 5; i++) await page.mouse.wheel(0, -100);
    await page.keyboard.up('Alt');
    await expect.poll(() => fitButton(card).isDisabled()).toBe(false);
    const [from, to] = await rangeOfX(page, card);
    expect(to - from).toBeLessThan(70);
    expect(Math.abs((await stepAt(page, card, 0.5)) - before)).toBeLessThanOrEqual(2);
  });

  test('asks for more points, down to every single one', async () => {
    const { page, card } = await openCard('long');
    await expect.poll(() => card.locator('footer').innerText()).toMatch(/^200\sk points, drawn as min and max of \d+ columns$/);
    await menu(page, card, 'Set the x range…');
    const form = card.getByRole('form', { name: 'Range of the x axis' });
    await form.getByLabel('Min').fill('123400');
    await form.getByLabel('Max').fill('123500');
    await form.getByLabel('Max').press('Enter');
    await expect.poll(() => card.locator('footer').innerText()).toMatch(/^all \d{3} points$/);
    await chartOf(card).focus();
    const steps: number[] = [];
    await point(page, card, 0.5);
    for (let i = 0; i < 3; i++) {
      await page.keyboard.press('ArrowRight');
      const [row] = await tooltip(page);
      steps.push(row?.step ?? 0);
      expect(row?.value).toBe(shown(longValue(row?.step ?? 0)));
    }
    expect(steps).toEqual([steps[0], (steps[0] ?? 0) + 1, (steps[0] ?? 0) + 2]);
  });
});

describe('chosen steps', () => {
  test('a step has its exact point in the table, however thinned the chart is', async () => {
    const { page, card } = await openCard('long', '&smoothing=0');
    const chart = await chartOf(card).boundingBox();
    await page.mouse.click((chart?.x ?? 0) + 200, (chart?.y ?? 0) + (chart?.height ?? 0) - 10);
    const step = card.getByRole('textbox', { name: 'Chosen step' });
    await step.fill('123,457');
    await step.press('Enter');
    const table = card.getByRole('region', { name: 'Values of the chosen step' });
    await expect.poll(() => tableOf(table)).toEqual([['Run', 'Value', 'Step', 'Relative'], ['long', '7', '123,457', '1 day 10 hr']]);
    await card.getByRole('button', { name: 'Remove' }).click();
    await table.waitFor({ state: 'detached' });
  });

  test('a range is told exactly over every point, in an order and with columns that are remembered', async () => {
    const { page, card } = await openCard('long', '&smoothing=0');
    await page.getByRole('button', { name: 'Settings of this tab' }).click();
    await page.getByRole('checkbox', { name: 'Range selection' }).click();
    const { x, y } = await spot(card, 0.3, 0.98);
    await page.mouse.click(x, y - 4);
    await page.mouse.click(x + 60, y - 4);
    for (const [name, value] of [['First step of the range', '1,001'], ['Last step of the range', '150,000']] as const) {
      await card.getByRole('textbox', { name }).fill(value);
      await card.getByRole('textbox', { name }).press('Enter');
    }
    const values = Array.from({ length: 149_000 }, (_, i) => longValue(1_001 + i));
    const [start, end] = [longValue(1_001), longValue(150_000)];
    const table = card.getByRole('region', { name: 'Values of the chosen range' });
    await expect.poll(async () => (await tableOf(table))[1]?.slice(-2)).toEqual(['1,001', '150,000']);
    const [head = [], row = []] = await tableOf(table);
    const told = (column: string): number => numberOf(row[head.indexOf(column)] ?? '');
    expect(head).toEqual(['Run', 'Min', 'Max', 'Start value', 'End value', 'Δ value', '% change', 'Start step', 'End step']);
    expect(told('Max')).toBe(7);
    expect(told('Min')).toBe(shown(values.reduce((least, value) => Math.min(least, value))));
    expect([told('Start value'), told('End value'), told('Δ value')]).toEqual([start, end, end - start].map(shown));

    await card.getByRole('button', { name: 'Columns of range tables' }).click();
    await page.getByRole('checkbox', { name: 'Mean' }).click();
    await page.keyboard.press('Escape');
    await expect.poll(async () => (await tableOf(table))[0]?.at(-1)).toBe('Mean');
    const again = await tableOf(table);
    expect(numberOf(again[1]?.at(-1) ?? '')).toBeCloseTo(values.reduce((sum, value) => sum + value) / values.length, 4);
    await table.getByRole('button', { name: 'Mean' }).focus();
    await page.keyboard.press('Shift+ArrowLeft');
    await expect.poll(async () => (await tableOf(table))[0]?.slice(-2)).toEqual(['Mean', 'End step']);
    // The heads are scrolled out of sight while the last ones have the focus.
    await table.getByRole('button', { name: 'Min', exact: true }).scrollIntoViewIfNeeded();
    const [head1, head2] = await Promise.all(['Max', 'Min'].map((name) => table.getByRole('button', { name, exact: true }).boundingBox()));
    await page.mouse.move((head1?.x ?? 0) + 8, (head1?.y ?? 0) + 8);
    await page.mouse.down();
    await page.mouse.move((head2?.x ?? 0) + 8, (head2?.y ?? 0) + 8, { steps: 4 });
    await page.mouse.up();
    await expect.poll(async () => (await tableOf(table))[0]?.slice(0, 3)).toEqual(['Run', 'Max', 'Min']);
    const kept = await page.evaluate(() => JSON.parse(localStorage.getItem('ridgeline.settings') ?? '{}') as Record<string, string>);
    expect([kept['rangeExtras'], kept['rangeColumns']?.split(',').slice(0, 3)]).toEqual(['mean', ['run', 'max', 'min']]);
  });
});

test('log scales on both axes', async () => {
  const { page, card } = await openCard('long');
  expect(await stepAt(page, card, 0.55)).toBeGreaterThan(80_000);
  await menu(page, card, 'Log scale on x');
  await expect.poll(() => stepAt(page, card, 0.55)).toBeLessThan(3_000);
  await menu(page, card, 'Log scale on y');
  await card.getByText(/values ≤ 0 not on a log axis/).waitFor();
});

test('NaN and infinities are told as such', async () => {
  const { page, card } = await openCard('weird/nan', '&smoothing=0');
  await chartOf(card).focus();
  const values = new Set<number | undefined>();
  await page.keyboard.press('Home');
  for (let i = 0; i < 12; i++) {
    for (const { value } of await tooltip(page)) values.add(value);
    await page.keyboard.press('ArrowRight');
  }
  expect([...values].some((value) => Number.isNaN(value))).toBe(true);
});
