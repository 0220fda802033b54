import { expect, test } from 'vitest';
import { bucketsCsv, bucketsJson, percentilesCsv, percentilesJson } from '../../../web/histograms/files.js';
import { columnsOf } from './instruments.js';

const named = [{ run: 'a,"b"', tag: 'w', columns: columnsOf([[0, 1, 4], [1, Infinity, 2]], [], [[0, 1, 3]]) }];

test('buckets of the shown steps are written as TensorBoard has them', () => {
  expect(JSON.parse(bucketsJson(named, { from: 0, to: 10 }))).toEqual([
    { run: 'a,"b"', tag: 'w', histograms: [[1_000_000, 0, [[0, 1, 4], [1, 'Infinity', 2]]], [1_000_001, 10, []]] },
  ]);
  expect(bucketsCsv(named, null).split('\r\n')).toEqual([
    'run,tag,wall_time,step,left,right,count', '"a,""b""",w,1000000,0,0,1,4', '"a,""b""",w,1000000,0,1,Infinity,2', '"a,""b""",w,1000002,20,0,1,3', '',
  ]);
});
test('percentiles are written with their basis points, or as a line a step', () => {
  expect(JSON.parse(percentilesJson(named, { from: 10, to: 10 }))[0].distributions[0].slice(0, 2)).toEqual([1_000_001, 10]);
  expect(JSON.parse(percentilesJson(named, null))[0].distributions[0][2][1]).toEqual([668, 1]);
  expect(percentilesCsv(named, { from: 20, to: 99 }).split('\r\n')[1]).toBe('"a,""b""",w,1000002,20,20,21,22,23,24,25,26,27,28');
});
