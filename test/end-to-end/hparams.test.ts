/** The HParams tab on a real server: the table, its filters and files, parallel coordinates, the scatter matrix, plots, live trials, and the runs of every other tab. */
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { TrialsAnswer } from '../../server/plugins/hparams/contract.js';
import { eventFile, frame, scalarEvent, sessionEndValue, sessionStartValue, summaryEvent, versionEvent } from '../support/event-writer.js';
import { GrowingFolder } from '../support/growing-file.js';
import { corpusCopy, numberOf, serve, shown, tableOf, visitor, type Server } from '../support/page.js';
import { launch } from './chromium.js';

let browser: Browser;
let logs: ReturnType<typeof corpusCopy>;
let server: Server;
const mixed = new GrowingFolder();
let mixedServer: Server;
const { open, settle } = visitor(() => browser);

/** A run that says its hyperparameters, and a loss of two steps. */
function trial(name: string, hparams: Readonly<Record<string, number | string | boolean>>, { status = 1, loss = 1, group = '' } = {}): void {
  mixed.file(`${name}/events.out.tfevents.1.host`).append(eventFile(
    frame(versionEvent(1.7e9)),
    frame(summaryEvent({ wallTime: 1.7e9, step: 0 }, sessionStartValue(hparams, { groupName: group }))),
    frame(scalarEvent('loss', 0, 2 * loss)), frame(scalarEvent('loss', 1, loss)),
    frame(summaryEvent({ wallTime: 1.7e9 + 5, step: 0 }, sessionEndValue(status, 1.7e9 + 5))),
  ));
}

beforeAll(async () => {
  logs = corpusCopy('search');
  trial('a', { lr: 0.1, warmup: 100, name: 'one' }, { loss: 0.5 });
  trial('b', { lr: 0.01, warmup: 'auto' }, { loss: Number.NaN });
  trial('c', { warmup: true, name: '=two' }, { loss: 0.25, status: 2 });
  trial('d/0', { lr: 1 }, { loss: 1, group: 'd' });
  trial('d/1', { lr: 1 }, { loss: 3, group: 'd' });
  [browser, server, mixedServer] = await Promise.all([launch(), serve(logs.path), serve(mixed.path)]);
});
afterEach(async () => expect(await settle()).toEqual([]));
afterAll(async () => {
  await browser?.close();
  await Promise.all([server?.stop(), mixedServer?.stop()]);
  logs?.remove();
  mixed.remove();
});

const openTab = (query = '', options: Parameters<typeof open>[1] = {}, url = server.url): Promise<Page> => open(`${url}${query}#hparams`, options);
const table = (page: Page): Locator => page.getByRole('table', { name: 'Trials, their hyperparameters and metrics' });
/** Cells of the table by head; the head first. */
async function cells(page: Page): Promise<string[][]> {
  return (await tableOf(table(page))).map((row) => row.slice(1, -1).map((cell) => cell.replace(/^best:\s*/, '')));
}
async function column(page: Page, name: string): Promise<string[]> {
  const [head = [], ...rows] = await cells(page);
  const at = head.findIndex((cell) => cell.replace(/\s*\d$/, '') === name);
  return rows.map((row) => row[at] ?? '');
}
const names = (page: Page): Promise<string[]> => column(page, 'Trial');
const head = (page: Page, name: string): Locator => table(page).getByRole('columnheader', { name: new RegExp(`^${name}`) });
const bar = (page: Page): Locator => page.getByRole('group', { name: 'Selection' });
const view = (page: Page, name: string): Promise<void> => page.getByRole('group', { name: 'View' }).getByText(name, { exact: true }).click();
const plot = (page: Page, name: RegExp): Locator => page.getByRole('img', { name }).first();

