import { expect, test } from 'vitest';
import type { SliceAnswer } from '../../../../server/plugins/hparams/contract.js';
import { evidenceWords, metricWords, sentence, sliceLabel, sliceReading, valueText } from '../../../../web/hparams/lab/words.js';

const slice: SliceAnswer = {
  metric: { group: 'validation', tag: 'loss' }, goal: 'minimize', space: { parameters: [] }, spaceFrom: 'inferred', finished: 2, failed: 0, running: 0,
  parameter: 'lr', at: {}, x: [0.01, 0.1], mean: [0.25, 0.5], deviation: [0.12, 0.25], acquisition: [0.5, 0.75], maximum: 1,
  points: { trial: ['a'], x: [0.1], y: [], value: [0.3], distance: [0] }, model: { noise: 0, priorDeviation: 1, lengthScales: [1] },
};

test('a slice says what it shows and what is read of it', () => {
  expect(sliceLabel(slice)).toBe('validation/loss along lr, 0.01 to 0.1, expected 0.25 to 0.5; 1 trial; most worth a try at 0.1');
  expect(sliceReading(slice, 0, 'expected improvement')).toBe('lr 0.01: validation/loss 0.25 ± 0.12, expected improvement 0.5');
  expect(sliceLabel({ ...slice, x: [], mean: [Number.NaN] })).toBe('validation/loss along lr, – to –; 1 trial; most worth a try at –');
});

test('what the model learns from is counted in words', () => {
  expect(evidenceWords({ finished: 1, failed: 0, running: 0 })).toBe('1 finished trial');
  expect(evidenceWords({ finished: 1200, failed: 3, running: 2 })).toBe('1,200 finished trials, 3 failed, 2 running');
});

test('notes become sentences, values are read', () => {
  expect([sentence('every combination is tried'), sentence('Done.')]).toEqual(['Every combination is tried.', 'Done.']);
  expect([valueText(undefined), valueText(true), valueText('adam'), valueText(0.123456)]).toEqual(['–', 'true', 'adam', '0.1235']);
  expect(metricWords({ group: '', tag: 'loss' })).toBe('loss');
});
