/**
 * Writes a synthetic log folder:
 *
 *     node build/scripts/make-logdir.js FOLDER               a demo: days of work on a small image classifier
 *     node build/scripts/make-logdir.js FOLDER --live        the same, then trainings that go on until Ctrl-C
 *     node build/scripts/make-logdir.js --corpus points --cache FOLDER     a corpus of the benchmark, made once
 */
import { existsSync, readdirSync } from 'node:fs';
import { Command, InvalidArgumentError, Option } from 'commander';
import { corpusSpecs, ensureCorpus, type CorpusName } from './logdir/corpora.js';
import { writeDemo } from './logdir/demo.js';
import { LiveRuns } from './logdir/live.js';

interface Flags {
  readonly live: boolean;
  readonly seed: number;
  readonly runs: number;
  readonly rate: number;
  readonly flushSeconds: number;
  readonly corpus?: CorpusName;
  readonly cache?: string;
}

const number = (text: string): number => {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0) throw new InvalidArgumentError('A number, not negative.');
  return value;
};

const command: Command = new Command('make-logdir')
  .description('Writes a synthetic log folder.')
  .argument('[folder]', 'new or empty folder; with --live it may also hold an earlier demo')
  .option('--live', 'keep writing until Ctrl-C', false)
  .option('--seed <n>', 'same seed, same curves', number, 1)
  .option('--runs <n>', 'runs that go on at a time, with --live', number, 4)
  .option('--rate <n>', 'steps a second and run, with --live', number, 5)
  .option('--flush-seconds <n>', 'seconds between two flushes, with --live', number, 1)
  .addOption(new Option('--corpus <name>', 'write a corpus of the benchmark instead').choices(Object.keys(corpusSpecs)))
  .option('--cache <folder>', 'where corpora are kept and found again')
  .parse();

const flags = command.opts<Flags>();
const [folder] = command.args;

if (flags.corpus !== undefined) {
  if (flags.cache === undefined) command.error('--corpus needs --cache FOLDER');
  const corpus = ensureCorpus(flags.corpus, flags.cache, console.log);
  console.log(`${corpus.logdir}: ${corpus.records} records, ${corpus.bytes} bytes`);
} else if (folder === undefined) {
  command.help({ error: true });
} else {
  writeFolder(folder);
}

function writeFolder(logdir: string): void {
  const empty = !existsSync(logdir) || readdirSync(logdir).length === 0;
  if (empty) writeDemo(logdir, { seed: flags.seed, now: Date.now() / 1000 - 600 });
  else if (!flags.live) command.error(`${logdir} is not empty: name a new folder`);
  console.log(empty ? `Wrote a demo log folder: ${logdir}` : `${logdir} is not empty: going on with live runs only`);
  if (!flags.live) return;

  const live = new LiveRuns(logdir, { seed: flags.seed, runs: flags.runs, rate: flags.rate, now: Date.now() / 1000 });
  console.log(`${flags.runs} runs go on below live/, ${flags.rate} steps a second each. Ctrl-C ends it.`);
  const timer = setInterval(() => live.advance(Date.now() / 1000), flags.flushSeconds * 1000);
  const stop = (): void => {
    clearInterval(timer);
    live.close();
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}