async function drag(page: Page, target: Locator, from: readonly [number, number], to: readonly [number, number]): Promise<void> {
  await target.scrollIntoViewIfNeeded();
  const box = await target.boundingBox();
  if (box === null) throw new Error('the plot is not in sight');
  await page.mouse.move(box.x + from[0] * box.width, box.y + from[1] * box.height);
  await page.mouse.down();
  await page.mouse.move(box.x + to[0] * box.width, box.y + to[1] * box.height, { steps: 5 });
  await page.mouse.up();
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } };
    return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  });
}

describe('the table', () => {
  test('has every trial with its values as the server says them, five digits long', async () => {
    const answer = await server.get<TrialsAnswer>('api/plugins/hparams/trials');
    const page = await openTab();
    await expect.poll(() => names(page)).toEqual(answer.trials);
    const lr = answer.hyperparameters.find(({ name }) => name === 'lr')?.values.map(Number) ?? [];
    const accuracy = answer.metrics.find(({ tag }) => tag === 'val/acc')?.values.map(Number) ?? [];
    expect((await column(page, 'lr')).map(numberOf)).toEqual(lr.map(shown));
    expect((await column(page, 'val/acc')).map(numberOf)).toEqual(accuracy.map(shown));
    expect(new Set(await column(page, 'Status'))).toEqual(new Set(['Success']));
    const best = table(page).locator('td.best', { hasText: 'best' });
    expect((await best.allInnerTexts()).map((text) => numberOf(text.replace(/\D*:\s*/, '')))).toContain(shown(Math.max(...accuracy)));
    expect(await violations(page)).toEqual([]);
  });

  test('is sorted by its heads, with Shift by several, and the address keeps it', async () => {
    const page = await openTab();
    await head(page, 'layers').getByRole('button').click();
    await head(page, 'val/acc').getByRole('button').click({ modifiers: ['Shift'] });
    await head(page, 'val/acc').getByRole('button').click({ modifiers: ['Shift'] });
    const check = async (): Promise<void> => {
      const rows = (await column(page, 'layers')).map((layers, i) => ({ layers: numberOf(layers), i }));
      const accuracy = (await column(page, 'val/acc')).map(numberOf);
      expect(rows.length).toBe(24);
      for (const [i, row] of rows.slice(1).entries()) {
        const before = rows[i] as (typeof rows)[number];
        expect(row.layers >= before.layers && (row.layers > before.layers || (accuracy[row.i] as number) <= (accuracy[before.i] as number))).toBe(true);
      }
    };
    expect(await head(page, 'layers').getAttribute('aria-sort')).toBe('ascending');
    expect(await head(page, 'val/acc').getAttribute('aria-sort')).toBe('descending');
    await check();
    // The address follows a moment after the click: wait for the last of the three.
    await expect.poll(() => new URL(page.url()).searchParams.get('hparamsSort')).toMatch(/"-[^"]*val\/acc/);
    await page.reload();
    await expect.poll(() => head(page, 'val/acc').getAttribute('aria-sort')).toBe('descending');
    await check();
  });

  test('columns are hidden, moved and widened by keyboard, and moved by the pointer', async () => {
    const page = await openTab();
    await expect.poll(async () => (await cells(page))[0]?.slice(2)).toEqual(['layers', 'lr', 'optimizer', 'hparam/acc', 'val/acc'].toSpliced(0, 0, 'dropout'));
    await page.getByRole('checkbox', { name: 'dropout', exact: true }).uncheck();
    await head(page, 'lr').getByRole('button').focus();
    await page.keyboard.press('Shift+ArrowLeft');
    await expect.poll(async () => (await cells(page))[0]?.slice(2)).toEqual(['lr', 'layers', 'optimizer', 'hparam/acc', 'val/acc']);
    const [from, to] = [await head(page, 'val/acc').boundingBox(), await head(page, 'lr').boundingBox()];
    if (from === null || to === null) throw new Error('the heads are not in sight');
    await page.mouse.move(from.x + 20, from.y + 8);
    await page.mouse.down();
    await page.mouse.move(to.x + 10, to.y + 8, { steps: 6 });
    await page.mouse.up();
    await expect.poll(async () => (await cells(page))[0]?.slice(2)).toEqual(['val/acc', 'lr', 'layers', 'optimizer', 'hparam/acc']);
    // The drag did not sort.
    expect(await head(page, 'val/acc').getAttribute('aria-sort')).toBe('none');
    const width = async (): Promise<number> => (await head(page, 'lr').boundingBox())?.width ?? 0;
    const before = await width();
    await head(page, 'lr').getByRole('separator').press('ArrowRight');
    await expect.poll(width).toBe(before + 16);
  });

  test('opens a trial to a chart of each metric, a line a session', async () => {
    const page = await openTab('?hparamsColumns=["m::loss"]', {}, mixedServer.url);
    await table(page).getByRole('button', { name: 'd', exact: true }).click();
    const chart = page.getByRole('article', { name: 'loss, d', exact: true }).getByRole('img');
    await expect.poll(() => chart.getAttribute('aria-label')).toMatch(/^loss of d, 2 runs, step 0 to 1/);
    expect(await column(page, 'loss')).toContain('2');
  });

  test('is saved as CSV, JSON and LaTeX, as it is filtered and sorted', async () => {
    const page = await openTab('?hparamsSort=["-m::val/acc"]&hparamsColumns=["h:optimizer","m::val/acc"]&hparamsFilters={"h:optimizer":{"set":["adam"]}}');
    await expect.poll(() => names(page)).toHaveLength(12);
    const save = async (format: string): Promise<[name: string, text: string]> => {
      await page.getByRole('button', { name: 'Download the table' }).click();
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: format }).click()]);
      return [download.suggestedFilename(), readFileSync(await download.path(), 'utf8')];
    };
    const [csvName, csv] = await save('CSV');
    const lines = csv.trim().split('\r\n').map((line) => line.split(','));
    expect([csvName, lines[0]]).toEqual(['hparams_table.csv', ['Trial', 'optimizer', 'val/acc']]);
    expect(lines.slice(1).map(([name]) => name)).toEqual(await names(page));
    const answer = await server.get<TrialsAnswer>('api/plugins/hparams/trials');
    const values = answer.metrics.find(({ tag }) => tag === 'val/acc')?.values ?? [];
    expect(lines.slice(1).map(([name = '', , value]) => [name, Number(value)])).toEqual((await names(page)).map((name) => [name, values[answer.trials.indexOf(name)]]));
    const [, json] = await save('JSON');
    expect((JSON.parse(json) as { rows: unknown[][] }).rows.map(([name]) => name)).toEqual(await names(page));
    expect((await save('LaTeX'))[1]).toContain('\\begin{tabular}{lll}\nTrial & optimizer & val/acc \\\\ \\hline');
  });
});

