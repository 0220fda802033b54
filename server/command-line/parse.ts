/**
 * Arguments → values by flag name. Commander parses; before it, TensorBoard's own ways are made plain: `-` for `_`, unambiguous
 * prefixes, `true` and `false` behind switches, the subcommand `serve`.
 */
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { flagNamed, flags, type Flag } from './flags.js';

export type Parsed =
  | {
      readonly kind: 'parsed';
      /** Text by flag name, for flags that were given; switches and booleans say `true` or `false`. */
      readonly values: ReadonlyMap<string, string>;
      /** Bare words. */
      readonly words: readonly string[];
    }
  /** One or a few lines for the terminal. */
  | { readonly kind: 'refused'; readonly message: string };

/** Never throws and never ends the process. When a flag is given twice, the last one counts, as in TensorBoard. */
export function parse(args: readonly string[]): Parsed {
  const plain = toPlain(args);
  if (plain.kind === 'refused') return plain;
  let refusal = '';
  const command = buildCommand({ full: true })
    .exitOverride()
    .configureOutput({ writeErr: (text) => (refusal += text), writeOut: () => undefined });
  try {
    command.parse([...plain.args], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return { kind: 'refused', message: respell(refusal.trimEnd(), args) };
    throw error;
  }
  const values = new Map<string, string>();
  for (const [name, value] of Object.entries<unknown>(command.opts())) values.set(name, String(value));
  return { kind: 'parsed', values, words: command.args };
}

/** The text of `--help`. `full` lists the flags that change nothing, too. */
export function helpText({ full }: { readonly full: boolean }): string {
  const help = buildCommand({ full }).configureHelp({ helpWidth: Math.min(process.stdout.columns ?? 100, 110) });
  return help.helpInformation();
}

function buildCommand({ full }: { readonly full: boolean }): Command {
  const command = new Command('ridgeline')
    .usage('--logdir PATH [flags]')
    .description('Charts of training logs, live, in the browser. The flags are those of TensorBoard; _ and - are the same.')
    .argument('[logdir]', 'the log folder, when --logdir is not given')
    .helpOption(false)
    .allowExcessArguments(true)
    .addHelpText('after', EXAMPLES);
  for (const flag of flags) {
    const option = new Option(flag.kind === 'switch' ? `--${flag.name}` : `--${flag.name} <${flag.placeholder}>`, flag.help);
    if (flag.kind !== 'switch') option.argParser((text) => checkValue(flag, text));
    option.helpGroup(flag.notice === undefined ? `${flag.group}:` : 'Accepted, but without effect here:');
    option.hidden = !full && (flag.notice !== undefined || flag.name === 'version_tb');
    command.addOption(option);
  }
  return command;
}

const EXAMPLES = `
Examples:
  npm start -- --logdir logs                 serve logs at http://localhost:6006
  npx ridgeline logs --port 7000             the same at another port
  npx ridgeline logs --bind_all --token abc  for other machines, with a secret
  npx ridgeline --inspect --logdir logs      what is in there, as text
  npx ridgeline suggest --logdir logs --metric val/acc   the next hyperparameters to try
`;

/** Throws commander's error for a value the flag does not accept. */
function checkValue({ choices, number, kind }: Flag, text: string): string {
  const lower = text.toLowerCase();
  const allowed = kind === 'boolean' ? ['true', 'false'] : choices;
  if (allowed !== undefined) {
    if (!allowed.includes(lower)) throw new InvalidArgumentError(`Allowed choices are ${allowed.join(', ')}.`);
    return lower;
  }
  if (number === undefined) return text;
  const value = text.trim() === '' ? NaN : Number(text);
  if (!Number.isFinite(value) || value < number.min || (number.whole && !Number.isInteger(value))) {
    throw new InvalidArgumentError(`It takes a ${number.whole ? 'whole number' : 'number'} of at least ${number.min}.`);
  }
  return text;
}

type Plain = { readonly kind: 'plain'; readonly args: readonly string[] } | { readonly kind: 'refused'; readonly message: string };

/** TensorBoard's spellings → one that commander reads the same way. Unknown flags are passed on for commander to refuse. */
function toPlain(args: readonly string[]): Plain {
  const plain: string[] = [];
  const rest = args[0] === 'serve' && args.length > 1 ? args.slice(1) : [...args];
  while (rest.length > 0) {
    const arg = rest.shift() as string;
    if (arg === '--') return { kind: 'plain', args: [...plain, '--', ...rest] };
    if (arg === '-h') plain.push('--help');
    else if (!arg.startsWith('--')) plain.push(arg);
    else {
      const equals = arg.indexOf('=');
      const given = equals < 0 ? arg : arg.slice(0, equals);
      const names = namesOf(given);
      if (names.length > 1) return refuse(`ambiguous option: ${given} could match ${names.map((name) => `--${name}`).join(', ')}`);
      const flag = flagNamed(names[0] ?? '');
      const value = equals < 0 ? undefined : arg.slice(equals + 1);
      if (flag === undefined) plain.push(spell(underscored(given), value));
      else if (flag.kind === 'value') {
        const text = value ?? rest.shift();
        if (text === undefined || (value === undefined && text.startsWith('--'))) return refuse(`option '--${flag.name}' expects a value: ${flag.placeholder}`);
        plain.push(spell(`--${flag.name}`, text));
      } else {
        const text = value ?? (/^(true|false)$/i.test(rest[0] ?? '') ? (rest.shift() as string) : 'true');
        if (flag.kind === 'boolean') plain.push(spell(`--${flag.name}`, text));
        else if (!/^(true|false)$/i.test(text)) return refuse(`option '--${flag.name}' takes no value but true or false: ${text}`);
        else if (text.toLowerCase() === 'true') plain.push(`--${flag.name}`);
      }
    }
  }
  return { kind: 'plain', args: plain };
}

const refuse = (message: string): { readonly kind: 'refused'; readonly message: string } => ({ kind: 'refused', message: `error: ${message}` });
const spell = (flag: string, value: string | undefined): string => (value === undefined ? flag : `${flag}=${value}`);
const underscored = (given: string): string => `--${given.slice(2).replaceAll('-', '_')}`;

/** Names a spelling may mean: itself, or all it is the beginning of. */
function namesOf(given: string): readonly string[] {
  const name = underscored(given).slice(2);
  if (name === '' || flagNamed(name) !== undefined) return [name];
  return flags.filter((flag) => flag.name.startsWith(name)).map((flag) => flag.name);
}

/** Commander speaks of the plain spelling; the person should see their own. */
function respell(message: string, args: readonly string[]): string {
  const typed = args.map((arg) => arg.split('=')[0] ?? arg).find((arg) => arg.startsWith('--') && message.includes(`'${underscored(arg)}'`));
  return typed === undefined ? message : message.replace(`'${underscored(typed)}'`, `'${typed}'`);
}
