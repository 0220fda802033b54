/** A real page on 500 runs: when its charts are drawn, what it holds, how fast it answers the pointer. Software rendering. */
import type { Browser, CDPSession, Page } from 'playwright-core';
import { heapBytes, launch, newPage, probeDrawn, watchDrawn } from '../browser.js';
import type { Context } from '../context.js';
import type { Answer, Drawn, ProbeWindow } from '../page-probe.js';
import { startRidgeline } from '../ridgeline.js';
import type { Result, Row } from '../row.js';
import { median } from '../statistics.js';
import { startTensorBoard } from '../tensorboard.js';

const MOVES = 12;
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
      const ours = await visitRidgeline(context, chromium);
      const theirs = await visitTensorBoard(context, chromium);
      return summarise(ours, theirs);
    } finally {
      await chromium.close();
    }
  },
};

async function visitRidgeline(context: Context, chromium: Browser): Promise<Visit[]> {
  const { index } = await context.firstLoads('runs');
  const server = await startRidgeline({ logdir: context.corpus('runs').logdir, index });
  try {
    await server.loaded();
    const visits: Visit[] = [];
    for (let turn = 0; turn < context.options.repeat; turn++) {
      visits.push(await visit(chromium, landmarks.ridgeline, ({ page }) => probeDrawn(page, `${server.url}/`)));
      context.log(`Ridgeline: first chart after ${visits.at(-1)!.first.toFixed(0)} ms, all ${visits.at(-1)!.charts} after ${visits.at(-1)!.allVisible.toFixed(0)} ms`);
    }
    return visits;
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
      tooltip.push(await answerTo(page, 'pointermove', { kind: 'change', selector: marks.tooltip }, () => page.mouse.move(x, y)));
    }
    for (let i = 0; marks.wheelKey !== '' && i < MOVES; i++) {
      await page.keyboard.down(marks.wheelKey);
      wheel.push(await answerTo(page, 'wheel', { kind: 'stroke' }, () => page.mouse.wheel(0, i < MOVES / 2 ? -100 : 100)));
      await page.keyboard.up(marks.wheelKey);
    }
    return { ...drawn, heap, tooltip, wheel };
  } finally {
    await page.context().close();
  }
}

/** Milliseconds from the input to the end of the frame that answered it. */
async function answerTo(page: Page, event: 'pointermove' | 'wheel', answer: Answer, input: () => Promise<void>): Promise<number> {
  await page.evaluate(([e, a]) => (window as unknown as ProbeWindow).ridgelineProbe.arm(e, a), [event, answer] as const);
  await input();
  const answered = await page.waitForFunction(() => (window as unknown as ProbeWindow).ridgelineProbe.answered(), undefined, { timeout: 10_000, polling: 20 });
  return (await answered.jsonValue()) ?? NaN;
}

function summarise(ours: readonly Visit[], theirs: readonly Visit[]): Result[] {
  const of = (visits: readonly Visit[], pick: (one: Visit) => readonly number[]) => visits.flatMap(pick);
  const figure = (pick: (one: Visit) => readonly number[]) => ({
    row: 'browser',
    corpus: 'runs' as const,
    ridgeline: median(of(ours, pick)),
    tensorboard: of(theirs, pick).length > 0 ? median(of(theirs, pick)) : null,
    samples: { ridgeline: of(ours, pick), tensorboard: of(theirs, pick) },
    note: '',
  });
  const charts = `${ours[0]?.charts ?? 0} charts in sight${theirs[0] === undefined ? '' : `, TensorBoard ${theirs[0].charts}`}`;
  return [
    { ...figure((one) => [one.first / 1000]), what: 'navigation to first chart', unit: 's', bars: [{ kind: 'at-most', value: 1.5 }, { kind: 'times-better', factor: 8 }] },
    { ...figure((one) => [one.allVisible / 1000]), what: 'navigation to all visible charts', unit: 's', bars: [{ kind: 'at-most', value: 2.5 }, { kind: 'times-better', factor: 8 }], note: charts },
    { ...figure((one) => [one.heap / MB]), what: 'heap after that', unit: 'MB', bars: [{ kind: 'at-most', value: 150 }] },
    { ...figure((one) => one.tooltip), what: 'pointer move to tooltip', unit: 'ms', bars: [{ kind: 'at-most', value: 33 }] },
    { ...figure((one) => one.wheel), what: 'wheel to redrawn', unit: 'ms', bars: [{ kind: 'at-most', value: 33 }] },
  ];
}
