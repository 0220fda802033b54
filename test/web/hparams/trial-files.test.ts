import { describe, expect, it } from 'vitest';
import { trialFile } from '../../../web/hparams/trial-files.js';

const table = { header: ['lr', 'name, long', 'acc'], rows: [[1e-7, 'a "b"', NaN], [null, '=1+1', true], [0.1234567, '-5', Infinity]] } as const;

describe('a table of trials as a file', () => {
  it('is CSV with what is missing left empty and formulas as text', () => {
    expect(trialFile(table, 'csv')).toMatchObject({ name: 'hparams_table.csv', text: 'lr,"name, long",acc\r\n1e-7,"a ""b""",NaN\r\n,\'=1+1,true\r\n0.1234567,-5,Infinity\r\n' });
  });

  it('is JSON every reader takes', () => {
    expect(JSON.parse(trialFile(table, 'json').text)).toEqual({ header: ['lr', 'name, long', 'acc'], rows: [[1e-7, 'a "b"', 'NaN'], [null, '=1+1', true], [0.1234567, '-5', 'Infinity']] });
  });

  it('is LaTeX with its signs escaped', () => {
    const { name, text } = trialFile({ header: ['a_b', '50 %'], rows: [[1e-7, 'x\\{$^'], [null, -0.123456]] }, 'latex');
    expect(name).toBe('hparams_table.tex');
    expect(text).toBe('\\begin{table}[tbp]\n\\begin{tabular}{ll}\na\\_b & 50 \\% \\\\ \\hline\n$1\\cdot 10^{-7}$ & x\\textbackslash{}\\{\\$\\textasciicircum{} \\\\\n- & $-0.12346$ \\\\\n\\hline\n\\end{tabular}\n\\end{table}\n');
  });

  it('stands without rows', () => {
    expect(trialFile({ header: [], rows: [] }, 'csv').text).toBe('\r\n');
  });
});
