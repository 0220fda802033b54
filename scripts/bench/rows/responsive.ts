/** Whether the HTTP thread answers while the first load runs: a small request every few milliseconds, each on time. */
import { setTimeout as wait } from 'node:timers/promises';
import type { StatusAnswer } from '../../../server/contract.js';
import { ask } from '../http.js';
import { startRidgeline } from '../ridgeline.js';
import type { Row } from '../row.js';
import { quantile } from '../statistics.js';

const EVERY_MILLIS = 5;

export const responsive: Row = {
  name: 'responsive',
  about: 'p99 of a small request while the first load runs',
  async run(context) {
    const results = [];
    for (const name of ['points', 'runs'] as const) {
      const corpus = context.corpus(name);
      const millis: number[] = [];
      for (let turn = 0; turn < context.options.repeat; turn++) {
        const server = await startRidgeline({ logdir: corpus.logdir, index: context.newIndex() });
        try {
          for (let live = false; !live; await wait(EVERY_MILLIS)) {
            const answer = await ask(`${server.url}/api/status`).catch(() => null);
            if (answer === null && server.process.ended) throw server.process.failure('it ended while loading');
            if (answer?.status !== 200) continue;
            millis.push(answer.millis);
            live = (JSON.parse(answer.body.toString('utf8')) as StatusAnswer).load.state === 'live';
          }
        } finally {
          await server.stop();
        }
      }
      results.push({
        row: 'responsive',
        what: 'small request during the first load, p99',
        corpus: name,
        unit: 'ms' as const,
        ridgeline: quantile(millis, 0.99),
        tensorboard: null,
        bars: [{ kind: 'at-most' as const, value: 20 }],
        note: `${millis.length} requests, median ${quantile(millis, 0.5).toFixed(1)} ms, longest ${Math.max(...millis).toFixed(1)} ms; readers use every core meanwhile`,
      });
    }
    return results;
  },
};
