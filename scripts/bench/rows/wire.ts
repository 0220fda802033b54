/** One tag of 500 runs for a plot of 400 pixels: bytes and time, against `timeSeries`, which the Time Series tab asks for the same chart. */
import { corpusTags } from '../../logdir/corpora.js';
import { ask, type Answer } from '../http.js';
import { askPoints, readPoints } from '../points.js';
import { startRidgeline } from '../ridgeline.js';
import type { Bar, Result, Row } from '../row.js';
import { median } from '../statistics.js';
import { startTensorBoard } from '../tensorboard.js';

const TIMES = 15;
const MB = 1e6;

export const wire: Row = {
  name: 'wire',
  about: 'one tag of 500 runs at 400 pixels: bytes on the wire and milliseconds',
  async run(context) {
    const corpus = context.corpus('runs');
    const tag = corpusTags(corpus.tags)[5]!;
    const { index } = await context.firstLoads('runs');
    const server = await startRidgeline({ logdir: corpus.logdir, index });
    const ours = { gzip: [] as Answer[], identity: [] as Answer[] };
    try {
      await server.loaded();
      const series = await server.series();
      const number = series.tags.indexOf(tag);
      const ids = series.id.filter((_, i) => series.tag[i] === number);
      for (let i = 0; i < TIMES; i++) {
        for (const encoding of ['gzip', 'identity'] as const) ours[encoding].push(await askPoints(server.url, { series: ids, width: 400 }, { gzip: encoding === 'gzip' }));
      }
      const rows = readPoints(ours.gzip[0]!);
      if (rows.length !== corpus.runs || rows.some(({ total }) => total !== corpus.steps)) throw new Error(`one tag of all runs: ${rows.length} series`);
    } finally {
      await server.stop();
    }

    const theirs = { gzip: [] as Answer[], identity: [] as Answer[] };
    if (context.options.tensorboard !== null) {
      const tensorboard = await startTensorBoard(context.options.tensorboard, corpus.logdir);
      try {
        const url = `${tensorboard.url}/experiment/defaultExperimentId/data/plugin/timeseries/timeSeries`;
        const form = { requests: JSON.stringify([{ plugin: 'scalars', tag }]) };
        for (let i = 0; i < context.options.repeat; i++) {
          for (const encoding of ['gzip', 'identity'] as const) theirs[encoding].push(await ask(url, { form, gzip: encoding === 'gzip' }));
        }
      } finally {
        await tensorboard.stop();
      }
    }

    return (['gzip', 'identity'] as const).flatMap((encoding): Result[] => {
      const note = encoding === 'gzip' ? 'client accepts gzip, as browsers do' : 'client accepts no compression';
      const common = { row: 'wire', corpus: 'runs' as const, note };
      const bytes = (answers: readonly Answer[]) => answers.map(({ wireBytes }) => wireBytes / MB);
      const millis = (answers: readonly Answer[]) => answers.map((answer) => answer.millis);
      const summary = (of: (answers: readonly Answer[]) => number[]) => ({
        ridgeline: median(of(ours[encoding])),
        tensorboard: theirs[encoding].length > 0 ? median(of(theirs[encoding])) : null,
        samples: { ridgeline: of(ours[encoding]), tensorboard: of(theirs[encoding]) },
      });
      // The factor was set against JSON as it is; gzip shrinks text more than numbers.
      const most: Bar[] = [{ kind: 'at-most', value: 1.5 }];
      return [
        { ...common, what: `500 series, bytes, ${encoding}`, unit: 'MB', ...summary(bytes), bars: encoding === 'identity' ? [...most, { kind: 'times-better', factor: 20 }] : most },
        { ...common, what: `500 series, time, ${encoding}`, unit: 'ms', ...summary(millis), bars: [{ kind: 'at-most', value: 150 }, { kind: 'times-better', factor: 20 }] },
      ];
    });
  },
};
