/** The exact point nearest to an x, of many series (`contract.ts`): the tooltip's numbers. */
import { toJsonNumber } from '../../model/json-number.js';
import { seriesId } from '../../model/names.js';
import { jsonAnswer } from '../answers.js';
import type { Query } from '../plugin.js';
import type { AtAnswer } from './contract.js';
import { readLines, searchSorted } from './lines.js';
import type { AtQuery } from './requests.js';

type Growing<Answer> = { -readonly [Key in keyof Answer]: Answer[Key] extends readonly (infer Item)[] ? Item[] : never };

/** Parameters are an `AtQuery`. Of two points equally near the later is taken; series without points are left out. */
export const atQuery: Query = (reader, params) => {
  const { series, axis, x, smoothing } = params as AtQuery;
  const answer: Growing<AtAnswer> = { series: [], step: [], wallTime: [], relative: [], value: [], smoothed: [] };
  for (const id of series) {
    if (reader.seriesById(seriesId(id))?.dataClass !== 'scalar') continue;
    const { lines, start } = readLines(reader, seriesId(id), { axis, smoothing, superseded: false, partition: false });
    const [line] = lines;
    if (line === undefined) continue;
    const i = nearest(line.x, x);
    const [wallTime, value] = [line.wallTimes[i] as number, line.values[i] as number];
    answer.series.push(id);
    answer.step.push(line.steps[i] as number);
    answer.wallTime.push(wallTime);
    answer.relative.push(wallTime - start);
    answer.value.push(toJsonNumber(value));
    answer.smoothed.push(toJsonNumber(line.smoothed === null ? value : (line.smoothed[i] as number)));
  }
  return jsonAnswer(answer);
};

/** Index of the x nearest to `x`; `xs` is not empty and ascending. */
function nearest(xs: Float64Array, x: number): number {
  const after = searchSorted(xs, x, { after: true });
  if (after === 0) return 0;
  if (after === xs.length) return after - 1;
  return x - (xs[after - 1] as number) < (xs[after] as number) - x ? after - 1 : after;
}
