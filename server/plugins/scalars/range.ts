/** What happened between two x, of many series, over every point (`contract.ts`). */
import { toJsonNumber } from '../../model/json-number.js';
import { seriesId } from '../../model/names.js';
import { jsonAnswer } from '../answers.js';
import type { Query } from '../plugin.js';
import type { RangeAnswer } from './contract.js';
import { readLines, searchSorted, type Line } from './lines.js';
import type { RangeQuery } from './requests.js';

type Growing<Answer> = { -readonly [Key in keyof Answer]: Answer[Key] extends readonly (infer Item)[] ? Item[] : never };

/** Parameters are a `RangeQuery`. */
export const rangeQuery: Query = (reader, params) => {
  const { series, axis, from, to } = params as RangeQuery;
  const answer: Growing<RangeAnswer> = {
    series: [],
    count: [],
    startStep: [],
    endStep: [],
    startValue: [],
    endValue: [],
    min: [],
    max: [],
    mean: [],
    stepAtMin: [],
    stepAtMax: [],
  };
  for (const id of series) {
    if (reader.seriesById(seriesId(id))?.dataClass !== 'scalar') continue;
    const { lines } = readLines(reader, seriesId(id), { axis, smoothing: 0, superseded: false, partition: false });
    const [line] = lines;
    if (line === undefined) continue;
    const first = searchSorted(line.x, Math.min(from, to));
    const end = searchSorted(line.x, Math.max(from, to), { after: true });
    if (end <= first) continue;
    const { min, max, mean, atMin, atMax } = summarise(line, { first, end });
    answer.series.push(id);
    answer.count.push(end - first);
    answer.startStep.push(line.steps[first] as number);
    answer.endStep.push(line.steps[end - 1] as number);
    answer.startValue.push(toJsonNumber(line.values[first] as number));
    answer.endValue.push(toJsonNumber(line.values[end - 1] as number));
    answer.min.push(toJsonNumber(min));
    answer.max.push(toJsonNumber(max));
    answer.mean.push(toJsonNumber(mean));
    answer.stepAtMin.push(line.steps[atMin] as number);
    answer.stepAtMax.push(line.steps[atMax] as number);
  }
  return jsonAnswer(answer);
};

/** Over finite values; without any, NaN and the first index. Of equal extremes the first. */
function summarise({ values }: Line, { first, end }: { readonly first: number; readonly end: number }) {
  let [min, max, mean, count] = [NaN, NaN, 0, 0];
  let [atMin, atMax] = [first, first];
  for (let i = first; i < end; i++) {
    const value = values[i] as number;
    if (!Number.isFinite(value)) continue;
    count += 1;
    // A running mean: the sum of large values could overflow.
    mean += (value - mean) / count;
    if (count === 1 || value < min) [min, atMin] = [value, i];
    if (count === 1 || value > max) [max, atMax] = [value, i];
  }
  return { min, max, mean: count === 0 ? NaN : mean, atMin, atMax };
}
