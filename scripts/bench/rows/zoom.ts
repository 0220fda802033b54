/** One series of a million points: the overview, and zooms of every depth down to single points. TensorBoard keeps 1,000 of them, so there is nothing to compare. */
import { seededRandom } from '../../logdir/random.js';
import { askPoints, readPoints } from '../points.js';
import { startRidgeline } from '../ridgeline.js';
import type { Row } from '../row.js';
import { median } from '../statistics.js';

const TIMES = 15;
const WIDTH = 800;
const ZOOMS_A_DEPTH = 8;

export const zoom: Row = {
  name: 'zoom',
  about: 'one tag, one run, 1 M points: overview, and any zoom',
  async run(context) {
    const corpus = context.corpus('million');
    const server = await startRidgeline({ logdir: corpus.logdir, index: context.newIndex() });
    try {
      await server.loaded();
      const [id] = (await server.series()).id;
      if (id === undefined) throw new Error('no series in the corpus of one');
      const timed = async (range: { from: number; to: number } | Record<string, never>, expected: number): Promise<number> => {
        const answer = await askPoints(server.url, { series: [id], width: WIDTH, ...range });
        const [row] = readPoints(answer);
        if (row?.total !== expected) throw new Error(`${row?.total} points in ${JSON.stringify(range)}, expected ${expected}`);
        return answer.millis;
      };
      // The first requests meet cold code, as a person's first click does: they are measured, the median forgives them.
      const overview: number[] = [];
      for (let i = 0; i < TIMES; i++) overview.push(await timed({}, corpus.steps));
      const random = seededRandom(7);
      const zooms: number[] = [];
      const depths: string[] = [];
      for (const span of [500_000, 100_000, 10_000, 1_000, 100]) {
        const millis: number[] = [];
        for (let i = 0; i < ZOOMS_A_DEPTH; i++) {
          const from = Math.floor(random.uniform() * (corpus.steps - span));
          millis.push(await timed({ from, to: from + span - 1 }, span));
        }
        zooms.push(median(millis));
        depths.push(`${span}: ${median(millis).toFixed(1)} ms`);
      }
      const common = { row: 'zoom', corpus: 'million' as const, unit: 'ms' as const, tensorboard: null, bars: [{ kind: 'at-most' as const, value: 20 }] };
      return [
        { ...common, what: 'overview of 1 M points', ridgeline: median(overview), samples: { ridgeline: overview, tensorboard: [] }, note: '' },
        { ...common, what: 'slowest depth of zoom', ridgeline: Math.max(...zooms), note: `points in range: median, ${depths.join(', ')}` },
      ];
    } finally {
      await server.stop();
    }
  },
};
