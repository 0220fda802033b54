/**
 * From a writer's flush to a drawn line: 50 runs write a value a second each, one page is open. A value counts as seen at the end of the
 * first frame in which strokes were drawn after the page had received it. TensorBoard is left out: its server looks every 5 s
 * and its page asks again every 30 s, if that is switched on.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join, dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { tableFromIPC } from '@uwdata/flechette';
import { EventFile } from '../../logdir/event-file.js';
import { launch, probeDrawn, newPage } from '../browser.js';
import { startRidgeline } from '../ridgeline.js';
import type { Row } from '../row.js';
import { quantile } from '../statistics.js';

const RUNS = 50;
const TAGS = ['train/loss', 'train/accuracy'];
const HISTORY = 200;
const SECONDS = 20;

interface Seen {
  /** What the page received: an Arrow stream, base64. */
  readonly body: string;
  /** Seconds since the epoch: end of the frame that drew it. */
  readonly at: number;
}

export const live: Row = {
  name: 'live',
  about: 'value flushed by a writer to seen in an open page, 50 live runs',
  async run(context) {
    if (context.options.chromium === null) throw new Error('no Chromium: name one with --chromium');
    const index = context.newIndex();
    const logdir = join(dirname(index), 'logs');
    const files = Array.from({ length: RUNS }, (_, run) => openRun(join(logdir, `run-${String(run).padStart(2, '0')}`), run));
    const server = await startRidgeline({ logdir, index });
    const chromium = await launch(context.options.chromium);
    try {
      await server.loaded();
      const { page } = await newPage(chromium);
      const seen: Seen[] = [];
      await page.exposeFunction('ridgelineSeen', (body: string, at: number) => void seen.push({ body, at }));
      await page.addInitScript(reportPoints);
      await probeDrawn(page, `${server.url}/`);
      const flushed = await writeValues(files);
      await wait(3_000);
      const waits = delays(flushed, seen);
      const missing = flushed.length - waits.length;
      const millis = waits.map((seconds) => seconds * 1000);
      return [
        {
          row: 'live',
          what: 'flushed to seen in an open page, p95',
          corpus: 'live' as const,
          unit: 'ms' as const,
          ridgeline: missing > 0 ? Infinity : quantile(millis, 0.95),
          tensorboard: null,
          bars: [{ kind: 'at-most' as const, value: 1000 }],
          samples: { ridgeline: millis, tensorboard: [] },
          note: `${flushed.length} values, ${missing} never seen; median ${quantile(millis, 0.5).toFixed(0)} ms, longest ${Math.max(...millis).toFixed(0)} ms`,
        },
      ];
    } finally {
      for (const file of files) file.close();
      await chromium.close();
      await server.stop();
      rmSync(logdir, { recursive: true, force: true });
    }
  },
};

function openRun(folder: string, run: number): EventFile {
  mkdirSync(folder, { recursive: true });
  const start = Date.now() / 1000 - HISTORY;
  const file = new EventFile(join(folder, `events.out.tfevents.${Math.floor(start)}.node.${run}.0`), TAGS, start);
  for (let step = 0; step < HISTORY; step++) addStep(file, step, start + step);
  file.flush();
  return file;
}

function addStep(file: EventFile, step: number, wallTime: number): void {
  for (const tag of TAGS.keys()) file.addScalar(tag, step, wallTime, Math.exp(-step / 100) + 0.1 * Math.sin(step + tag));
}

interface Flushed {
  readonly run: string;
  readonly step: number;
  /** Seconds since the epoch. */
  readonly at: number;
}

/** A step a second and run, runs evenly apart; says when each was handed to the operating system. */
async function writeValues(files: readonly EventFile[]): Promise<Flushed[]> {
  const flushed: Flushed[] = [];
  const startedAt = Date.now();
  for (let i = 0; i < SECONDS * files.length; i++) {
    const [run, step] = [i % files.length, HISTORY + Math.floor(i / files.length)];
    const file = files[run]!;
    addStep(file, step, Date.now() / 1000);
    file.flush();
    flushed.push({ run: `run-${String(run).padStart(2, '0')}`, step, at: Date.now() / 1000 });
    await wait(Math.max(0, startedAt + ((i + 1) * 1000) / files.length - Date.now()));
  }
  return flushed;
}

/** Seconds from each flush to the first frame that had its step; values never seen are left out. */
function delays(flushed: readonly Flushed[], seen: readonly Seen[]): number[] {
  const shown = new Map<string, { readonly step: number; readonly at: number }[]>();
  for (const { body, at } of seen) {
    const table = tableFromIPC(Buffer.from(body, 'base64'));
    const [runs, steps] = [table.getChild('run'), table.getChild('step')];
    for (let i = 0; i < table.numRows; i++) {
      const run = String(runs?.at(i));
      const list = steps?.at(i) as ArrayLike<number> | undefined;
      const last = list?.[list.length - 1] ?? -1;
      shown.set(run, [...(shown.get(run) ?? []), { step: last, at }]);
    }
  }
  return flushed.flatMap(({ run, step, at }) => {
    const times = (shown.get(run) ?? []).filter((one) => one.step >= step).map((one) => one.at);
    return times.length === 0 ? [] : [Math.min(...times) - at];
  });
}

/** Runs inside the page: tells of every answer with points, once the next strokes after it were drawn and their frame was done. */
function reportPoints(): void {
  const waiting: string[] = [];
  const told = window as unknown as { ridgelineSeen(body: string, at: number): void };
  const fetchAsBefore = window.fetch.bind(window);
  window.fetch = async (...args) => {
    const response = await fetchAsBefore(...args);
    if (response.ok && response.url.includes('/api/plugins/scalars/points')) {
      const bytes = new Uint8Array(await response.clone().arrayBuffer());
      let text = '';
      for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
      waiting.push(btoa(text));
    }
    return response;
  };
  const stroke = CanvasRenderingContext2D.prototype.stroke;
  CanvasRenderingContext2D.prototype.stroke = function (this: CanvasRenderingContext2D, ...args: unknown[]): void {
    if (waiting.length > 0) {
      const bodies = waiting.splice(0);
      requestAnimationFrame(() => {
        const at = (performance.timeOrigin + performance.now()) / 1000;
        for (const body of bodies) told.ridgelineSeen(body, at);
      });
    }
    Reflect.apply(stroke, this, args);
  };
}
