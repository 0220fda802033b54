/** `ridgeline suggest`: its flags, and its answer as text. Pure. */
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';

export const FORMATS = ['table', 'flags', 'json'] as const;
export type SuggestFormat = (typeof FORMATS)[number];

export interface SuggestCommand {
  /** As given. */
  readonly logdir: string;
  /** '' when none was given. */
  readonly index: string;
  /** Path of a search space as JSON, '' when none was given. */
  readonly spaceFile: string;
  readonly format: SuggestFormat;
  /** Fields of `SuggestRequest` (`plugins/hparams/contract.ts`), not checked yet; without the space. */
  readonly request: Readonly<Record<string, unknown>>;
}

export type ReadSuggest =
  | { readonly kind: 'suggest'; readonly command: SuggestCommand }
  | { readonly kind: 'say'; readonly text: string }
  | { readonly kind: 'refuse'; readonly message: string; readonly status: 2 };

/** Reads what stands behind `suggest`. `_` and `-` are the same in flags. */
export function readSuggest(args: readonly string[]): ReadSuggest {
  let refusal = '';
  const command = build()
    .exitOverride()
    .configureOutput({ writeErr: (text) => (refusal += text), writeOut: () => undefined });
  try {
    command.parse(args.map(dashed), { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === 'commander.helpDisplayed') return { kind: 'say', text: command.helpInformation() };
    return refuse(refusal.trimEnd());
  }
  const given = command.opts<Record<string, unknown>>();
  const [word, ...more] = command.args;
  const { logdir = word, metric, index, space, format, ...request } = given;
  if (more.length > 0 || (word !== undefined && given['logdir'] !== undefined)) return refuse(`error: unrecognized arguments: ${(given['logdir'] === undefined ? more : command.args).join(' ')}`);
  if (typeof logdir !== 'string') return refuse("error: which logs? for example: ridgeline suggest --logdir logs --metric val/acc");
  if (typeof metric !== 'string') return refuse("error: which metric? for example: --metric val/acc");
  return {
    kind: 'suggest',
    command: { logdir, index: typeof index === 'string' ? index : '', spaceFile: typeof space === 'string' ? space : '', format: format as SuggestFormat, request: { ...request, metric } },
  };
}

const refuse = (message: string): ReadSuggest => ({ kind: 'refuse', message: `${message}\n(ridgeline suggest --help lists the flags)`, status: 2 });
const dashed = (arg: string): string => (/^--\w/.test(arg) ? arg.replace(/^[^=]+/, (flag) => flag.replaceAll('_', '-')) : arg);

function build(): Command {
  return new Command('ridgeline suggest')
    .usage('--logdir PATH --metric TAG [flags]')
    .description('Proposes the next hyperparameters to try, from the trials logged so far.')
    .argument('[logdir]', 'the log folder, when --logdir is not given')
    .allowExcessArguments(true)
    .option('--logdir <path>', 'folder of the logs; trials are runs with hyperparameters in them')
    .option('--metric <tag>', 'the metric to improve: a tag, or group/tag')
    .addOption(new Option('--goal <goal>', 'default: minimize what is called a loss or an error, maximize everything else').choices(['maximize', 'minimize']))
    .addOption(new Option('--strategy <name>', 'how to choose (default: bayes)').choices(['bayes', 'quasi-random', 'random', 'grid']))
    .option('--count <n>', 'how many proposals, 1 to 20 (default: 1)', numeric)
    .option('--seed <n>', 'the same seed gives the same proposals (default: 0)', numeric)
    .addOption(new Option('--format <format>', 'table for people, flags for a training script, json for a program').choices(FORMATS).default('table'))
    .option('--space <file>', 'search space as JSON; default: declared domains, else what the trials suggest')
    .addOption(new Option('--value <rule>', 'which value of the metric counts (default: last)').choices(['last', 'min', 'max', 'mean']))
    .option('--last-k <n>', 'for --value mean: of how many last points (default: 5)', numeric)
    .addOption(
      new Option('--acquisition <name>', 'for bayes: what makes a try worth it (default: expected-improvement)').choices(['expected-improvement', 'upper-confidence-bound', 'probability-of-improvement']),
    )
    .option('--exploration <x>', 'for bayes: 0 goes where it is best so far, 1 where least is known (default: 0.5)', numeric)
    .option('--grid-points <n>', 'for grid: values of each number (default: 5)', numeric)
    .option('--index <path>', 'index to read when it is up to date; default: the one of the server')
;
}

function numeric(text: string): number {
  const value = text.trim() === '' ? NaN : Number(text);
  if (!Number.isFinite(value)) throw new InvalidArgumentError('It takes a number.');
  return value;
}

type Value = number | string | boolean;

/** As much of a `SuggestAnswer` as is shown. */
export interface ShownAnswer {
  readonly metric: { readonly group: string; readonly tag: string };
  readonly goal: string;
  readonly finished: number;
  readonly failed: number;
  readonly running: number;
  readonly strategy: string;
  readonly note: string;
  readonly proposals: readonly {
    readonly configuration: Readonly<Record<string, Value>>;
    readonly predicted: { readonly mean: number; readonly deviation: number } | null;
    readonly why: string;
  }[];
}

/** The answer for standard output, without a line break at its end. */
export function formatAnswer(answer: ShownAnswer, format: SuggestFormat): string {
  switch (format) {
    case 'json':
      return JSON.stringify(answer, null, 2);
    case 'flags':
      return answer.proposals.map(({ configuration }) => toFlags(configuration)).join('\n');
    case 'table':
      return toTable(answer);
  }
}

/** For a POSIX shell: `--lr=0.01 --optimizer=adam`. */
export function toFlags(configuration: Readonly<Record<string, Value>>): string {
  return Object.entries(configuration)
    .map(([name, value]) => shellWord(`--${name}=${value}`))
    .join(' ');
}

/** Names and values come from logs: what a shell would read as more than a word is quoted. */
const shellWord = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);

function toTable({ metric, goal, finished, failed, running, strategy, note, proposals }: ShownAnswer): string {
  const names = [...new Set(proposals.flatMap(({ configuration }) => Object.keys(configuration)))];
  const label = printable(metric.group === '' ? metric.tag : `${metric.group}/${metric.tag}`);
  const withModel = proposals.some(({ predicted }) => predicted !== null);
  const header = ['', ...names.map(printable), ...(withModel ? [label] : []), ''];
  const rows = proposals.map(({ configuration, predicted, why }, i) => [
    String(i + 1),
    ...names.map((name) => printable(configuration[name] === undefined ? '' : short(configuration[name]))),
    ...(withModel ? [predicted === null ? '' : `${short(predicted.mean)} ± ${short(predicted.deviation)}`] : []),
    why,
  ]);
  const all = [header, ...rows];
  const widths = header.map((_, column) => all.reduce((most, row) => Math.max(most, (row[column] ?? '').length), 0));
  const lines = all.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd());
  const trials = [`${finished} finished`, ...(failed > 0 ? [`${failed} failed`] : []), ...(running > 0 ? [`${running} running`] : [])].join(', ');
  return [`${goal} ${label}, ${trials}; strategy: ${strategy}`, ...(note === '' ? [] : [note]), '', ...lines].join('\n');
}

const short = (value: Value): string => (typeof value === 'number' ? String(Number(value.toPrecision(5))) : String(value));

/** No control characters: a log must not steer the terminal. */
const printable = (text: string): string => text.replace(/\p{Cc}/gu, '�');
