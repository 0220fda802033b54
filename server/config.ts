/**
 * The only reader of arguments and environment. Everything else is told what to do by one frozen `Config`.
 */
import { createHash } from 'node:crypto';
import { basename, dirname, join, resolve } from 'node:path';
import { readFolders, type NamedFolder } from './command-line/logdir-spec.js';
import { flags } from './command-line/flags.js';
import { followsNpm, startedByNpm, undoNpm, type Environment } from './command-line/npm-arguments.js';
import { helpText, parse } from './command-line/parse.js';
import { readSsh, type SshSession } from './command-line/ssh.js';
import { readSuggest, type SuggestCommand } from './command-line/suggest.js';
import type { Surroundings } from './command-line/surroundings.js';

export interface Config {
  /** Absolute path of the folder to show. It need not exist yet. */
  readonly logdir: string;
  /** The same without links in it; the index is about this one. */
  readonly realLogdir: string;
  /** As the person would say it; shown. */
  readonly shownLogdir: string;
  /** Folders of `--logdir_spec`, to be linked below `logdir`, which is then a folder of our own; else empty. */
  readonly linked: readonly NamedFolder[];
  /** Absolute path of the index, or `:memory:`. */
  readonly index: string;
  /** True when the index lies in our own cache folder, so that whatever is found there may be replaced. */
  readonly ownedIndex: boolean;
  /** Address to listen on; `localhost` unless given; with `bindAll` every address. */
  readonly host: string;
  readonly bindAll: boolean;
  /** `default`: 6006 or the next free one; 0: any free one. */
  readonly port: number | 'default';
  /** '' or `/a/b`: begins with a slash, does not end with one. */
  readonly pathPrefix: string;
  readonly windowTitle: string;
  /** '' when none is asked for. */
  readonly token: string;
  /** By plugin name; 0 = all. */
  readonly samplesPerPlugin: Readonly<Record<string, number>>;
  /** Seconds; 0 = read once. */
  readonly reloadInterval: number;
  /** Threads that read event files, at least 1. */
  readonly readers: number;
  /** End when the process that started this one does: it is npm's shell, and npm was ended. */
  readonly endWithParent: boolean;
  /** The ssh connection this was typed through, null at the machine itself. */
  readonly ssh: SshSession | null;
  /** Sentences to show before anything else: flags without effect. */
  readonly notices: readonly string[];
  /** The flags as given, without secrets; shown by `/data/environment`. */
  readonly flags: Readonly<Record<string, string>>;
}

/** What to look at with `--inspect`: a folder or one file, all tags or one. */
export interface Inspection {
  readonly logdir: string;
  readonly eventFile: string;
  readonly tag: string;
}

export type Start =
  | { readonly kind: 'serve'; readonly config: Config }
  | { readonly kind: 'inspect'; readonly inspection: Inspection }
  /** Paths are absolute; `spaceFile` may be ''. */
  | { readonly kind: 'suggest'; readonly command: SuggestCommand; readonly logdir: string; readonly index: string; readonly spaceFile: string }
  /** `--help`, `--version`: to standard output, status 0. */
  | { readonly kind: 'say'; readonly text: string }
  /** To standard error. Status as TensorBoard: 2 for a command line nobody can parse, 1 for one that makes no sense, 255 for a port that cannot be. */
  | { readonly kind: 'refuse'; readonly message: string; readonly status: 1 | 2 | 255 };

const DEFAULT_RELOAD_SECONDS = 5;
const REMOTE = /^[a-z][a-z0-9+.-]*:\/\//i;