describe('the controls', () => {
  test('filter by range, by values and by pattern, in the address', async () => {
    const page = await openTab();
    await expect.poll(() => names(page)).toHaveLength(24);
    await page.getByRole('button', { name: 'Filter lr' }).click();
    await page.getByRole('textbox', { name: 'Least lr' }).fill('1e-3');
    await expect.poll(async () => (await column(page, 'lr')).map(numberOf).every((lr) => lr >= 1e-3)).toBe(true);
    const few = (await names(page)).length;
    expect(few).toBeLessThan(24);
    await page.getByRole('textbox', { name: 'Greatest lr' }).fill('1e');
    expect(await page.getByRole('textbox', { name: 'Greatest lr' }).getAttribute('aria-invalid')).toBe('true');
    expect(await names(page)).toHaveLength(few);
    await page.getByRole('button', { name: 'Filter optimizer' }).click();
    await page.getByRole('checkbox', { name: 'sgd' }).uncheck();
    await expect.poll(async () => new Set(await column(page, 'optimizer'))).toEqual(new Set(['adam']));
    await page.getByRole('combobox', { name: 'Kind of filter of optimizer' }).selectOption({ label: 'Regular expression' });
    await page.getByRole('textbox', { name: 'Pattern of optimizer' }).fill('^S');
    await expect.poll(async () => new Set(await column(page, 'optimizer'))).toEqual(new Set(['sgd']));
    const left = await names(page);
    await expect.poll(() => decodeURIComponent(page.url())).toContain('"match":"^S"');
    await page.reload();
    await expect.poll(() => names(page)).toEqual(left);
    expect(await bar(page).innerText()).toContain(`${left.length} of 24 trials`);
    await bar(page).getByRole('button', { name: 'Clear filters' }).click();
    await expect.poll(() => names(page)).toHaveLength(24);
    expect(await violations(page)).toEqual([]);
  });

  test('choose which value of a metric counts', async () => {
    const smallest = await server.get<TrialsAnswer>('api/plugins/hparams/trials?value=min');
    const page = await openTab();
    await page.getByRole('combobox', { name: 'Value of a metric that counts' }).selectOption({ label: 'Smallest value' });
    const expected = smallest.metrics.find(({ tag }) => tag === 'val/acc')?.values.map((value) => shown(Number(value)));
    await expect.poll(async () => (await column(page, 'val/acc')).map(numberOf)).toEqual(expected);
  });

  test('show and hide trials by status, and say where missing values stand', async () => {
    const page = await openTab('?hparamsColumns=["h:lr","h:warmup","h:name","m::loss"]', {}, mixedServer.url);
    await expect.poll(() => names(page)).toEqual(['a', 'b', 'c', 'd']);
    // Several types in one column, and nothing where nothing was logged.
    expect(await column(page, 'warmup')).toEqual(['100', 'auto', 'true', '']);
    expect(await column(page, 'loss')).toEqual(['0.5', 'NaN', '0.25', '2']);
    await head(page, 'loss').getByRole('button').click();
    await expect.poll(() => names(page)).toEqual(['c', 'a', 'd', 'b']);
    await page.getByRole('combobox', { name: 'Missing values' }).selectOption({ label: 'First when sorted' });
    await expect.poll(() => names(page)).toEqual(['b', 'c', 'a', 'd']);
    await page.getByRole('combobox', { name: 'Missing values' }).selectOption({ label: 'Leave such trials out' });
    await expect.poll(() => names(page)).toEqual(['a']);
    await page.getByRole('combobox', { name: 'Missing values' }).selectOption({ label: 'Last when sorted' });
    await page.getByRole('checkbox', { name: 'Failure' }).uncheck();
    await expect.poll(() => names(page)).toEqual(['a', 'd', 'b']);
  });
});

