/** The lab's proposals against chance, a grid and Optuna, on functions whose minimum is known; and how long an answer takes. */
import { importance } from '../../../server/lab/importance.js';
import { createRandom } from '../../../server/lab/random.js';
import { suggest, type Trial } from '../../../server/lab/suggest.js';
import type { SearchSpace } from '../../../server/lab/space.js';
import { functions, type TestFunction } from '../lab/functions.js';
import { optunaRegrets } from '../lab/optuna.js';
import { EVALUATIONS, gridRegretOf, regretOf, SEEDS } from '../lab/regrets.js';
import type { Result, Row } from '../row.js';
import { median } from '../statistics.js';

/** Regrets below this part of random search's are as good as none: which of two is smaller says nothing. */
const AS_GOOD_AS_NONE = 1e-3;
const seeds = Array.from({ length: SEEDS }, (_, i) => i);

export const lab: Row = {
  name: 'lab',
  about: `regret of proposals after ${EVALUATIONS} evaluations, ${SEEDS} seeds, beside random search, a grid and Optuna`,
  async run(context) {
    const optuna = await optunaRegrets({ tensorboard: context.options.tensorboard?.command ?? null, evaluations: EVALUATIONS, seeds: SEEDS });
    if (optuna === null) context.log('Optuna: not installed, nothing to compare with');
    const results: Result[] = [];
    for (const one of functions) {
      context.log(`  ${one.name}`);
      results.push(...regretRows(one, optuna?.[one.name] ?? null));
    }
    return [...results, ...times()];
  },
};

function regretRows(one: TestFunction, optuna: readonly number[] | null): Result[] {
  const bayes = seeds.map((seed) => regretOf(one, { strategy: 'bayes', seed }));
  const random = seeds.map((seed) => regretOf(one, { strategy: 'random', seed }));
  const [own, chance] = [median(bayes), median(random)];
  const text = (x: number): string => x.toExponential(2);
  const rows = [share(one, { what: 'share of random search', ours: own, theirs: chance, most: 10, note: `${text(own)} against ${text(chance)}`, samples: bayes })];
  if (optuna !== null) {
    const floor = AS_GOOD_AS_NONE * chance;
    const theirs = median(optuna);
    rows.push(share(one, { what: "share of Optuna's GPSampler", ours: Math.max(own, floor), theirs: Math.max(theirs, floor), most: 100, note: `${text(own)} against ${text(theirs)}; below ${text(floor)} counts as none`, samples: optuna }));
  }
  if (one.name === 'one-input') {
    const grid = median(seeds.map((seed) => gridRegretOf(one, seed)));
    rows.push(share(one, { what: "random search's share of a grid", ours: chance, theirs: grid, most: 99.9, note: `${text(chance)} against ${text(grid)}`, samples: random }));
  }
  return rows;
}

interface Share {
  readonly what: string;
  readonly ours: number;
  readonly theirs: number;
  readonly most: number;
  readonly note: string;
  readonly samples: readonly number[];
}

const share = (one: TestFunction, { what, ours, theirs, most, note, samples }: Share): Result => ({
  row: 'lab',
  what: `${one.name}: median regret, ${what}`,
  corpus: '',
  unit: '%',
  ridgeline: (100 * ours) / theirs,
  tensorboard: null,
  bars: [{ kind: 'at-most', value: most }],
  samples: { ridgeline: samples, tensorboard: [] },
  note,
});

/** An answer after 1,000 trials of six hyperparameters. */
function times(): Result[] {
  const random = createRandom(1);
  const space: SearchSpace = { parameters: Array.from({ length: 6 }, (_, i) => ({ name: `x${i}`, type: 'float', low: 0, high: 1, log: false })) };
  const trials = Array.from({ length: 1000 }, (): Trial => {
    const configuration = Object.fromEntries(space.parameters.map(({ name }) => [name, random.next()]));
    return { configuration, value: Math.sin(5 * (configuration['x0'] ?? 0)) + (configuration['x1'] ?? 0) ** 2 + 0.1 * random.normal() };
  });
  const time = (what: string, work: () => unknown): Result => {
    const samples = [0, 1, 2].map(() => {
      const start = performance.now();
      work();
      return performance.now() - start;
    });
    return { row: 'lab', what, corpus: '', unit: 'ms', ridgeline: median(samples), tensorboard: null, bars: [{ kind: 'at-most', value: 2000 }], samples: { ridgeline: samples, tensorboard: [] }, note: '1,000 trials, 6 hyperparameters' };
  };
  return [
    time('four proposals', () => suggest({ space, trials, goal: 'maximize', strategy: 'bayes', count: 4, seed: 0 })),
    time('importance with its uncertainty', () => importance({ space, trials, goal: 'maximize', seed: 0 })),
  ];
}
