import { expect, test } from 'vitest';
import { decodeHistograms } from '../../../web/api/histograms.js';
import { answerOf } from '../histograms/instruments.js';

test('an answer becomes flat columns for each series, without the steps that cannot be read', () => {
  const nine = [0, 1, 2, 3, 4, 5, 6, 7, 8];
  const [first, second, ...more] = decodeHistograms(answerOf([
    { series: 7, run: 'a', step: 0, wallTime: 10.5, total: 500, buckets: [0, 1, 4, 1, 2, 6], percentiles: nine },
    { series: 7, run: 'a', step: 3, wallTime: 11, total: 500, buckets: null, percentiles: [] },
    { series: 7, run: 'a', step: 2 ** 40, wallTime: 11.5, total: 500, buckets: [0, 1, 1], percentiles: [] },
    { series: 9, run: 'b', step: 3, wallTime: 12.5, total: 1, buckets: [], percentiles: nine },
  ]));
  expect(more).toEqual([]);
  expect(first).toMatchObject({ series: 7, run: 'a', tag: 'w', total: 500, unreadable: 1 });
  expect([first?.steps, first?.wallTimes, first?.offsets, first?.buckets].map((column) => [...(column ?? [])])).toEqual([[0, 2 ** 40], [10.5, 11.5], [0, 6, 9], [0, 1, 4, 1, 2, 6, 0, 1, 1]]);
  // A list that was left out is not a number, never zero.
  expect([...(first?.percentiles ?? [])]).toEqual([...nine, ...new Array<number>(9).fill(Number.NaN)]);
  expect([second?.series, second?.total, [...(second?.offsets ?? [])], [...(second?.percentiles ?? [])]]).toEqual([9, 1, [0, 0], nine]);
});

test('an empty answer has no rows', () => {
  expect(decodeHistograms(answerOf([]))).toEqual([]);
});