describe('parallel coordinates', () => {
  test('are brushed by pointer and by keyboard, and what is brushed is kept', async () => {
    const page = await openTab('?hparamsView=parallel');
    const lines = plot(page, /^Parallel coordinates, 24 trials over dropout, layers, lr/);
    await lines.waitFor();
    expect(await violations(page)).toEqual([]);
    const upper = page.getByRole('slider', { name: 'Upper end of the brush on lr' });
    await upper.focus();
    for (let i = 0; i < 4; i++) await page.keyboard.press('Shift+ArrowDown');
    await expect.poll(() => bar(page).innerText()).toMatch(/\d+ in the brush/);
    const byKeys = Number(/(\d+) in the brush/.exec(await bar(page).innerText())?.[1]);
    expect(byKeys).toBeLessThan(24);
    expect(await upper.getAttribute('aria-valuenow')).toBe('60');
    // On the axis of the optimizer, from above its upper value to the middle.
    const box = await lines.boundingBox();
    const axis = await page.getByRole('button', { name: 'optimizer, axis' }).boundingBox();
    if (box === null || axis === null) throw new Error('the axes are not in sight');
    const across = (axis.x + axis.width / 2 - box.x) / box.width;
    await drag(page, lines, [across, 0.01], [across, 0.5]);
    await expect.poll(async () => Number(/(\d+) in the brush/.exec(await bar(page).innerText())?.[1])).toBeLessThan(byKeys);
    await bar(page).getByRole('button', { name: 'Keep only these' }).click();
    await view(page, 'Table');
    await expect.poll(async () => new Set(await column(page, 'optimizer'))).toEqual(new Set(['sgd']));
    await expect.poll(() => page.url()).toContain('hparamsFilters');
  });

  test('have axes that move and change their scale', async () => {
    const page = await openTab('?hparamsView=parallel');
    await page.getByRole('button', { name: 'lr, axis' }).focus();
    await page.keyboard.press('Shift+ArrowLeft');
    await plot(page, /over dropout, lr, layers/).waitFor();
    await page.getByRole('button', { name: 'Scale of lr' }).click();
    expect(await page.getByRole('menuitemcheckbox', { name: 'Logarithmic' }).getAttribute('aria-checked')).toBe('true');
    await page.getByRole('menuitemcheckbox', { name: 'Linear' }).click();
    await expect.poll(() => page.url()).toContain('hparamsScales');
  });

  test('say a trial, choose it and show its metrics', async () => {
    const page = await openTab('?hparamsView=parallel');
    const lines = plot(page, /^Parallel coordinates/);
    await lines.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => lines.locator('xpath=..').locator('[aria-live]').innerText()).toMatch(/^search\/trial_01, success: dropout 0\.\d+/);
    await page.keyboard.press('Enter');
    await expect.poll(() => bar(page).innerText()).toContain('1 chosen');
    await page.getByRole('article', { name: 'val/acc, search/trial_01' }).scrollIntoViewIfNeeded();
    await expect.poll(() => page.getByRole('article', { name: 'val/acc, search/trial_01' }).getByRole('img').getAttribute('aria-label')).toMatch(/^val\/acc of search\/trial_01, 1 run/);
    expect(await violations(page)).toEqual([]);
  });
});

