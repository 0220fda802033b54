/**
 * Second start: from spawning the process to the right answer to "list runs, list series, draw 12 charts". A chart is what a
 * card of the page shows at first: one tag of ten runs, 400 pixels wide. TensorBoard keeps nothing on disk, so its second start is
 * its first load once more; the time its Python server takes to come up is left out in its favour.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { RunsAnswer, SeriesAnswer } from '../../../server/contract.js';
import { corpusTags, type Corpus } from '../../logdir/corpora.js';
import { askJson } from '../http.js';
import { askPoints, readPoints } from '../points.js';
import { startRidgeline, type Ridgeline } from '../ridgeline.js';
import type { Row } from '../row.js';
import { median } from '../statistics.js';

const CHARTS = 12;
const RUNS_A_CHART = 10;
const RETRY_MILLIS = 5;

export const restart: Row = {
  name: 'restart',
  about: 'second start: process start to the right answer to "list runs, list series, draw 12 charts"',
  async run(context) {
    const results = [];
    for (const name of ['points', 'runs'] as const) {
      const corpus = context.corpus(name);
      const { index, rustboard } = await context.firstLoads(name);
      const seconds: number[] = [];
      for (let turn = 0; turn < Math.max(3, context.options.repeat); turn++) {
        const server = await startRidgeline({ logdir: corpus.logdir, index });
        try {
          seconds.push((await firstSight(server, corpus)) / 1000);
          await server.loaded();
        } finally {
          await server.stop();
        }
      }
      const again = rustboard.map(({ millis }) => millis / 1000);
      results.push({
        row: 'restart',
        what: 'second start to 12 charts',
        corpus: name,
        unit: 's' as const,
        ridgeline: median(seconds),
        tensorboard: again.length > 0 ? median(again) : null,
        bars: [
          { kind: 'at-most' as const, value: 0.7 },
          { kind: 'times-better' as const, factor: 5 },
        ],
        samples: { ridgeline: seconds, tensorboard: again },
        note: '',
      });
    }
    return results;
  },
};

/** Milliseconds from the process' start until everything was answered; a wrong answer is thrown. */
async function firstSight(server: Ridgeline, corpus: Corpus): Promise<number> {
  const { url } = server;
  const runs = await untilAnswered<RunsAnswer>(server, `${url}/api/runs`);
  const series = await askJson<SeriesAnswer>(`${url}/api/series`);
  const charts = await Promise.all(
    corpusTags(CHARTS).map((tag) => {
      const number = series.tags.indexOf(tag);
      const ids = series.id.filter((_, i) => series.tag[i] === number).slice(0, RUNS_A_CHART);
      return askPoints(url, { series: ids, width: 400 });
    }),
  );
  const millis = performance.now() - server.process.startedAt;
  if (runs.runs.length !== corpus.runs) throw new Error(`${runs.runs.length} runs at the second start, ${corpus.runs} were written`);
  if (series.id.length !== corpus.runs * corpus.tags) throw new Error(`${series.id.length} series at the second start`);
  for (const rows of charts.map(readPoints)) {
    if (rows.length !== Math.min(RUNS_A_CHART, corpus.runs)) throw new Error(`a chart of ${rows.length} series at the second start`);
    for (const { steps, total, tag } of rows) {
      if (total !== corpus.steps || steps[steps.length - 1] !== corpus.steps - 1) throw new Error(`${tag}: ${total} points at the second start, last step ${steps[steps.length - 1]}`);
    }
  }
  return millis;
}

/** Asks until somebody listens; any answer is final. */
async function untilAnswered<T>(server: Ridgeline, url: string): Promise<T> {
  for (;;) {
    try {
      return await askJson<T>(url);
    } catch (error) {
      if ((error as { code?: string }).code !== 'ECONNREFUSED') throw error;
      if (server.process.ended) throw server.process.failure('it ended at the second start');
      await wait(RETRY_MILLIS);
    }
  }
}
