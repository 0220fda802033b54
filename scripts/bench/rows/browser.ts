/**
 * A real page on 500 runs: when its charts are drawn, what it holds, how fast it answers the pointer. Software rendering. By itself
 * Ridgeline's page checks the newest 100 runs, TensorBoard's all 500: the bars are held against all 500 in both, asked
 * for by an address that hides one run that does not exist. The page as it opens by itself is measured beside it.
 */
import type { Browser, CDPSession, Page } from 'playwright-core';
import { heapBytes, launch, newPage, probeDrawn, watchDrawn } from '../browser.js';
import type { Context } from '../context.js';
import type { Answer, Drawn, ProbeWindow } from '../page-probe.js';
import { startRidgeline } from '../ridgeline.js';
import type { Result, Row } from '../row.js';
import { median } from '../statistics.js';
import { startTensorBoard } from '../tensorboard.js';

const MOVES = 12;
const ALL_RUNS = '?hiddenRun=-';
const MB = 1e6;

/** How to find one's way in a page. */
interface Landmarks {
  /** The plot of a card: takes pointer and wheel. */
  readonly plot: string;
  readonly tooltip: string;
  /** Keys to hold for the wheel to zoom, '' when its redraw cannot be seen. */
  readonly wheelKey: '' | 'Alt';
}

const landmarks = {
  ridgeline: { plot: '[role="img"] canvas, canvas[role="img"], canvas', tooltip: '.tooltip', wheelKey: 'Alt' },
  tensorboard: { plot: 'line-chart .series-view', tooltip: '.cdk-overlay-container', wheelKey: '' },
} as const satisfies Record<string, Landmarks>;

interface Visit extends Drawn {
  readonly heap: number;
  readonly tooltip: readonly number[];
  readonly wheel: readonly number[];
}

export const browser: Row = {
  name: 'browser',
  about: 'in Chromium on 500 runs: charts drawn, heap, pointer to tooltip, wheel to redrawn',
  async run(context) {
    if (context.options.chromium === null) throw new Error('no Chromium: name one with --chromium');
    const chromium = await launch(context.options.chromium);
    try {
      const { asOpened, allRuns } = await visitRidgeline(context, chromium);
      const theirs = await visitTensorBoard(context, chromium);
      const { first, allVisible, tooltip, wheel, heap } = figures(asOpened, []);
      return [
        ...summarise(allRuns, theirs),
        { ...first, what: 'newest 100 runs: first chart', unit: 's', bars: [] },
        { ...allVisible, what: 'newest 100 runs: all visible charts', unit: 's', bars: [] },
        { ...heap, what: 'newest 100 runs: heap', unit: 'MB', bars: [] },
        { ...tooltip, what: 'newest 100 runs: tooltip', unit: 'ms', bars: [] },
        { ...wheel, what: 'newest 100 runs: wheel to redrawn', unit: 'ms', bars: [] },
      ];
    } finally {
      await chromium.close();
    }
  },
};

async function visitRidgeline(context: Context, chromium: Browser): Promise<{ asOpened: Visit[]; allRuns: Visit[] }> {
  const { index } = await context.firstLoads('runs');
  const server = await startRidgeline({ logdir: context.corpus('runs').logdir, index });
  try {
    await server.loaded();
    const asOpened: Visit[] = [];
    const allRuns: Visit[] = [];
    for (let turn = 0; turn < context.options.repeat; turn++) {
      asOpened.push(await visit(chromium, landmarks.ridgeline, ({ page }) => probeDrawn(page, `${server.url}/`)));
      allRuns.push(await visit(chromium, landmarks.ridgeline, ({ page }) => probeDrawn(page, `${server.url}/${ALL_RUNS}`)));
      const { first, allVisible, charts } = allRuns.at(-1)!;
      context.log(`Ridgeline, all runs: first chart after ${first.toFixed(0)} ms, all ${charts} after ${allVisible.toFixed(0)} ms`);
    }
    return { asOpened, allRuns };
  } finally {
    await server.stop();
  }
}

async function visitTensorBoard(context: Context, chromium: Browser): Promise<Visit[]> {
  if (context.options.tensorboard === null) return [];
  const server = await startTensorBoard(context.options.tensorboard, context.corpus('runs').logdir);
  try {
    // One visit: it takes half a minute, and the bars are factors of eight.
    const url = `${server.url}/#timeseries`;
    const one = await visit(chromium, landmarks.tensorboard, ({ page, devtools }) => watchDrawn(page, devtools, { url, charts: landmarks.tensorboard.plot }));
    context.log(`TensorBoard: first chart after ${one.first.toFixed(0)} ms, all ${one.charts} after ${one.allVisible.toFixed(0)} ms`);
    return [one];
  } catch (error) {
    // Its page may not finish on a busy machine: that must not cost Ridgeline's figures. Bars against it count as not measured.
    context.log(`TensorBoard's page could not be measured: ${error instanceof Error ? error.message : String(error)}`);
    return [];
  } finally {
    await server.stop();
  }
}

