/** Results as a table for a terminal, and as the JSON that `--json` writes. */
import { judge, timesBetter, type Bar, type Result, type Unit } from './row.js';

const digits: Readonly<Record<Unit, number>> = { s: 2, ms: 1, MB: 1, '%': 1, count: 0 };

/** One line a result: row, corpus, what, both figures, ratio, bars, verdict; notes below. */
export function formatTable(results: readonly Result[]): string {
  const head = ['row', 'corpus', 'what', 'Ridgeline', 'TensorBoard', 'ratio', 'bar', ''];
  const body = results.map((result) => {
    const times = timesBetter(result);
    return [
      result.row,
      result.corpus,
      result.what,
      figure(result.ridgeline, result.unit),
      figure(result.tensorboard, result.unit),
      times === null ? '' : `${times.toFixed(times < 10 ? 2 : 0)}×`,
      result.bars.map((bar) => formatBar(bar, result.unit)).join(', '),
      judge(result),
    ];
  });
  const lines = [head, ...body];
  const widths = head.map((_, column) => Math.max(...lines.map((cells) => cells[column]!.length)));
  const text = lines.map((cells) => cells.map((cell, i) => (i >= 3 && i <= 5 ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!))).join('  ').trimEnd());
  text.splice(1, 0, widths.map((width) => '─'.repeat(width)).join('──'));
  const notes = results.filter(({ note }) => note !== '').map(({ row, corpus, what, note }) => `  ${[row, corpus, what].filter(Boolean).join(', ')}: ${note}`);
  return [...text, ...(notes.length > 0 ? ['', ...notes] : []), ''].join('\n');
}

/** Results with their ratios and verdicts, so that a reader of the file need not know the rules. */
export const toJson = (results: readonly Result[], about: Readonly<Record<string, unknown>>): string =>
  `${JSON.stringify({ ...about, results: results.map((result) => ({ ...result, ratio: timesBetter(result), verdict: judge(result) })) }, null, 2)}\n`;

const figure = (value: number | null, unit: Unit): string =>
  value === null ? '–' : `${value.toFixed(digits[unit])}${unit === 'count' ? '' : ` ${unit}`}`;

const formatBar = (bar: Bar, unit: Unit): string =>
  bar.kind === 'at-most' ? `≤ ${bar.value}${unit === 'count' ? '' : ` ${unit}`}` : `≥ ${bar.factor} × better`;
