/** Size of the index next to the event files it was made from. */
import type { Row } from '../row.js';

export const indexSize: Row = {
  name: 'index-size',
  about: 'bytes of the index a byte of event files',
  async run(context) {
    const results = [];
    for (const corpus of ['points', 'runs'] as const) {
      const { indexBytes } = await context.firstLoads(corpus);
      const { bytes, records } = context.corpus(corpus);
      results.push({
        row: 'index-size',
        what: 'index, share of the event files',
        corpus,
        unit: '%' as const,
        ridgeline: (100 * indexBytes) / bytes,
        tensorboard: null,
        bars: [{ kind: 'at-most' as const, value: 25 }],
        note: `${(indexBytes / 1e6).toFixed(1)} MB, ${(indexBytes / records).toFixed(1)} bytes a point`,
      });
    }
    return results;
  },
};