describe('the scatter matrix', () => {
  test('brushes in one cell what is brushed in all, and a click chooses', async () => {
    const page = await openTab('?hparamsView=scatter&hparamsColumns=["h:lr","h:layers","m::val/acc"]');
    const cell = plot(page, /^val\/acc over lr, 24 trials$/);
    await cell.waitFor();
    expect(await page.getByRole('img', { name: /^val\/acc over/ }).count()).toBe(3);
    await drag(page, cell, [0.3, 0.02], [0.7, 0.4]);
    await expect.poll(() => bar(page).innerText()).toMatch(/\d+ in the brush/);
    const brushed = Number(/(\d+) in the brush/.exec(await bar(page).innerText())?.[1]);
    expect(brushed).toBeGreaterThan(0);
    expect(brushed).toBeLessThan(24);
    // A brush elsewhere takes its place.
    await drag(page, plot(page, /^val\/acc over layers/), [0.01, 0.01], [0.99, 0.99]);
    await expect.poll(() => bar(page).innerText()).toContain('24 in the brush');
    await cell.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await expect.poll(() => bar(page).innerText()).toContain('1 chosen');
    expect(await violations(page)).toEqual([]);
  });

  test('needs a metric, and says so', async () => {
    const page = await openTab('?hparamsView=scatter&hparamsColumns=["h:lr"]');
    await page.getByText('No metric is shown.').waitFor();
  });
});

