/**
 * The benchmark: rebuilds the corpora and measures Ridgeline beside TensorBoard, in turns, in the same run. Absolute figures
 * differ from machine to machine; compare what one run measured.
 *
 *     npm run bench                                    every row
 *     npm run bench -- --only load,restart             some rows
 *     npm run bench -- --tensorboard PATH --json FILE
 */
import { existsSync, writeFileSync } from 'node:fs';
import { arch, availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { Context } from './bench/context.js';
import { judge, type Result, type Row } from './bench/row.js';
import { rows } from './bench/rows.js';
import { formatTable, toJson } from './bench/table.js';
import { findTensorBoard } from './bench/tensorboard.js';

interface Flags {
  readonly only: readonly Row[];
  readonly cache: string;
  readonly tensorboard?: string;
  readonly chromium?: string;
  readonly repeat: number;
  readonly json?: string;
}

const names = rows.map(({ name }) => name);

function chooseRows(text: string): Row[] {
  const wanted = text.split(',').map((name) => name.trim());
  const unknown = wanted.filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new InvalidArgumentError(`Rows are ${names.join(', ')}.`);
  return rows.filter(({ name }) => wanted.includes(name));
}

function count(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('A whole number, at least 1.');
  return value;
}

const command: Command = new Command('bench')
  .description(`Measures Ridgeline beside TensorBoard.\n\nRows:\n${rows.map(({ name, about }) => `  ${name.padEnd(12)} ${about}`).join('\n')}`)
  .option('--only <rows>', 'rows to measure, separated by commas', chooseRows, rows)
  .option('--cache <folder>', 'where the corpora are kept, 2.3 GB', join(tmpdir(), 'ridgeline-bench'))
  .option('--tensorboard <path>', 'TensorBoard to compare with (default: $TENSORBOARD, else the one on the PATH)')
  .option('--chromium <path>', 'browser for the browser rows (default: $CHROMIUM, else /usr/bin/chromium)')
  .option('--repeat <n>', 'turns of each measurement that takes seconds', count, 3)
  .option('--json <file>', 'also write results and samples as JSON')
  .parse();

const flags = command.opts<Flags>();
const tensorboard = findTensorBoard(flags.tensorboard ?? process.env['TENSORBOARD']);
const chromium = flags.chromium ?? process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const machine = `${cpus()[0]?.model ?? arch()}, ${availableParallelism()} cores, Node ${process.version}`;
console.error(machine);
console.error(tensorboard === null ? 'TensorBoard: none found, nothing to compare with' : `TensorBoard ${tensorboard.version}: ${tensorboard.command}`);

const context = new Context({
  cache: flags.cache,
  tensorboard,
  chromium: existsSync(chromium) ? chromium : null,
  repeat: flags.repeat,
  log: (line) => console.error(line),
});
const results: Result[] = [];
let broken = false;
try {
  for (const row of flags.only) {
    console.error(`— ${row.name}: ${row.about}`);
    try {
      const measured = await row.run(context);
      results.push(...measured);
      console.error(formatTable(measured));
    } catch (error) {
      // One row that cannot be measured must not cost the others; the exit code tells.
      broken = true;
      console.error(`${row.name} could not be measured: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
} finally {
  context.close();
}
console.log(formatTable(results));
if (flags.json !== undefined) writeFileSync(flags.json, toJson(results, { machine, tensorboard: tensorboard?.version ?? null, repeat: flags.repeat }));
process.exitCode = broken || results.some((result) => judge(result) === 'fail') ? 1 : 0;
