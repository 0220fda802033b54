/** The Histograms and Distributions tabs and the histogram card of Time Series, on the corpus and on a log that grows. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { eventFile, frame, histogramValue, summaryEvent, versionEvent } from '../support/event-writer.js';
import { GrowingFolder } from '../support/growing-file.js';
import { cardOf, chartOf, corpusCopy, drag, labelOf, point, serve, tableOf, visit, type Server, type Visit } from '../support/page.js';
import { launch } from './chromium.js';

let browser: Browser;
let logs: ReturnType<typeof corpusCopy>;
let server: Server;
const visits: Visit[] = [];
const RUN = 'keras/20261101-101500/train';
const KERNEL = `sequential/dense/kernel/histogram, ${RUN}`;

beforeAll(async () => {
  logs = corpusCopy();
  [browser, server] = await Promise.all([launch(), serve(logs.path)]);
});
afterEach(async () => {
  const complaints = visits.flatMap((one) => one.complaints);
  await Promise.all(visits.splice(0).map((one) => one.close()));
  expect(complaints).toEqual([]);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  logs?.remove();
});

async function open(address: string, url = server.url): Promise<Page> {
  const opened = await visit(browser, `${url}${address}`);
  visits.push(opened);
  return opened.page;
}

const spoken = (card: Locator): Promise<string> => card.locator('[aria-live]').innerText();
const footer = (card: Locator): Promise<string> => card.locator('footer').innerText();
const menu = async (card: Locator, item: string): Promise<void> => {
  await card.hover();
  await card.getByRole('button', { name: 'More', exact: true }).click();
  await card.page().getByRole('menuitem', { name: item }).or(card.page().getByRole('menuitemcheckbox', { name: item })).click();
};

/** What the server says about a step, to hold the page against. */
async function countsOf(tag: string, run: string): Promise<[wallTime: number, step: number, buckets: [number, number, number][]][]> {
  return server.get(`data/plugin/histograms/histograms?${new URLSearchParams({ run, tag })}`);
}

async function violations(page: Page): Promise<unknown> {
  await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } };
    return (await axe.run()).violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
  });
}

describe('the Histograms tab', () => {
  test('has a card for each run of a tag, and reads a count at a value and a step', async () => {
    const page = await open('?tagFilter=kernel#histograms');
    const card = cardOf(page, KERNEL);
    await expect.poll(() => labelOf(card)).toMatch(/^sequential\/dense\/kernel\/histogram, keras\/20261101-101500\/train, 5 steps from 0 to 4, values −0\.\d+ to 0\.\d+$/);
    expect(await footer(card)).toBe('5 steps');
    await point(page, card, 0.45, 0.8);
    const [, , buckets] = (await countsOf('sequential/dense/kernel/histogram', RUN)).at(-1) ?? [0, 0, []];
    const total = buckets.reduce((sum, [, , count]) => sum + count, 0);
    await expect.poll(() => footer(card)).toMatch(new RegExp(`^step 4 · .* · ${(total / 1000).toFixed(1)}.k values$`, 'u'));
  });

  test('moves through steps and bins by keyboard, and says where it is', async () => {
    const page = await open('?tagFilter=kernel#histograms');
    const card = cardOf(page, KERNEL);
    const chart = chartOf(card);
    await chart.focus();
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => spoken(card)).toMatch(/^step 4, /);
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => spoken(card)).toMatch(/^step 3, /);
    await page.keyboard.press('Home');
    await expect.poll(() => spoken(card)).toMatch(/^step 0, /);
    const before = await spoken(card);
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => spoken(card)).not.toBe(before);
    await page.keyboard.press('Escape');
    await expect.poll(() => spoken(card)).toBe('');
  });

  test('shows a range of steps, dragged or typed, and all again', async () => {
    const page = await open('?tagFilter=kernel#histograms');
    const card = cardOf(page, KERNEL);
    await chartOf(card).waitFor();
    await drag(page, card, [0.5, 0.6], [0.5, 0.93]);
    await expect.poll(() => footer(card)).toMatch(/^(step|3 steps, 2 to 4)/);
    await expect.poll(() => labelOf(card)).toContain('3 steps from 2 to 4');
    await card.getByRole('spinbutton', { name: 'First step' }).fill('3');
    await expect.poll(() => labelOf(card)).toContain('2 steps from 3 to 4');
    await card.getByRole('button', { name: 'Show all steps' }).first().click();
    await expect.poll(() => labelOf(card)).toContain('5 steps from 0 to 4');
  });

  test('draws runs over each other, overlaid, with logarithms, at full width, and stays accessible', async () => {
    const page = await open('?tagFilter=weights/conv#histograms');
    await page.getByText('Runs together').click();
    const card = cardOf(page, 'weights/conv');
    await expect.poll(() => labelOf(card)).toMatch(/^weights\/conv, 3 runs, 30 steps/);
    await page.getByText('Overlay').click();
    await menu(card, 'Log scale of counts');
    await card.getByRole('button', { name: 'Full width' }).click();
    await expect.poll(() => labelOf(card)).toMatch(/^weights\/conv, 3 runs, 30 steps/);
    expect(await violations(page)).toEqual([]);
  });

  test('saves the numbers as they were written, and the picture', async () => {
    const page = await open('?tagFilter=kernel#histograms');
    const card = cardOf(page, KERNEL);
    await chartOf(card).waitFor();
    const save = async (button: string): Promise<Buffer> => {
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('dialog').getByRole('button', { name: button }).click()]);
      return readFileSync(await download.path());
    };
    await menu(card, 'Download…');
    const json = JSON.parse((await save('JSON')).toString()) as { run: string; histograms: unknown }[];
    expect(json).toEqual([{ run: RUN, tag: 'sequential/dense/kernel/histogram', histograms: await countsOf('sequential/dense/kernel/histogram', RUN) }]);
    expect((await save('CSV')).toString().split('\r\n')[0]).toBe('run,tag,wall_time,step,left,right,count');
    expect([...(await save('PNG')).subarray(1, 4)].map((byte) => String.fromCharCode(byte)).join('')).toBe('PNG');
  });

  test('shows steps as they are written', async () => {
    const folder = new GrowingFolder();
    const run = folder.file('run/events.out.tfevents.1.host');
    const step = (number: number): Uint8Array => frame(summaryEvent({ wallTime: 1.7e9 + number, step: number }, histogramValue('w', { min: 0, max: 2, limits: [1, 2], counts: [number + 1, 3] })));
    run.append(eventFile(frame(versionEvent(1.7e9)), step(0), step(1)));
    const growing = await serve(folder.path, { flags: ['--reload_interval', '1'] });
    try {
      const page = await open('#histograms', growing.url);
      const card = cardOf(page, 'w, run');
      await expect.poll(() => labelOf(card)).toContain('2 steps from 0 to 1');
      run.append(step(2));
      await expect.poll(() => labelOf(card), { timeout: 15_000 }).toContain('3 steps from 0 to 2');
    } finally {
      // The page first: a server that goes away is a complaint.
      await visits.at(-1)?.close();
      await growing.stop();
      folder.remove();
    }
  });
});