/** Reads the command line. Pure: the same arguments, environment and surroundings give the same answer. `argv` begins with the first argument. */
export function readConfig(argv: readonly string[], environment: Environment, surroundings: Surroundings): Start {
  const base = startedByNpm(environment) ? (environment['INIT_CWD'] ?? surroundings.workingFolder) : surroundings.workingFolder;
  const toAbsolute = (path: string): string => resolve(base, path === '~' || path.startsWith('~/') ? join(surroundings.homeFolder, path.slice(1)) : path);

  if (argv[0] === 'suggest') {
    const read = readSuggest(argv.slice(1));
    if (read.kind !== 'suggest') return read;
    const { command } = read;
    // The index that a server of the same folder would have.
    const served = readConfig([`--logdir=${command.logdir}`, `--index=${command.index}`], environment, surroundings);
    if (served.kind !== 'serve') return served;
    return { kind: 'suggest', command, logdir: served.config.realLogdir, index: served.config.index, spaceFile: command.spaceFile === '' ? '' : toAbsolute(command.spaceFile) };
  }
  const undone = undoNpm(argv, {
    environment,
    isFolder: (path) => surroundings.isFolder(toAbsolute(path)),
    readText: (path) => surroundings.readText(path),
  });
  if (undone.kind === 'refused') return { kind: 'refuse', message: undone.message, status: 2 };
  const parsed = parse(undone.args);
  if (parsed.kind === 'refused') return { kind: 'refuse', message: `${parsed.message}\n(--help lists the flags)`, status: 2 };
  const { values, words } = parsed;
  const given = (name: string): string => values.get(name) ?? '';
  const isOn = (name: string): boolean => values.get(name) === 'true';

  if (isOn('help') || isOn('helpfull')) return { kind: 'say', text: helpText({ full: isOn('helpfull') }) };
  if (isOn('version') || isOn('version_tb')) return { kind: 'say', text: surroundings.version };

  const [word, ...more] = words;
  if (word !== undefined && (given('logdir') !== '' || given('logdir_spec') !== '' || more.length > 0)) {
    const extra = given('logdir') === '' && given('logdir_spec') === '' ? more : words;
    return refuse(`unrecognized arguments: ${extra.join(' ')}\nSeveral folders are shown together with --logdir_spec first:PATH,second:PATH`, 2);
  }
  const logdir = word ?? given('logdir');
  if (isOn('inspect')) return inspect({ logdir, given, toAbsolute });

  if (logdir !== '' && given('logdir_spec') !== '') return refuse('May not specify both --logdir and --logdir_spec', 1);
  if (logdir === '' && given('logdir_spec') === '') return refuse(NO_LOGDIR, 1);
  if (isOn('bind_all') && given('host') !== '') return refuse('Must not specify both --host and --bind_all.', 1);
  const remote = [logdir, ...given('logdir_spec').split(',')].find((path) => REMOTE.test(path));
  if (remote !== undefined) return refuse(`A log folder must be on a file system, but got: '${remote}'. Mount it (gcsfuse, mountpoint-s3, sshfs) and give the path.`, 1);

  const prefix = given('path_prefix').replace(/\/+$/, '');
  if (prefix !== '' && !prefix.startsWith('/')) return refuse(`Path prefix must start with slash, but got: '${prefix}'.`, 1);
  const port = readPort(values.get('port') ?? 'default');
  if (typeof port === 'object') return port;
  const samples = readSamples(given('samples_per_plugin'));
  if (samples === null) return refuse(`argument --samples_per_plugin: expected NAME=N,NAME=N with whole numbers, but got: '${given('samples_per_plugin')}'`, 2);

  const cache = cacheFolder(environment, surroundings);
  const folders = given('logdir_spec') === '' ? [{ name: '', path: toAbsolute(logdir) }] : readFolders(given('logdir_spec'), toAbsolute);
  if (folders.length === 0) return refuse(NO_LOGDIR, 1);
  const only = folders.length === 1 && folders[0]?.name === '' ? folders[0].path : null;
  const key = keyOf(folders.map(({ name, path }) => `${name}\0${settled(path, surroundings)}`).join('\0\0'));
  const label = `${basename(only ?? 'several').replace(/[^\w.-]+/g, '-') || 'root'}-${key}`;

  const shown = only ?? join(cache, `${label}-folders`);

  const config: Config = {
    logdir: shown,
    realLogdir: settled(shown, surroundings),
    shownLogdir: only ?? given('logdir_spec'),
    linked: only === null ? folders : [],
    index: values.has('index') && given('index') !== '' ? (given('index') === ':memory:' ? ':memory:' : toAbsolute(given('index'))) : join(cache, `${label}.sqlite`),
    ownedIndex: given('index') === '',
    host: given('host') || 'localhost',
    bindAll: isOn('bind_all'),
    port,
    pathPrefix: prefix,
    windowTitle: given('window_title'),
    token: given('token') || (environment['RIDGELINE_TOKEN'] ?? ''),
    samplesPerPlugin: samples,
    reloadInterval: values.has('reload_interval') ? Number(given('reload_interval')) : DEFAULT_RELOAD_SECONDS,
    readers: Math.max(1, surroundings.processors - (surroundings.processors > 2 ? 1 : 0)),
    endWithParent: followsNpm(environment),
    ssh: readSsh(environment, surroundings.userName),
    notices: noticesOf(values),
    flags: Object.fromEntries([...values].filter(([name]) => name !== 'token')),
  };
  return { kind: 'serve', config: Object.freeze(config) };
}

