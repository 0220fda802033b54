import { expect, test } from 'vitest';
import type { Importance } from '../../../server/lab/importance.js';
import { importanceSentences, whySentence } from '../../../server/lab/sentences.js';
import type { SearchSpace } from '../../../server/lab/space.js';

const space: SearchSpace = {
  parameters: [...['lr', 'width', 'dropout'].map((name) => ({ name, type: 'float' as const, low: 0, high: 1, log: false })), { name: 'opt', type: 'categorical', choices: ['a', 'b'] }],
};
const one = (parameter: string, total: number, more: Partial<Importance> = {}): Importance => ({ parameter, main: total, total, uncertainty: 0.01, ...more });
const say = (importances: readonly Importance[], finished = 20) => importanceSentences({ space, importances, metric: 'val/acc', finished });

test('one that matters, two that a grid would waste its tries on', () => {
  expect(say([one('lr', 0.9, { uncertainty: 0.06 }), one('width', 0.1), one('opt', 0.01), one('dropout', 0)])).toEqual([
    'lr matters most for val/acc: it takes part in 90 % of how it varies (± 6 %).',
    'A grid would waste its tries on opt and dropout, which hardly change val/acc: of 250 combinations each setting of the rest is tried 10 times over, and lr gets only 5 different values.',
  ]);
});

test('several that matter, and act together', () => {
  expect(say([one('lr', 0.9, { main: 0.1 }), one('width', 0.85, { main: 0.1 }), one('dropout', 0.1), one('opt', 0.1)])).toEqual([
    'lr matters most for val/acc: it takes part in 90 % of how it varies (± 1 %).',
    'width (85 %) matters, too.',
    'lr and width act together: the best value of one depends on the other, so do not tune them one after the other.',
  ]);
});

test('what is uncertain is neither praised as settled nor called a waste', () => {
  const sentences = say([one('lr', 0.6), one('dropout', 0.02, { uncertainty: 0.3 })], 6);
  expect(sentences).toContain('After 6 finished trials this is not settled for dropout; a few more will tell.');
  expect(sentences.join()).not.toMatch(/grid/);
});

test('too few trials, a metric that never changes, nothing that stands out, a single hyperparameter', () => {
  expect(say([], 1)).toEqual(['Which hyperparameters matter for val/acc can be said after four finished trials; there is 1.']);
  expect(say([one('lr', 0), one('opt', 0)])).toEqual(['val/acc was the same whatever was tried: nothing matters so far.']);
  expect(say([one('lr', 0.15), one('opt', 0.12)])).toEqual(['No hyperparameter stands out: none explains more than 15 % of how val/acc varies.']);
  expect(say([one('lr', 1)])).toEqual(['lr is all that was varied.']);
});

test('each reason is a sentence', () => {
  const suggestion = { configuration: {}, predicted: { mean: 0.91, deviation: 0.02 }, expectedImprovement: 0.005, nearest: null };
  const format = (x: number) => x.toFixed(3);
  expect(whySentence({ ...suggestion, reason: 'exploits' }, format)).toBe('Exploits: near what did well, about 0.910 ± 0.020 is expected, 0.005 better than the best on average.');
  expect(whySentence({ ...suggestion, reason: 'explores' }, format)).toBe('Explores: little is known here, anything about 0.910 ± 0.020 is possible.');
  for (const reason of ['grid', 'random', 'fills'] as const) expect(whySentence({ ...suggestion, predicted: null, reason }, format)).toMatch(/^[A-Z].*\.$/);
});
