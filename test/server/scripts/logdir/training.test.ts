import { expect, test } from 'vitest';
import { Training, trainTags, validTags } from '../../../../scripts/logdir/training.js';

const hyperparameters = { learningRate: 0.1, batchSize: 64, steps: 1000 };

test('one value for each tag, the same at the same step, others at another attempt', () => {
  const training = new Training(hyperparameters, 3);
  expect(training.train(10)).toHaveLength(trainTags.length);
  expect(training.valid(10)).toHaveLength(validTags.length);
  expect(new Training(hyperparameters, 3).train(10)).toEqual(training.train(10));
  expect(training.train(10, 1)).not.toEqual(training.train(10, 0));
});

test('the loss falls, accuracy rises and stays a share', () => {
  const training = new Training(hyperparameters, 3);
  const [early, late] = [training.train(0), training.train(999)];
  expect(late[0]!).toBeLessThan(early[0]! / 3);
  expect(late[1]!).toBeGreaterThan(early[1]!);
  for (let step = 0; step < 1000; step += 37) {
    expect(training.train(step)[1]!).toBeGreaterThanOrEqual(0);
    expect(training.train(step)[1]!).toBeLessThanOrEqual(1);
  }
});

test('the rate warms up to its peak and ends near nothing', () => {
  const training = new Training(hyperparameters, 3);
  const rates = Array.from({ length: 1000 }, (_, step) => training.learningRate(step));
  expect(Math.max(...rates)).toBeCloseTo(0.1, 3);
  expect(rates[0]!).toBeLessThan(0.01);
  expect(rates[999]!).toBeLessThan(0.001);
});

test('a diverging training passes through infinity and stays NaN', () => {
  const training = new Training({ ...hyperparameters, divergesAt: 100 }, 3);
  const losses = Array.from({ length: 1000 }, (_, step) => training.train(step)[0]!);
  const [infinite, notNumber] = [losses.indexOf(Infinity), losses.findIndex(Number.isNaN)];
  expect(losses.slice(0, infinite).every(Number.isFinite)).toBe(true);
  expect(infinite).toBeGreaterThan(100);
  expect(notNumber).toBeGreaterThan(infinite);
  expect(losses.slice(notNumber).every(Number.isNaN)).toBe(true);
});
