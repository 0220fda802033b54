import type { JsonNumber } from '../../server/contract.js';
import type { AtAnswer, RangeAnswer } from '../../server/plugins/scalars/contract.js';
import { formatInteger, formatRelative, formatValue } from '../charts/format.js';
import type { TableColumn } from '../charts/table.js';

/** Columns of the range table that are off at first, as in TensorBoard. */
export const OPTIONAL_COLUMNS: readonly { readonly key: string; readonly label: string }[] = [
  { key: 'stepAtMax', label: 'Step at max' },
  { key: 'stepAtMin', label: 'Step at min' },
  { key: 'mean', label: 'Mean' },
  { key: 'count', label: 'Points' },
];

/** Keys of columns as they are kept: separated by commas. */
export const readKeys = (text: string): string[] => text.split(',').filter((key) => key !== '');
export const writeKeys = (keys: readonly string[]): string => keys.join(',');

/**
 * Columns in a remembered order. The first one names the rows and stays first; one the order does not name (it is new, or was
 * not there) stands behind the column it stands behind by default.
 */
export function inOrder(columns: readonly TableColumn[], order: readonly string[]): TableColumn[] {
  const [name, ...rest] = columns;
  if (name === undefined) return [];
  const sorted = order.flatMap((key) => rest.find((column) => column.key === key) ?? []);
  rest.forEach((column, i) => {
    if (sorted.includes(column)) return;
    const before = rest[i - 1];
    sorted.splice(before === undefined ? 0 : sorted.indexOf(before) + 1, 0, column);
  });
  return [name, ...sorted];
}

/** Run, Smoothed, Value, Step, Relative: the points nearest to the chosen step. `Smoothed` only with smoothing. */
export function stepColumns(answer: AtAnswer, options: { readonly nameOf: (series: number) => string; readonly smoothed: boolean }): TableColumn[] {
  return [
    nameColumn(answer.series, options.nameOf),
    ...(options.smoothed ? [valueColumn('smoothed', 'Smoothed', answer.smoothed)] : []),
    valueColumn('value', 'Value', answer.value),
    numberColumn('step', 'Step', { values: answer.step, format: formatInteger }),
    numberColumn('relative', 'Relative', { values: answer.relative, format: formatRelative }),
  ];
}

/** Run, Min, Max, Start Value, End Value, Δ, %, Start Step, End Step, and the optional ones asked for. */
export function rangeColumns(answer: RangeAnswer, options: { readonly nameOf: (series: number) => string; readonly extra: readonly string[] }): TableColumn[] {
  const start = answer.startValue.map(Number);
  const change = answer.endValue.map((end, i) => Number(end) - (start[i] as number));
  const percent = change.map((delta, i) => (delta / Math.abs(start[i] as number)) * 100);
  const optional: Readonly<Record<string, () => TableColumn>> = {
    stepAtMax: () => numberColumn('stepAtMax', 'Step at max', { values: answer.stepAtMax, format: formatInteger }),
    stepAtMin: () => numberColumn('stepAtMin', 'Step at min', { values: answer.stepAtMin, format: formatInteger }),
    mean: () => valueColumn('mean', 'Mean', answer.mean),
    count: () => numberColumn('count', 'Points', { values: answer.count, format: formatInteger }),
  };
  return [
    nameColumn(answer.series, options.nameOf),
    valueColumn('min', 'Min', answer.min),
    valueColumn('max', 'Max', answer.max),
    valueColumn('startValue', 'Start value', answer.startValue),
    valueColumn('endValue', 'End value', answer.endValue),
    numberColumn('change', 'Δ value', { values: change, format: formatChange }),
    numberColumn('percent', '% change', { values: percent, format: (value) => (Number.isFinite(value) ? `${formatChange(Number(value.toPrecision(4)))} %` : '–') }),
    numberColumn('startStep', 'Start step', { values: answer.startStep, format: formatInteger }),
    numberColumn('endStep', 'End step', { values: answer.endStep, format: formatInteger }),
    ...OPTIONAL_COLUMNS.filter(({ key }) => options.extra.includes(key)).flatMap(({ key }) => optional[key]?.() ?? []),
  ];
}

const formatChange = (value: number): string => (value > 0 ? `+${formatValue(value)}` : formatValue(value));

const nameColumn = (series: readonly number[], nameOf: (series: number) => string): TableColumn => {
  const name = (row: number): string => nameOf(series[row] ?? -1);
  return { key: 'run', label: 'Run', numeric: false, text: name, order: name };
};

const valueColumn = (key: string, label: string, values: readonly JsonNumber[]): TableColumn =>
  numberColumn(key, label, { values: values.map(Number), format: formatValue });

const numberColumn = (key: string, label: string, { values, format }: { values: readonly number[]; format: (value: number) => string }): TableColumn => ({
  key,
  label,
  numeric: true,
  text: (row) => format(values[row] ?? Number.NaN),
  order: (row) => values[row] ?? Number.NaN,
});
