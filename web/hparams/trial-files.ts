/** Tables of trials as files, as TensorBoard names and writes them; of the rows and columns that are shown, in their order. */
import type { Cell } from './columns.js';

export interface TrialTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

export const FILE_FORMATS = ['csv', 'json', 'latex'] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

/** Name and content of the file. Numbers are whole, not rounded. */
export function trialFile(table: TrialTable, format: FileFormat): { readonly name: string; readonly type: string; readonly text: string } {
  switch (format) {
    case 'csv':
      return { name: 'hparams_table.csv', type: 'text/csv', text: [table.header, ...table.rows].map((row) => `${row.map(csvCell).join()}\r\n`).join('') };
    case 'json':
      return { name: 'hparams_table.json', type: 'application/json', text: `${JSON.stringify({ header: table.header, rows: table.rows.map((row) => row.map(jsonCell)) })}\n` };
    case 'latex':
      return { name: 'hparams_table.tex', type: 'application/x-latex', text: latex(table) };
  }
}

/** A cell that begins as a formula does is text to a spreadsheet: what a log says must not be run. */
function csvCell(cell: Cell): string {
  if (typeof cell !== 'string') return cell === null ? '' : String(cell);
  const safe = /^[=+\-@\t]/.test(cell) && Number.isNaN(Number(cell)) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** JSON has no words for what is not a number: Python's, quoted. */
function jsonCell(cell: Cell): Cell {
  if (typeof cell !== 'number' || Number.isFinite(cell)) return cell;
  return Number.isNaN(cell) ? 'NaN' : cell > 0 ? 'Infinity' : '-Infinity';
}

function latex({ header, rows }: TrialTable): string {
  const line = (row: readonly Cell[]): string => row.map(latexCell).join(' & ');
  return `\\begin{table}[tbp]\n\\begin{tabular}{${'l'.repeat(header.length)}}\n${line(header)} \\\\ \\hline\n${rows.map((row) => `${line(row)} \\\\\n`).join('')}\\hline\n\\end{tabular}\n\\end{table}\n`;
}

function latexCell(cell: Cell): string {
  if (cell === null) return '-';
  if (typeof cell === 'boolean') return String(cell);
  if (typeof cell === 'string') return cell.replace(/[\\{}_%&#$^~]/g, (sign) => SIGNS[sign] ?? `\\${sign}`);
  if (Number.isNaN(cell)) return 'NaN';
  if (!Number.isFinite(cell)) return cell > 0 ? '$\\infty$' : '$-\\infty$';
  const [mantissa = '', power] = String(Number(cell.toPrecision(5))).split('e');
  return power === undefined ? `$${mantissa}$` : `$${mantissa}\\cdot 10^{${Number(power)}}$`;
}

const SIGNS: Readonly<Record<string, string>> = { '\\': '\\textbackslash{}', '^': '\\textasciicircum{}', '~': '\\textasciitilde{}' };
