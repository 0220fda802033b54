/**
 * What `npm start` does to a command line, undone. npm keeps every flag it finds before `--` for itself and hands it over
 * in the environment; what the person typed arrives like this (npm 11.19, tried one by one):
 *
 * | typed                                   | arguments      | environment                                   |
 * |-----------------------------------------|----------------|-----------------------------------------------|
 * | npm start -- --logdir logs              | --logdir logs  |                                               |
 * | npm start --logdir=logs                 |                | npm_config_logdir=logs                        |
 * | npm start --logdir logs                 | logs           | npm_config_logdir=true                        |
 * | npm start --logdir logs --port 7000     | logs 7000      | npm_config_logdir=true npm_config_port=true   |
 * | npm start --bind_all --logdir logs      | logs           | npm_config_bind_all=true npm_config_logdir=true |
 * | npm start --reload_multifile false      |                | npm_config_reload_multifile=                  |
 * | npm start --token abc                   |                | npm_config_token_description=abc              |
 *
 * The environment keeps no order, so which bare word belongs to which flag is told by what the words look like, and where that
 * is not certain the person is shown the spelling that is. `--tag` is a flag of npm's own and arrives all the same;
 * `--help` and `--version` are answered by npm itself.
 */
import { flags, type Fit, type Flag } from './flags.js';

export type Environment = Readonly<Record<string, string | undefined>>;

export type NpmReading =
  | { readonly kind: 'args'; readonly args: readonly string[] }
  /** Lines for the terminal: what is unclear, and the spelling that works. */
  | { readonly kind: 'refused'; readonly message: string };

interface Options {
  readonly environment: Environment;
  isFolder(path: string): boolean;
  readText(path: string): string | null;
}

/** True when npm started this process by one of this package's own scripts, and so may hold flags back. */
export function startedByNpm(environment: Environment): boolean {
  return environment['npm_package_name'] === 'ridgeline' && ['start', 'dev', 'demo'].includes(environment['npm_lifecycle_event'] ?? '');
}

/**
 * True when an npm stands behind this process that is to be followed in death: npm passes signals on to the shell between
 * the two only, so ending npm (`kill`, a container that stops) would leave the server behind.
 */
