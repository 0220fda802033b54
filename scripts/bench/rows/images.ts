/** A log of 1 GB of pictures: first load, what it costs, one card, and how fast its slider can be scrubbed in a browser. */
import type { Page } from 'playwright-core';
import type { ImageStepsAnswer } from '../../../server/plugins/images/contract.js';
import type { Context } from '../context.js';
import { ask, askJson } from '../http.js';
import { launch, newPage } from '../browser.js';
import { indexBytes, startRidgeline, type Ridgeline } from '../ridgeline.js';
import type { Result, Row } from '../row.js';
import { median } from '../statistics.js';

const MB = 1e6;
const PICTURES_ASKED = 60;
const STEPS_SCRUBBED = 80;
/** The bar: 20 pictures a second. */
const MOST_MILLIS_A_PICTURE = 50;

export const images: Row = {
  name: 'images',
  about: 'a log of 1 GB of pictures: first load, memory, index, one card, scrubbing its slider',
  async run(context) {
    const corpus = context.mediaCorpus('pictures');
    const index = context.newIndex();
    const server = await startRidgeline({ logdir: corpus.logdir, index });
    try {
      const seconds = (await server.loaded()) / 1000;
      const { resident, highest } = server.process.memory();
      const [list, blobs] = await oneCard(server);
      const common = { row: 'images', corpus: 'pictures' as const, tensorboard: null, note: '' };
      return [
        { ...common, what: 'first load', unit: 's', ridgeline: seconds, bars: [], note: `${((corpus.bytes / MB / seconds) | 0).toLocaleString('en')} MB/s` },
        { ...common, what: 'resident after it', unit: 'MB', ridgeline: resident / MB, bars: [{ kind: 'at-most', value: 250 }], note: `highest ${(highest / MB).toFixed(0)} MB` },
        { ...common, what: 'index', unit: '%', ridgeline: (100 * indexBytes(index)) / corpus.bytes, bars: [{ kind: 'at-most', value: 1 }] },
        { ...common, what: 'steps of one card', unit: 'ms', ridgeline: list, bars: [] },
        { ...common, what: 'one picture of 260 kB', unit: 'ms', ridgeline: median(blobs), bars: [], samples: { ridgeline: blobs, tensorboard: [] } },
        ...(await scrubbing(context, server)),
      ];
    } finally {
      await server.stop();
    }
  },
};

async function oneCard(server: Ridgeline): Promise<[list: number, blobs: number[]]> {
  const [id] = (await server.series()).id;
  const answer = await ask(`${server.url}/api/plugins/images/steps?series=${id}`);
  const [series] = (JSON.parse(answer.body.toString()) as ImageStepsAnswer).series;
  if (series?.steps.length !== 1000) throw new Error(`${series?.steps.length} steps of pictures`);
  const blobs: number[] = [];
  for (let i = 0; i < PICTURES_ASKED; i++) {
    const { status, millis } = await ask(`${server.url}/api/plugins/images/blob/${series.keys[(i * 37) % 1000]}/0`);
    if (status !== 200) throw new Error(`a picture answered ${status}`);
    blobs.push(millis);
  }
  return [answer.millis, blobs];
}

/** Holds an arrow key on a card's slider and counts the pictures that are really painted. */
async function scrubbing(context: Context, server: Ridgeline): Promise<Result[]> {
  const { chromium } = context.options;
  const result = (ridgeline: number | null, note: string): Result => ({
    row: 'images', what: 'scrubbing: time a picture', corpus: 'pictures', unit: 'ms', ridgeline, tensorboard: null, bars: [{ kind: 'at-most', value: MOST_MILLIS_A_PICTURE }], note,
  });
  if (chromium === null) return [result(null, 'no Chromium')];
  await askJson(`${server.url}/api/status`);
  const browser = await launch(chromium);
  try {
    const { page } = await newPage(browser);
    await page.addInitScript(countPaintings);
    await page.goto(`${server.url}/#images`);
    // Only one card moves: linked cards would share the time.
    const link = page.getByLabel('Link steps');
    await link.uncheck();
    const slider = page.locator('article input[type=range]').first();
    await slider.waitFor();
    await page.waitForFunction(() => (window as unknown as Paintings).paintings > 0);
    return [result(await scrub(page, slider), `${STEPS_SCRUBBED} steps, one card, a key held down`)];
  } finally {
    await browser.close();
  }
}

interface Paintings {
  paintings: number;
}

/** Runs in the page before its scripts. */
function countPaintings(): void {
  const counted = window as unknown as Paintings;
  counted.paintings = 0;
  const paint = CanvasRenderingContext2D.prototype.drawImage;
  CanvasRenderingContext2D.prototype.drawImage = function (this: CanvasRenderingContext2D, ...parts: unknown[]) {
    counted.paintings++;
    (paint as (...all: unknown[]) => void).apply(this, parts);
  } as typeof paint;
}

async function scrub(page: Page, slider: ReturnType<Page['locator']>): Promise<number> {
  await slider.focus();
  const before = await page.evaluate(() => (window as unknown as Paintings).paintings);
  const startedAt = performance.now();
  for (let i = 0; i < STEPS_SCRUBBED; i++) {
    await page.keyboard.press('ArrowLeft');
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
  const painted = (await page.evaluate(() => (window as unknown as Paintings).paintings)) - before;
  if (painted === 0) throw new Error('no picture was painted while scrubbing');
  return (performance.now() - startedAt) / painted;
}
