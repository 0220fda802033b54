import { expect, test } from 'vitest';
import { readChoices, USUAL, writeChoices, type LabChoices } from '../../../../web/hparams/lab/choices.js';

test('what is as usual needs no words', () => {
  expect(writeChoices(USUAL)).toBe('');
  expect(readChoices('')).toEqual(USUAL);
});

test('what was chosen comes back', () => {
  const choices: LabChoices = {
    ...USUAL, metric: 'm::val/acc', strategy: 'grid', count: 8, seed: 7, acquisition: 'upper-confidence-bound', exploration: 0, gridPoints: 3,
    space: { parameters: [{ name: 'lr', type: 'float', low: 0, high: 1, log: false }] }, along: 'lr', x: 'lr', y: 'toString',
  };
  expect(readChoices(writeChoices(choices))).toEqual(choices);
});

test.each(['{', '[]', 'null', '3', '{"strategy":"toString","count":0,"seed":-1,"exploration":2,"gridPoints":1.5,"space":{},"along":3,"acquisition":[]}'])('%s is as usual', (text) => {
  expect(readChoices(text)).toEqual(USUAL);
});