export function followsNpm(environment: Environment): boolean {
  const { npm_lifecycle_event: event, npm_lifecycle_script: script } = environment;
  return startedByNpm(environment) || (event === 'npx' && /^['"]?ridgeline['"]?( |$)/.test(script ?? ''));
}

/** The arguments as if npm had kept none. Without npm: `argv` itself. */
export function undoNpm(argv: readonly string[], options: Options): NpmReading {
  const { environment } = options;
  if (!startedByNpm(environment)) return { kind: 'args', args: argv };
  const firstFlag = argv.findIndex((arg) => arg.startsWith('-'));
  const words = firstFlag < 0 ? argv : argv.slice(0, firstFlag);
  const rest = firstFlag < 0 ? [] : argv.slice(firstFlag);

  const filed = filedKeys(options);
  const foreign = environment['npm_config_token'];
  // An npm that knows `--token-description` never sets this one for `--token`; programs that fetch from GitHub read their secret from it.
  if (foreign !== undefined && foreign !== 'true' && !filed.has('token')) return { kind: 'refused', message: FOREIGN_TOKEN };
  const kept = keptFlags(environment, filed);
  const args: string[] = [];
  const open: Flag[] = [];
  for (const { flag, values } of kept) {
    for (const value of values) {
      if (flag.kind !== 'value') args.push(`--${flag.name}=${value === '' ? 'false' : value}`);
      else if (value === 'true' && !(flag.choices?.includes('true') === true && words.length === 0)) open.push(flag);
      else args.push(`--${flag.name}=${value}`);
    }
  }
  if (open.length === 0) return { kind: 'args', args: [...words, ...args, ...rest] };

  const targets = [...open];
  const bare = words.length === open.length + 1 && !kept.some(({ flag }) => flag.name === 'logdir' || flag.name === 'event_file');
  const logdir = flags.find(({ name }) => name === 'logdir');
  if (bare && logdir !== undefined) targets.push(logdir);
  const assigned = assign(targets, { words, isFolder: (word) => options.isFolder(word) });
  if (assigned === null) return { kind: 'refused', message: explain(open, { words, args, rest }) };
  return { kind: 'args', args: [...targets.map((flag, i) => `--${flag.name}=${assigned[i]}`), ...args, ...rest] };
}

const FOREIGN_TOKEN = [
  'error: npm_config_token is set, and it cannot be told whether it is the token for this server or a secret of another program.',
  'Give the token as RIDGELINE_TOKEN in the environment, or put -- before the flags:',
  '    npm start -- --logdir PATH --token SECRET',
].join('\n');

/** Flags of ours that npm holds. Given several times, their values stand one below the other. */
function keptFlags(environment: Environment, filed: ReadonlySet<string>): { flag: Flag; values: string[] }[] {
  const kept: { flag: Flag; values: string[] }[] = [];
  const inspecting = environment['npm_config_inspect'] === 'true';
  for (const flag of flags) {
    // npm 11 takes `--token` for the beginning of its own `--token-description`, which always has its value with it.
    const key = flag.name === 'token' && environment['npm_config_token_description'] !== undefined ? 'token_description' : flag.name;
    const text = environment[`npm_config_${key}`];
    if (text === undefined || filed.has(key)) continue;
    // npm's own flag: outside --inspect it is somebody's npm setting (`tag=next`), not ours.
    if (flag.name === 'tag' && !inspecting) continue;
    kept.push({ flag, values: text.split('\n\n') });
  }
  return kept;
}

/** Keys set in npm's configuration files, which are settings of npm or of other programs and were not typed here. */
function filedKeys({ environment, readText }: Options): ReadonlySet<string> {
  const local = environment['npm_config_local_prefix'];
  const files = [environment['npm_config_userconfig'], environment['npm_config_globalconfig'], local === undefined ? undefined : `${local}/.npmrc`];
  const keys = new Set<string>();
  for (const file of files) {
    const text = file === undefined ? null : readText(file);
    for (const [, key] of (text ?? '').matchAll(/^[ \t]*([\w-]+)[ \t]*(?:=|$)/gm)) keys.add((key as string).replaceAll('-', '_').toLowerCase());
  }
  return keys;
}

const weight: Readonly<Record<Fit, number>> = { no: 0, perhaps: 1, surely: 2 };
/** Beyond this the number of ways to try grows out of hand, and nobody types so many. */
const MOST_OPEN = 6;

/** The words in the order of `targets`, when one way to hand them out is better than every other; else null. */
function assign(targets: readonly Flag[], { words, isFolder }: { words: readonly string[]; isFolder(word: string): boolean }): readonly string[] | null {
  if (words.length !== targets.length || targets.length > MOST_OPEN) return null;
  // One of each: no doubt. Whether the value is any good is not for us to say.
  if (words.length === 1) return words;
  const folders = words.map(isFolder);
  let best: { score: number; words: readonly string[]; unique: boolean } | null = null;
  const place = (at: number, score: number, taken: readonly number[]): void => {
    const flag = targets[at];
    if (flag === undefined) {
      const found = taken.map((i) => words[i] as string);
      if (best === null || score > best.score) best = { score, words: found, unique: true };
      else if (score === best.score && found.some((word, i) => word !== best?.words[i])) best = { ...best, unique: false };
      return;
    }
    for (const [i, word] of words.entries()) {
      if (taken.includes(i)) continue;
      const fit = flag.fits?.(word, folders[i] === true) ?? 'perhaps';
      if (fit !== 'no') place(at + 1, score + weight[fit], [...taken, i]);
    }
  };
  place(0, 0, []);
  const found = best as { words: readonly string[]; unique: boolean } | null;
  return found?.unique === true ? found.words : null;
}

/** The refusal, with the line to type instead: the words where they can be told, placeholders where not. */
function explain(open: readonly Flag[], { words, args, rest }: { words: readonly string[]; args: readonly string[]; rest: readonly string[] }): string {
  const names = open.map(({ name }) => `--${name}`).join(' and ');
  const got = words.length === 0 ? 'nothing else' : words.map((word) => `"${word}"`).join(' ');
  const instead = open.map(({ name, placeholder }) => `--${name} ${placeholder}`);
  return [
    `error: npm kept ${names} to itself and passed on ${got}: what belongs to what cannot be told.`,
    'Put -- before the flags, then npm leaves them alone:',
    `    npm start -- ${[...instead, ...args, ...rest].join(' ')}`,
  ].join('\n');
}
