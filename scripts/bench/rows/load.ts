/** First load: every CRC verified, every point kept, all committed, against RustBoard, which does none of the three. */
import type { Row } from '../row.js';
import { median } from '../statistics.js';

const corpora = ['points', 'runs'] as const;

export const load: Row = {
  name: 'load',
  about: 'first load of 10 M points, process start to all committed',
  async run(context) {
    const results = [];
    for (const corpus of corpora) {
      const { ridgeline, rustboard } = await context.firstLoads(corpus);
      const seconds = (loads: typeof ridgeline) => loads.map(({ millis }) => millis / 1000);
      const work = (loads: typeof ridgeline) => median(loads.map(({ processorTime }) => processorTime));
      results.push({
        row: 'load',
        what: 'first load, median',
        corpus,
        unit: 's' as const,
        ridgeline: median(seconds(ridgeline)),
        tensorboard: rustboard.length > 0 ? median(seconds(rustboard)) : null,
        bars: [{ kind: 'times-better' as const, factor: 2.5 }],
        samples: { ridgeline: seconds(ridgeline), tensorboard: seconds(rustboard) },
        note: `processor time ${work(ridgeline).toFixed(2)} s${rustboard.length > 0 ? ` against ${work(rustboard).toFixed(2)} s` : ''}`,
      });
    }
    return results;
  },
};