describe('the Distributions tab', () => {
  test('reads all nine percentiles, as the server has them', async () => {
    const page = await open('?tagFilter=kernel#distributions');
    const card = cardOf(page, KERNEL);
    await expect.poll(() => labelOf(card)).toMatch(/5 steps from 0 to 4, latest median/);
    await chartOf(card).focus();
    await page.keyboard.press('End');
    await page.locator('.tooltip').waitFor();
    const rows = await tableOf(page.locator('.tooltip'));
    expect(rows.slice(1).map(([name]) => name)).toEqual(['100 %', '93.32 %', '84.13 %', '69.15 %', '50 %', '30.85 %', '15.87 %', '6.68 %', '0 %']);
    const answer = await server.get<[number, number, [number, number][]][]>(`data/plugin/distributions/distributions?${new URLSearchParams({ run: RUN, tag: 'sequential/dense/kernel/histogram' })}`);
    const values = (answer.at(-1)?.[2] ?? []).map(([, value]) => value).reverse();
    expect(rows.slice(1).map(([, value]) => Number(value?.replace('−', '-')))).toEqual(values.map((value) => Number(value.toPrecision(5))));
    expect(await violations(page)).toEqual([]);
  });

  test('zooms by drag and shows everything again by double click', async () => {
    const page = await open('?tagFilter=kernel#distributions');
    const card = cardOf(page, KERNEL);
    await expect.poll(() => labelOf(card)).toMatch(/5 steps/);
    const reset = card.getByRole('button', { name: 'Show all steps' });
    await drag(page, card, [0.4, 0.5], [0.7, 0.5]);
    await expect.poll(() => reset.isEnabled()).toBe(true);
    await chartOf(card).dblclick();
    await expect.poll(() => reset.isEnabled()).toBe(false);
  });
});

describe('Time Series', () => {
  test('shows histograms beside scalars, pins them, and shares a step that is chosen on one', async () => {
    const page = await open('?tagFilter=^(h/weights|weights/conv|acc)$#timeseries');
    const [scalars, histogram] = [cardOf(page, 'acc'), cardOf(page, 'weights/conv, torch/baseline')];
    await expect.poll(() => labelOf(scalars)).toMatch(/^acc, 3 runs/);
    await expect.poll(() => labelOf(histogram)).toMatch(/^weights\/conv, torch\/baseline, 10 steps/);
    await page.getByRole('button', { name: 'Settings of this tab' }).click();
    await page.getByRole('checkbox', { name: 'Link by step' }).check();
    await chartOf(histogram).focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    const step = /^step (\d+),/.exec(await spoken(histogram))?.[1];
    await expect.poll(() => scalars.getByRole('textbox', { name: 'Chosen step' }).inputValue()).toBe(step);
    await histogram.hover();
    await histogram.getByRole('button', { name: 'Pin', exact: true }).click();
    await expect.poll(() => page.url()).toContain(encodeURIComponent('"runId":"torch/baseline"'));
  });
});
