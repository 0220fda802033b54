/** TensorBoard's tables of trials as files (`plugins/hparams/download_data.py`), byte for byte. */
import { jsonFloat, jsonText, pythonFloat } from '../../model/python-text.js';
import { metricKey } from './metrics.js';
import type { SessionGroup } from './session-groups.js';
import type { Experiment, HparamValue } from './study.js';

export type DownloadFormat = 'csv' | 'json' | 'latex';

/** A missing hyperparameter is '', a missing metric null. */
type Cell = HparamValue | null;

/** A table: hyperparameters, then metrics, of each the columns that are visible. */
export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** `visible[i]` belongs to column i; columns past its end are left out. */
export function tableOf(experiment: Experiment, groups: readonly SessionGroup[], visible: readonly boolean[]): Table {
  const shown = <Item>(row: readonly Item[]): Item[] => row.filter((_, i) => visible[i] === true);
  const header = [...experiment.hparams.map(({ displayName, name }) => displayName || name), ...experiment.metrics.map(({ displayName, name }) => displayName || name.tag)];
  const rows = groups.map(({ hparams, metrics }) => {
    const values = new Map(metrics.map(({ name, value }) => [metricKey(name), value]));
    return shown<Cell>([...experiment.hparams.map(({ name }) => hparams.get(name) ?? ''), ...experiment.metrics.map(({ name }) => values.get(metricKey(name)) ?? null)]);
  });
  return { header: shown(header), rows };
}

/** The file and its type. */
export function formatTable(table: Table, format: DownloadFormat): { readonly type: string; readonly text: string } {
  switch (format) {
    case 'csv':
      return { type: 'text/csv; charset=utf-8', text: [table.header, ...table.rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('') };
    case 'json':
      return { type: 'application/json', text: `{"header": [${table.header.map(jsonText).join(', ')}], "rows": [${table.rows.map((row) => `[${row.map(jsonCell).join(', ')}]`).join(', ')}]}` };
    case 'latex':
      return { type: 'application/x-latex', text: latex(table) };
  }
}

function csvCell(cell: Cell, _at: number, row: readonly Cell[]): string {
  if (cell === null || cell === '') return row.length === 1 ? '""' : '';
  if (typeof cell === 'number') return pythonFloat(cell);
  if (typeof cell === 'boolean') return cell ? 'True' : 'False';
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function jsonCell(cell: Cell): string {
  return typeof cell === 'number' ? jsonFloat(cell) : typeof cell === 'string' ? jsonText(cell) : String(cell);
}

function latex({ header, rows }: Table): string {
  const line = (row: readonly Cell[]): string => row.map(latexCell).join(' & ');
  const body = rows.map((row) => `${line(row)} \\\\\n`).join('');
  return `\\begin{table}[tbp]\n\\begin{tabular}{${'l'.repeat(header.length)}}\n${line(header)} \\\\ \\hline\n${body}\\hline\n\\end{tabular}\n\\end{table}\n`;
}

function latexCell(cell: Cell): string {
  if (cell === null) return '-';
  if (typeof cell === 'boolean') return `$${cell ? 1 : 0}$`;
  if (typeof cell === 'string') return cell.replaceAll('_', '\\_').replaceAll('%', '\\%');
  if (Number.isNaN(cell)) return '$\\mathrm{NaN}$';
  if (!Number.isFinite(cell)) return `$${cell < 0 ? '-' : '+'}\\infty$`;
  const [coefficient = '', exponent] = threeDigits(cell).split('e');
  return exponent === undefined ? `$${coefficient}$` : `$${coefficient}\\cdot 10^{${Number(exponent)}}$`;
}

/** C's `%.3g`. */
function threeDigits(x: number): string {
  if (x === 0) return Object.is(x, -0) ? '-0' : '0';
  const [digits = '', exponent = '0'] = x.toExponential(2).split('e');
  const power = Number(exponent);
  const short = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);
  return power < -4 || power >= 3 ? `${short(digits)}e${power}` : short(x.toFixed(2 - power));
}
