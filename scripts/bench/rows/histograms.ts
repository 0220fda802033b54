/** 200 histogram series of 500 steps: first load, memory, and one card at the steps it first asks for and at all of them. */
import { tableFromIPC } from '@uwdata/flechette';
import { ask } from '../http.js';
import { indexBytes, startRidgeline } from '../ridgeline.js';
import type { Row } from '../row.js';
import { median } from '../statistics.js';

const MB = 1e6;
const TIMES = 15;

export const histograms: Row = {
  name: 'histograms',
  about: '200 tags × 500 steps of histograms: first load, memory, one card',
  async run(context) {
    const corpus = context.mediaCorpus('histograms');
    const index = context.newIndex();
    const server = await startRidgeline({ logdir: corpus.logdir, index });
    try {
      const seconds = (await server.loaded()) / 1000;
      const { resident, highest } = server.process.memory();
      const [id] = (await server.series()).id;
      const card = async (steps: number): Promise<number[]> => {
        const millis: number[] = [];
        for (let i = 0; i < TIMES; i++) {
          const answer = await ask(`${server.url}/api/plugins/histograms/points`, { json: { series: [id], steps } });
          const { numRows } = tableFromIPC(answer.body);
          if (numRows !== steps) throw new Error(`${numRows} histograms, asked for ${steps}`);
          millis.push(answer.millis);
        }
        return millis;
      };
      const [few, all] = [await card(51), await card(500)];
      const common = { row: 'histograms', corpus: 'histograms' as const, tensorboard: null, note: '' };
      return [
        { ...common, what: 'first load', unit: 's', ridgeline: seconds, bars: [], note: `${corpus.records.toLocaleString('en')} records` },
        { ...common, what: 'resident after it', unit: 'MB', ridgeline: resident / MB, bars: [{ kind: 'at-most', value: 250 }], note: `highest ${(highest / MB).toFixed(0)} MB` },
        { ...common, what: 'index', unit: '%', ridgeline: (100 * indexBytes(index)) / corpus.bytes, bars: [] },
        { ...common, what: 'one card, 51 steps', unit: 'ms', ridgeline: median(few), bars: [], samples: { ridgeline: few, tensorboard: [] } },
        { ...common, what: 'one card, all 500 steps', unit: 'ms', ridgeline: median(all), bars: [], samples: { ridgeline: all, tensorboard: [] } },
      ];
    } finally {
      await server.stop();
    }
  },
};
