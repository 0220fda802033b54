/** A hyperparameter as an axis: its values ↔ pixels, evenly on its scale; choices each have a place of their own. */
import type { HparamValue, ParameterJson } from '../../../server/plugins/hparams/contract.js';
import { xDomain } from '../../charts/domain.js';
import { formatInteger } from '../../charts/format.js';
import { forward, Projection } from '../../charts/projection.js';
import { yTicks } from '../../charts/ticks.js';
import { cellText } from '../columns.js';
import { isNumber } from './space.js';

export interface LabAxis {
  readonly name: string;
  readonly kind: 'numbers' | 'choices';
  /** Those the answer has, in their order. */
  readonly values: readonly HparamValue[];
  /** Pixels of the first and the last end; `from` is greater on an axis upward. */
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly { readonly pixel: number; readonly label: string }[];
  /** NaN for what has no place here. */
  pixel(value: HparamValue): number;
  /** Where among `values` a pixel is: between two numbers a fraction, of choices the whole number of the nearest. Never beyond the ends. */
  place(pixel: number): number;
  /** Half of what one choice takes, pixels; 0 of numbers. */
  readonly half: number;
}

/** `parameter` undefined: the space was changed since; it is told from the values. `most`: ticks at most. */
export function makeAxis(parameter: ParameterJson | undefined, options: { readonly name: string; readonly values: readonly HparamValue[]; readonly from: number; readonly to: number; readonly most: number }): LabAxis {
  const numbers = options.values.every((value) => typeof value === 'number');
  return numbers && (parameter === undefined || isNumber(parameter)) ? numberAxis({ log: parameter !== undefined && isNumber(parameter) && parameter.log, whole: parameter?.type === 'integer' }, options) : choiceAxis(options);
}

type AxisOptions = Parameters<typeof makeAxis>[1];

function numberAxis({ log, whole }: { readonly log: boolean; readonly whole: boolean }, { name, values, from, to, most }: AxisOptions): LabAxis {
  const numbers = values as readonly number[];
  const [first, last] = [numbers[0] ?? 0, numbers[numbers.length - 1] ?? 1];
  const kind = log && first > 0 ? 'log' : 'linear';
  const projection = new Projection(kind, xDomain({ min: first, max: last }, kind), { from, to });
  const even = numbers.map((value) => forward(kind, value));
  return {
    name,
    kind: 'numbers',
    values,
    from,
    to,
    half: 0,
    ticks: yTicks(projection.domain, kind, Math.max(2, most)).filter(({ value }) => !whole || Number.isInteger(value)).map(({ value, label }) => ({ pixel: projection.pixel(value), label: whole && kind === 'linear' ? formatInteger(value) : label })),
    pixel: (value) => (typeof value === 'number' ? projection.pixel(value) : Number.NaN),
    place: (pixel) => placeOf(even, forward(kind, projection.value(pixel))),
  };
}

/** Index into ascending numbers, with a fraction. */
function placeOf(even: readonly number[], at: number): number {
  let low = 0;
  let high = even.length - 1;
  if (!(at > (even[0] ?? 0))) return 0;
  if (at >= (even[high] as number)) return high;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((even[middle] as number) <= at) low = middle;
    else high = middle;
  }
  const [before, after] = [even[low] as number, even[high] as number];
  return low + (at - before) / (after - before);
}

/** More labels than this would lie over each other on the widest plot. */
const LONGEST_LABEL = 14;

function choiceAxis({ name, values, from, to, most }: AxisOptions): LabAxis {
  const each = (to - from) / Math.max(1, values.length);
  const centre = (i: number): number => from + each * (i + 0.5);
  const places = new Map(values.map((value, i) => [value, i]));
  const every = Math.max(1, Math.ceil(values.length / Math.max(2, most)));
  const label = (value: HparamValue): string => shorten(cellText(value), LONGEST_LABEL);
  return {
    name,
    kind: 'choices',
    values,
    from,
    to,
    half: Math.abs(each) / 2,
    ticks: values.flatMap((value, i) => (i % every === 0 ? [{ pixel: centre(i), label: label(value) }] : [])),
    pixel: (value) => {
      const place = places.get(value);
      return place === undefined ? Number.NaN : centre(place);
    },
    place: (pixel) => Math.max(0, Math.min(values.length - 1, Math.floor((pixel - from) / each))),
  };
}

const shorten = (text: string, most: number): string => (text.length <= most ? text : `${text.slice(0, most - 1)}…`);
