/** A Chromium under measurement, and when the charts of a page are drawn. */
import { setTimeout as wait } from 'node:timers/promises';
import { chromium, type Browser, type CDPSession, type Page } from 'playwright-core';
import { installProbe, type Drawn, type ProbeWindow } from './page-probe.js';
import { countColourful, decodePng, type Box } from './screenshot.js';

/** Tall enough for two rows of cards in either page. */
const VIEWPORT = { width: 1280, height: 1000 };
/** Fewer coloured pixels than this are a swatch or an icon, not lines. */
const LINES_PIXELS = 150;
const LOOK_EVERY_MILLIS = 100;
const TIMEOUT_MILLIS = 300_000;

export const launch = (executablePath: string): Promise<Browser> =>
  chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-background-networking', '--disable-extensions'] });

/** A page with an empty cache and storage, and the probe in it. Close its context to be rid of it. */
export async function newPage(browser: Browser): Promise<{ page: Page; devtools: CDPSession }> {
  const context = await browser.newContext({ viewport: VIEWPORT, deviceScaleFactor: 1 });
  const page = await context.newPage();
  await page.addInitScript(installProbe);
  return { page, devtools: await context.newCDPSession(page) };
}

/**
 * Opens `url` and watches from outside until every chart in sight shows lines. `charts` is a selector of the charts' boxes. Exact to
 * about a tenth of a second, and to what the page's own main thread leaves over: the first sight of a busy page comes late
 * for a person, too.
 */
export async function watchDrawn(page: Page, devtools: CDPSession, { url, charts }: { url: string; charts: string }): Promise<Drawn> {
  const startedAt = performance.now();
  await page.goto(url, { waitUntil: 'commit' });
  let first: number | null = null;
  for (;;) {
    const boxes = await page.evaluate(visibleBoxes, charts);
    const { data } = await devtools.send('Page.captureScreenshot', { format: 'png', optimizeForSpeed: true });
    const millis = performance.now() - startedAt;
    const pixels = decodePng(Buffer.from(data, 'base64'));
    const drawn = boxes.filter((box) => countColourful(pixels, box) >= LINES_PIXELS).length;
    if (drawn > 0) first ??= millis;
    if (first !== null && drawn === boxes.length) return { first, allVisible: millis, charts: boxes.length };
    if (millis > TIMEOUT_MILLIS) throw new Error(`${url}: ${drawn} of ${boxes.length} charts drawn after ${TIMEOUT_MILLIS} ms`);
    await wait(LOOK_EVERY_MILLIS);
  }
}

/**
 * Opens a page that draws on 2D canvases and waits until every chart in sight has lines and no more charts
 * came for half a second. Exact to a frame.
 */
export async function probeDrawn(page: Page, url: string): Promise<Drawn> {
  await page.goto(url, { waitUntil: 'commit' });
  const startedAt = performance.now();
  let last: Drawn | null = null;
  for (let same = 0; same < 5; ) {
    await wait(LOOK_EVERY_MILLIS);
    const now = await page.evaluate(() => (window as unknown as ProbeWindow).ridgelineProbe.drawn());
    same = now !== null && now.charts === last?.charts && now.allVisible === last.allVisible ? same + 1 : 0;
    last = now;
    if (performance.now() - startedAt > TIMEOUT_MILLIS) throw new Error(`${url}: charts were not drawn in ${TIMEOUT_MILLIS} ms`);
  }
  if (last === null) throw new Error(`${url}: no charts`);
  return last;
}

/** Bytes of live JavaScript objects and of the buffers they own, after a garbage collection. */
export async function heapBytes(devtools: CDPSession): Promise<number> {
  await devtools.send('HeapProfiler.enable');
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize, backingStorageSize } = await devtools.send('Runtime.getHeapUsage');
  return usedSize + backingStorageSize;
}

/** The parts in the viewport of the elements' boxes; slivers are left out. */
function visibleBoxes(selector: string): Box[] {
  return Array.from(document.querySelectorAll(selector), (element) => {
    const box = element.getBoundingClientRect();
    const [x, y] = [Math.max(0, box.left), Math.max(0, box.top)];
    return { x, y, width: Math.min(innerWidth, box.right) - x, height: Math.min(innerHeight, box.bottom) - y };
  }).filter(({ width, height }) => width >= 100 && height >= 100);
}