async function visit(chromium: Browser, marks: Landmarks, open: (opened: { page: Page; devtools: CDPSession }) => Promise<Drawn>): Promise<Visit> {
  const opened = await newPage(chromium);
  const { page, devtools } = opened;
  try {
    const drawn = await open(opened);
    const heap = await heapBytes(devtools);
    const plot = await page.locator(marks.plot).first().boundingBox();
    if (plot === null) throw new Error(`no plot to point at: ${marks.plot}`);
    const at = (share: number) => ({ x: plot.x + plot.width * (0.3 + 0.4 * share), y: plot.y + plot.height / 2 });
    const tooltip: number[] = [];
    const wheel: number[] = [];
    for (let i = 0; i < MOVES; i++) {
      const { x, y } = at(i / MOVES);
      tooltip.push(...await answerTo(page, 'pointermove', { kind: 'change', selector: marks.tooltip }, () => page.mouse.move(x, y)));
    }
    for (let i = 0; marks.wheelKey !== '' && i < MOVES; i++) {
      await page.keyboard.down(marks.wheelKey);
      wheel.push(...await answerTo(page, 'wheel', { kind: 'stroke' }, () => page.mouse.wheel(0, i < MOVES / 2 ? -100 : 100)));
      await page.keyboard.up(marks.wheelKey);
    }
    return { ...drawn, heap, tooltip, wheel };
  } finally {
    await page.context().close();
  }
}

/** Milliseconds from the input to the end of the frame that answered it; none when nothing answered in ten seconds. */
async function answerTo(page: Page, event: 'pointermove' | 'wheel', answer: Answer, input: () => Promise<void>): Promise<readonly number[]> {
  await page.evaluate(([e, a]) => (window as unknown as ProbeWindow).ridgelineProbe.arm(e, a), [event, answer] as const);
  await input();
  const wait = page.waitForFunction(() => (window as unknown as ProbeWindow).ridgelineProbe.answered(), undefined, { timeout: 10_000, polling: 20 });
  const answered = await wait.catch(() => null);
  const millis = (await answered?.jsonValue()) ?? null;
  return millis === null ? [] : [millis];
}

/** Medians of both systems' visits, without bars. */
function figures(ours: readonly Visit[], theirs: readonly Visit[]) {
  const figure = (pick: (one: Visit) => readonly number[]) => {
    const [ridgeline, tensorboard] = [ours.flatMap(pick), theirs.flatMap(pick)];
    return {
      row: 'browser',
      corpus: 'runs' as const,
      // Nothing answered is not fast: no bar is met by it.
      ridgeline: ridgeline.length > 0 ? median(ridgeline) : Infinity,
      tensorboard: tensorboard.length > 0 ? median(tensorboard) : null,
      samples: { ridgeline, tensorboard },
      note: '',
    };
  };
  return {
    first: figure((one) => [one.first / 1000]),
    allVisible: figure((one) => [one.allVisible / 1000]),
    heap: figure((one) => [one.heap / MB]),
    tooltip: figure((one) => one.tooltip),
    wheel: figure((one) => one.wheel),
  };
}

function summarise(ours: readonly Visit[], theirs: readonly Visit[]): Result[] {
  const { first, allVisible, heap, tooltip, wheel } = figures(ours, theirs);
  const note = `${ours[0]?.charts ?? 0} charts in sight${theirs[0] === undefined ? '' : `, TensorBoard ${theirs[0].charts}`}`;
  return [
    { ...first, what: 'navigation to first chart', unit: 's', bars: [{ kind: 'at-most', value: 1.5 }, { kind: 'times-better', factor: 8 }] },
    { ...allVisible, what: 'navigation to all visible charts', unit: 's', bars: [{ kind: 'at-most', value: 2.5 }, { kind: 'times-better', factor: 8 }], note },
    { ...heap, what: 'heap after that', unit: 'MB', bars: [{ kind: 'at-most', value: 150 }] },
    { ...tooltip, what: 'pointer move to tooltip', unit: 'ms', bars: [{ kind: 'at-most', value: 33 }] },
    { ...wheel, what: 'wheel to redrawn', unit: 'ms', bars: [{ kind: 'at-most', value: 33 }] },
  ];
}
