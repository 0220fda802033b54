/** Memory of the whole server process after the first load, and that ten times the points do not take more. */
import type { Row } from '../row.js';
import { median } from '../statistics.js';

const MB = 1e6;
/** Garbage collection decides the last megabytes; growth below this is not growth. */
const NOISE_MB = 40;

export const memory: Row = {
  name: 'memory',
  about: 'resident memory after the first load, and with a tenth of the points',
  async run(context) {
    const results = [];
    const resident = async (corpus: 'points' | 'runs' | 'tenth') => {
      const { ridgeline, rustboard } = await context.firstLoads(corpus);
      const of = (loads: typeof ridgeline) => median(loads.map((one) => one.memory)) / MB;
      return { ridgeline: of(ridgeline), rustboard: rustboard.length > 0 ? of(rustboard) : null, highest: Math.max(...ridgeline.map((one) => one.highest)) / MB };
    };
    for (const corpus of ['points', 'runs'] as const) {
      const { ridgeline, rustboard, highest } = await resident(corpus);
      results.push({
        row: 'memory',
        what: 'resident after the first load',
        corpus,
        unit: 'MB' as const,
        ridgeline,
        tensorboard: rustboard,
        bars: [{ kind: 'at-most' as const, value: 250 }],
        note: `highest while loading ${highest.toFixed(0)} MB; TensorBoard without its Python server`,
      });
    }
    const [tenth, all] = [await resident('tenth'), await resident('points')];
    results.push({
      row: 'memory',
      what: 'growth from 1 M to 10 M points',
      corpus: 'points' as const,
      unit: 'MB' as const,
      ridgeline: all.ridgeline - tenth.ridgeline,
      tensorboard: null,
      bars: [{ kind: 'at-most' as const, value: NOISE_MB }],
      note: `${tenth.ridgeline.toFixed(0)} MB with 1 M points`,
    });
    return results;
  },
};
