/** The requests of `contract.ts`, parsed: from a JSON body, or from a URL with the same names. */
import { failure } from '../../errors.js';
import { all, flag, idList, number, word, type Fields } from '../parse-request.js';
import type { AtRequest, PointsRequest, RangeRequest, XAxis } from './contract.js';

const AXES: readonly XAxis[] = ['step', 'relative', 'wall'];
/** No screen is wider; the rest of the answer's size is bounded by the budget in `points.ts`. */
const MOST_WIDTH = 16_384;

/** A `PointsRequest` whose defaults are filled in. `runs` and `tags` name series by URL; both are empty for a POST. */
export interface PointsQuery {
  readonly series: readonly number[];
  readonly runs: readonly string[];
  readonly tags: readonly string[];
  readonly width: number | null;
  readonly axis: XAxis;
  readonly xScale: 'linear' | 'log';
  readonly from: number | null;
  readonly to: number | null;
  readonly smoothing: number;
  readonly superseded: boolean;
  readonly partition: boolean;
  readonly times: NonNullable<PointsRequest['times']>;
}

export interface AtQuery extends Required<AtRequest> {}
export interface RangeQuery extends Required<RangeRequest> {}

/** `times` is what the answer carries when the request does not say. */
export function parsePoints(fields: Fields, options: { readonly times: 'elapsed' | 'wall'; readonly byName: boolean }): PointsQuery {
  const runs = options.byName ? all(fields, 'run') : [];
  const tags = options.byName ? all(fields, 'tag') : [];
  if (tags.length === 0 && runs.length === 0 && fields['series'] === undefined) {
    throw failure('invalid-argument', options.byName ? 'Name series by series, or by tag and run.' : 'series is missing.');
  }
  return {
    series: idList(fields, 'series'),
    runs,
    tags,
    width: number(fields, 'width', { least: 1, most: MOST_WIDTH }) ?? null,
    axis: word(fields, 'axis', { words: AXES }) ?? 'step',
    xScale: word(fields, 'xScale', { words: ['linear', 'log'] }) ?? 'linear',
    from: number(fields, 'from') ?? null,
    to: number(fields, 'to') ?? null,
    smoothing: smoothing(fields),
    superseded: flag(fields, 'superseded'),
    partition: flag(fields, 'partition'),
    times: word(fields, 'times', { words: ['elapsed', 'wall'] }) ?? options.times,
  };
}

export function parseAt(fields: Fields): AtQuery {
  return { series: required(fields), axis: word(fields, 'axis', { words: AXES }) ?? 'step', x: finite(fields, 'x'), smoothing: smoothing(fields) };
}

export function parseRange(fields: Fields): RangeQuery {
  return { series: required(fields), axis: word(fields, 'axis', { words: AXES }) ?? 'step', from: finite(fields, 'from'), to: finite(fields, 'to') };
}

function smoothing(fields: Fields): number {
  const weight = number(fields, 'smoothing', { least: 0, most: 1 }) ?? 0;
  if (weight === 1) throw failure('invalid-argument', 'smoothing must be less than 1.');
  return weight;
}

function required(fields: Fields): readonly number[] {
  if (fields['series'] === undefined) throw failure('invalid-argument', 'series is missing.');
  return idList(fields, 'series');
}

function finite(fields: Fields, name: string): number {
  const value = number(fields, name);
  if (value === undefined) throw failure('invalid-argument', `${name} is missing.`);
  return value;
}
