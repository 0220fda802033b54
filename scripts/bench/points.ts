/** Asks Ridgeline for points as its page does, and reads the Arrow answer. */
import { tableFromIPC } from '@uwdata/flechette';
import type { PointsRequest } from '../../server/plugins/scalars/contract.js';
import { ask, type Answer } from './http.js';

/** One row of the answer: a series. */
export interface SeriesPoints {
  readonly series: number;
  readonly run: string;
  readonly tag: string;
  /** Points in the range before thinning. */
  readonly total: number;
  readonly steps: ArrayLike<number>;
  readonly values: ArrayLike<number>;
}

export function askPoints(url: string, request: PointsRequest, { gzip = true }: { gzip?: boolean } = {}): Promise<Answer> {
  return ask(`${url}/api/plugins/scalars/points`, { json: request, gzip });
}

/** Rows of an answer; an error status is thrown. */
export function readPoints({ status, body }: Answer): SeriesPoints[] {
  if (status !== 200) throw new Error(`points answered ${status}: ${body.toString('utf8', 0, 300)}`);
  const table = tableFromIPC(body);
  const column = (name: string) => table.getChild(name);
  const [series, run, tag, total, step, value] = ['series', 'run', 'tag', 'total', 'step', 'value'].map(column);
  return Array.from({ length: table.numRows }, (_, i) => ({
    series: series?.at(i) as number,
    run: run?.at(i) as string,
    tag: tag?.at(i) as string,
    total: total?.at(i) as number,
    steps: step?.at(i) as ArrayLike<number>,
    values: value?.at(i) as ArrayLike<number>,
  }));
}
