/**
 * The built server as a process of its own, and pages of a real Chromium on it. Everything a test starts here ends with `close` or
 * `stop`. Needs `npm run build`.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import type { StatusAnswer } from '../../server/contract.js';

const root = process.cwd();
const main = join(root, 'build/bundle/main.js');
const corpus = join(root, 'test/fixtures/corpus');

/** A copy of the corpus (or of one of its folders) in a folder of its own, so that nobody else's writes reach it. */
export function corpusCopy(name = ''): { readonly path: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'ridgeline-page-'));
  cpSync(join(corpus, name), join(folder, name), { recursive: true });
  return { path: folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export interface Server {
  /** Where the page is: with the prefix and a slash at its end, without a token. */
  readonly url: string;
  /** Parsed JSON below the page's address. */
  get<T>(path: string): Promise<T>;
  /** Ends it as a crash does. */
  kill(): Promise<void>;
  /** Starts it again on the same port with the same flags. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the built server on a free port; answers once it has read what is there. */
export async function serve(logdir: string, { prefix = '', token = '', flags = [] }: { prefix?: string; token?: string; flags?: readonly string[] } = {}): Promise<Server> {
  for (const built of [main, join(root, 'build/web/index.html')]) {
    if (!existsSync(built)) throw new Error(`${built} is missing: run npm run build before the browser tests`);
  }
  const port = await freePort();
  const url = `http://localhost:${port}${prefix}/`;
  const own = [...(prefix === '' ? [] : ['--path_prefix', prefix]), ...(token === '' ? [] : ['--token', token])];
  const headers = token === '' ? {} : { authorization: `Bearer ${token}` };
  let child: ChildProcess | undefined;

  const get = async <T>(path: string): Promise<T> => {
    const response = await fetch(new URL(path, url), { headers });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  };
  const start = async (): Promise<void> => {
    const started = spawn(process.execPath, [main, '--logdir', logdir, '--index', ':memory:', '--port', String(port), ...own, ...flags], { stdio: ['ignore', 'pipe', 'pipe'] });
    child = started;
    let said = '';
    for (const stream of [started.stdout, started.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()));
    for (;;) {
      if (started.exitCode !== null) throw new Error(`the server ended: ${said}`);
      const status = await get<StatusAnswer>('api/status').catch((error: unknown) => {
        // Nobody listens yet.
        if (error instanceof TypeError) return null;
        throw error;
      });
      if (status !== null && status.load.state !== 'loading') return;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  };
  const end = async (signal: 'SIGKILL' | 'SIGINT'): Promise<void> => {
    const ending = child;
    child = undefined;
    if (ending === undefined || ending.exitCode !== null || ending.signalCode !== null) return;
    const ended = new Promise((resolve) => ending.once('close', resolve));
    ending.kill(signal);
    await ended;
  };
  await start();
  return { url, get, start, kill: () => end('SIGKILL'), stop: () => end('SIGINT') };
}

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, 'localhost', () => {
      const address = server.address();
      server.close(() => (typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}

/**
 * Pages on servers, for one test file. `open` opens one; `settle` closes those that are open and answers what they had to complain about.
 */
export function visitor(browser: () => Browser) {
  const visits: Visit[] = [];
  const settle = async (): Promise<string[]> => {
    const left = visits.splice(0);
    await Promise.all(left.map((one) => one.close()));
    return left.flatMap(({ complaints }) => complaints);
  };
  return {
    settle,
    async open(url: string, options: BrowserContextOptions = {}): Promise<Page> {
      const opened = await visit(browser(), url, options);
      visits.push(opened);
      return opened.page;
    },
  };
}

export interface Visit {
  readonly page: Page;
  /** What no visit may have: errors in the console, violations of the content security policy, requests that leave the origin. */
  readonly complaints: string[];
  close(): Promise<void>;
}

/** Opens an address in a browser profile of its own and waits for the page to be there. */
export async function visit(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: 'light', reducedMotion: 'reduce', ...options });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  const { origin } = new URL(url);
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`exception: ${error.message}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(`${origin}/`) && !request.url().startsWith('blob:')) complaints.push(`request to ${request.url()}`);
  });
  await page.exposeFunction('complain', (text: string) => void complaints.push(text));
  await page.addInitScript(() => {
    const { complain } = window as unknown as { complain(text: string): void };
    document.addEventListener('securitypolicyviolation', (event) => complain(`policy ${event.violatedDirective}: ${event.blockedURI}`));
  });
  await page.goto(url);
  await page.getByRole('banner').waitFor();
  return { page, complaints, close: () => context.close() };
}

// ── cards and charts ─────────────────────────────────────────────────────────────────────────────────────────────────

/** The card of a tag in the open tab. */
export const cardOf = (page: Page, tag: string): Locator => page.getByRole('article', { name: tag, exact: true }).first();

/** The chart of a card. Its label says what it shows: "loss, 3 runs, step 0 to 199, latest 0.12". */
export const chartOf = (card: Locator): Locator => card.getByRole('img');

export const labelOf = async (card: Locator): Promise<string> => (await chartOf(card).getAttribute('aria-label')) ?? '';

/** A place of a chart as shares of its width and height, from the left and the top, in pixels of the page. */
export async function spot(card: Locator, across: number, down: number): Promise<{ readonly x: number; readonly y: number }> {
  const chart = chartOf(card);
  await chart.scrollIntoViewIfNeeded();
  const box = await chart.boundingBox();
  if (box === null) throw new Error('the chart is not in sight');
  return { x: box.x + box.width * across, y: box.y + box.height * down };
}

/** Rests the pointer on a chart. */
export async function point(page: Page, card: Locator, across: number, down = 0.5): Promise<void> {
  const { x, y } = await spot(card, across, down);
  await page.mouse.move(x, y);
}

/** Draws a rectangle on a chart. */
export async function drag(page: Page, card: Locator, from: readonly [number, number], to: readonly [number, number]): Promise<void> {
  const [a, b] = [await spot(card, ...from), await spot(card, ...to)];
  await page.mouse.move(a.x, a.y);
  await page.mouse.down();
  await page.mouse.move(b.x, b.y, { steps: 4 });
  await page.mouse.up();
}

/** A row of the tooltip. */
export interface TooltipRow {
  readonly run: string;
  /** NaN without the column. */
  readonly smoothed: number;
  readonly value: number;
  readonly step: number;
}

/** The tooltip's rows; none when there is no tooltip. */
export async function tooltip(page: Page): Promise<TooltipRow[]> {
  const [head = [], ...rows] = await tableOf(page.locator('.tooltip'));
  return rows.map((cells) => {
    const cell = (name: string): string => cells[head.indexOf(name)] ?? '';
    return { run: cell('Run'), smoothed: numberOf(cell('Smoothed')), value: numberOf(cell('Value')), step: numberOf(cell('Step')) };
  });
}

/** Texts of the cells of the table in an element, its head first; empty without it. Read at once, so that a table being changed is not read half. */
export const tableOf = (element: Locator): Promise<string[][]> =>
  element.locator('tr').evaluateAll((rows) => rows.map((row) => [...(row as HTMLTableRowElement).cells].map((cell) => cell.innerText.replace(/[↑↓]/g, '').trim())));

/** A number as the page writes it: `−1,234.5`, `2e−7`, `NaN`, `∞`. NaN for ''. */
export function numberOf(text: string): number {
  const plain = text.replaceAll(',', '').replaceAll('−', '-').replace('∞', 'Infinity').replace(/\s*%$/, '');
  return plain === '' ? Number.NaN : Number(plain);
}

/** As the page rounds a value: five significant digits. */
export const shown = (value: number): number => Number(value.toPrecision(5));