describe('plots', () => {
  test('say the best so far and choose the Pareto front', async () => {
    const answer = await server.get<TrialsAnswer>('api/plugins/hparams/trials');
    const accuracy = answer.metrics.find(({ tag }) => tag === 'val/acc')?.values.map(Number) ?? [];
    const best = Math.max(...accuracy);
    const page = await openTab('?hparamsView=plots&hparamsMetric=m::val/acc');
    const progress = page.getByRole('article', { name: 'Best so far' });
    await expect.poll(() => progress.innerText()).toContain(`${shown(best)} by ${answer.trials[accuracy.indexOf(best)]}`);
    await plot(page, /^val\/acc over optimizer, 24 trials$/).waitFor();
    await page.getByRole('button', { name: 'val/acc: greater is better' }).click();
    await expect.poll(() => progress.innerText()).toContain(`${shown(Math.min(...accuracy))} by`);
    await page.getByRole('article', { name: 'Pareto front' }).getByRole('button', { name: 'Choose the front' }).click();
    await expect.poll(() => bar(page).innerText()).toMatch(/[1-9]\d* chosen/);
    expect(await violations(page)).toEqual([]);
  });
});

test('the trials of a selection become the runs of every other tab', async () => {
  const page = await openTab('?hparamsFilters={"h:optimizer":{"set":["adam"]}}');
  await bar(page).getByRole('button', { name: 'Show these 12 runs' }).click();
  await expect.poll(() => page.getByRole('complementary', { name: /runs/i }).first().innerText()).toContain('12 of 24 runs');
  await page.getByRole('tab', { name: 'Scalars' }).click();
  await expect.poll(() => page.getByRole('img', { name: /^val\/acc, 12 runs/ }).count()).toBe(1);
  await page.getByRole('tab', { name: 'HParams' }).click();
  await page.getByRole('checkbox', { name: 'Choose search/trial_02' }).check();
  await bar(page).getByRole('button', { name: 'Show this run' }).click();
  await expect.poll(() => page.getByRole('complementary', { name: /runs/i }).first().innerText()).toContain('1 of 24 runs');
});

test('a trial that joins while one looks is there, and what was chosen stays', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ridgeline-trials-'));
  const add = (name: string): void => cpSync(join(logs.path, 'search', name), join(folder, name), { recursive: true });
  add('trial_05');
  add('trial_07');
  const growing = await serve(folder, { flags: ['--reload_interval', '1'] });
  try {
    const page = await openTab('', {}, growing.url);
    await page.getByRole('checkbox', { name: 'Choose trial_07' }).check();
    add('trial_03');
    await expect.poll(() => names(page)).toEqual(['trial_03', 'trial_05', 'trial_07']);
    expect(await page.getByRole('checkbox', { name: 'Choose trial_07' }).isChecked()).toBe(true);
    expect(await page.getByRole('checkbox', { name: 'Choose trial_05' }).isChecked()).toBe(false);
    // The page first: a server that goes away is a complaint.
    expect(await settle()).toEqual([]);
  } finally {
    await growing.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});

test('without hyperparameters the tab says how they are logged', async () => {
  const plain = new GrowingFolder();
  plain.file('run/events.out.tfevents.1.host').append(eventFile(frame(versionEvent(1.7e9)), frame(scalarEvent('loss', 0, 1))));
  const own = await serve(plain.path);
  try {
    const page = await openTab('', {}, own.url);
    await page.getByRole('heading', { name: 'No hyperparameters yet' }).waitFor();
    expect(await page.getByText('writer.add_hparams').count()).toBe(1);
    expect(await page.getByText('hp.hparams(').count()).toBe(1);
    expect(await violations(page)).toEqual([]);
    expect(await settle()).toEqual([]);
  } finally {
    await own.stop();
    plain.remove();
  }
});

test.each(['light', 'dark'] as const)('nothing is wrong with it on a phone, %s', async (colorScheme) => {
  const page = await openTab('', { colorScheme, viewport: { width: 390, height: 844 } });
  await expect.poll(() => names(page)).toHaveLength(24);
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Columns, filters, sorting' }).click();
  await page.getByRole('checkbox', { name: 'lr', exact: true }).waitFor();
  expect(await violations(page)).toEqual([]);
});