const NO_LOGDIR = 'A logdir must be specified. For example `npm start -- --logdir logs` or `npx ridgeline logs`. Run with `--help` for details and examples.';

const refuse = (message: string, status: 1 | 2 | 255): Start & { kind: 'refuse' } => ({
  kind: 'refuse',
  message: `${status === 255 ? 'ERROR' : status === 2 ? 'error' : 'Error'}: ${message}`,
  status,
});

interface InspectOptions {
  readonly logdir: string;
  given(name: string): string;
  toAbsolute(path: string): string;
}

function inspect({ logdir, given, toAbsolute }: InspectOptions): Start {
  const eventFile = given('event_file');
  if (given('logdir_spec') !== '') return refuse('--logdir_spec is not supported with --inspect.', 1);
  if (logdir !== '' && eventFile !== '') return refuse('Must specify either --logdir or --event_file, but not both.', 1);
  if (logdir === '' && eventFile === '') return refuse('Must specify either --logdir or --event_file.', 1);
  const absolute = (path: string): string => (path === '' ? '' : toAbsolute(path));
  return { kind: 'inspect', inspection: { logdir: absolute(logdir), eventFile: absolute(eventFile), tag: given('tag') } };
}

function readPort(text: string): number | 'default' | (Start & { kind: 'refuse' }) {
  if (text === 'default') return text;
  if (!/^\d+$/.test(text)) return refuse(`argument --port: expected a number or default, but got: '${text}'`, 2);
  const port = Number(text);
  return port > 65535 ? refuse(`Ridgeline cannot bind to port ${text} > 65535`, 255) : port;
}

/** Null when it is not `name=n,name=n`. */
function readSamples(text: string): Record<string, number> | null {
  const samples: [string, number][] = [];
  for (const item of text.split(',').filter((part) => part.trim() !== '')) {
    const match = /^\s*([\w-]+)\s*=\s*(\d+)\s*$/.exec(item);
    if (match === null) return null;
    samples.push([match[1] as string, Number(match[2])]);
  }
  return Object.fromEntries(samples);
}

function noticesOf(values: ReadonlyMap<string, string>): string[] {
  const notices: string[] = [];
  for (const flag of flags) if (flag.notice !== undefined && values.has(flag.name)) notices.push(flag.notice);
  for (const name of ['tag', 'event_file']) if (values.has(name)) notices.push(`--${name} changes nothing without --inspect.`);
  return notices;
}

/** XDG_CACHE_HOME, ~/Library/Caches on macOS, LOCALAPPDATA on Windows, else ~/.cache. */
function cacheFolder(environment: Environment, { homeFolder, platform }: Surroundings): string {
  const named = environment['XDG_CACHE_HOME'];
  if (named !== undefined && named.startsWith('/')) return join(named, 'ridgeline');
  if (platform === 'darwin') return join(homeFolder, 'Library', 'Caches', 'ridgeline');
  const local = environment['LOCALAPPDATA'];
  if (platform === 'win32' && local !== undefined) return join(local, 'ridgeline');
  return join(homeFolder, '.cache', 'ridgeline');
}

/** The path without links, also of a folder that does not exist yet: then of the part that does. */
function settled(path: string, surroundings: Surroundings): string {
  const real = surroundings.realPath(path);
  if (real !== null) return real;
  const parent = dirname(path);
  return parent === path ? path : join(settled(parent, surroundings), basename(path));
}

const keyOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);
