/**
 * Every flag, in one table: TensorBoard 2.21's (`tensorboard --helpfull`) with its names, defaults and meanings, and
 * three of our own (`index`, `token`, `version`). Names are written with `_`; `-` is accepted everywhere.
 */

/**
 * `value`: takes one. `switch`: takes none, though `true` or `false` behind it is understood. `boolean`: TensorBoard wants
 * `true` or `false` behind it; nothing means true.
 */
export type FlagKind = 'value' | 'switch' | 'boolean';

/** How well a bare word suits a flag, for `npm-arguments.ts`. `no`: it would be refused. */
export type Fit = 'no' | 'perhaps' | 'surely';

export interface Flag {
  readonly name: string;
  readonly kind: FlagKind;
  /** What `--help` calls the value; '' for switches. */
  readonly placeholder: string;
  readonly help: string;
  readonly group: 'What to show' | 'Where to serve' | 'How to read' | 'Other';
  /** Why the flag changes nothing here; absent for flags that do something. */
  readonly notice?: string;
  /** The only values accepted, in lower case. */
  readonly choices?: readonly string[];
  /** A whole or decimal number within bounds. */
  readonly number?: { readonly whole: boolean; readonly min: number };
  /** `isFolder`: the word names a folder that exists. A flag without `fits` takes any text. */
  fits?(value: string, isFolder: boolean): Fit;
}

const when = (matches: boolean): Fit => (matches ? 'surely' : 'no');
const numeric = (value: string): Fit => when(/^-?\d+(\.\d+)?$/.test(value));
/** Paths and addresses give themselves away; plain words do not. */
const looksLikePath = (value: string): boolean => /[/\\]/.test(value) || /^[.~]/.test(value);

export const flags: readonly Flag[] = [
  {
    name: 'logdir',
    kind: 'value',
    placeholder: 'PATH',
    group: 'What to show',
    help: 'Folder to show. It is searched with all its subfolders for files whose name contains "tfevents"; if it does not exist yet, it is waited for.',
    fits: (value, isFolder) => {
      if (isFolder) return 'surely';
      return numeric(value) === 'surely' || value === ':memory:' ? 'no' : 'perhaps';
    },
  },
  {
    name: 'logdir_spec',
    kind: 'value',
    placeholder: 'NAME:PATH,…',
    group: 'What to show',
    help: 'Several folders as one, each under its name.',
    fits: (value) => (/[:,]/.test(value) && value !== ':memory:' ? 'surely' : 'no'),
  },
  {
    name: 'host',
    kind: 'value',
    placeholder: 'ADDRESS',
    group: 'Where to serve',
    help: 'Address to listen on. Without it only this machine can connect (localhost).',
    fits: (value, isFolder) => {
      if (isFolder || looksLikePath(value) || numeric(value) === 'surely') return 'no';
      return value === 'localhost' || /^\d+(\.\d+){3}$/.test(value) || /^[\da-f:]*::[\da-f:.]*$/i.test(value) ? 'surely' : 'perhaps';
    },
  },
  {
    name: 'bind_all',
    kind: 'switch',
    placeholder: '',
    group: 'Where to serve',
    help: 'Listen on all addresses of this machine, IPv4 and IPv6. Give a --token, too: whoever reaches the port sees everything.',
  },
  {
    name: 'port',
    kind: 'value',
    placeholder: 'N|default',
    group: 'Where to serve',
    help: 'Port to listen on. "default" takes 6006 or the first free one after it; 0 takes any free port.',
    fits: (value) => when(value === 'default' || /^\d{1,5}$/.test(value)),
  },
  {
    name: 'path_prefix',
    kind: 'value',
    placeholder: 'PATH',
    group: 'Where to serve',
    help: 'Serve everything below this path, for example /tb. Must start with a slash.',
    fits: (value, isFolder) => (value.startsWith('/') ? (isFolder ? 'perhaps' : 'surely') : 'no'),
  },
  {
    name: 'token',
    kind: 'value',
    placeholder: 'SECRET',
    group: 'Where to serve',
    help: 'Ask every browser and script for this secret. RIDGELINE_TOKEN in the environment does the same and is not seen in the list of processes.',
    fits: (value, isFolder) => (isFolder || looksLikePath(value) ? 'no' : 'perhaps'),
  },
  {
    name: 'window_title',
    kind: 'value',
    placeholder: 'TEXT',
    group: 'Where to serve',
    help: 'Title of the browser window.',
    fits: (value, isFolder) => (isFolder || looksLikePath(value) ? 'no' : 'perhaps'),
  },
  {
    name: 'index',
    kind: 'value',
    placeholder: 'PATH',
    group: 'How to read',
    help: 'File that holds the index. Without it: one for each log folder, in your cache folder. ":memory:" keeps none. It can be deleted at any time; the next start makes it again.',
    fits: (value, isFolder) => {
      if (value === ':memory:' || /\.(sqlite3?|db|index)$/.test(value)) return 'surely';
      return looksLikePath(value) && !isFolder ? 'perhaps' : 'no';
    },
  },
  {
    name: 'reload_interval',
    kind: 'value',
    placeholder: 'SECONDS',
    group: 'How to read',
    help: 'Longest time until new data is noticed where the file system sends no events (network mounts). Elsewhere it is noticed at once. 0 reads once and then no more.',
    number: { whole: false, min: 0 },
    fits: numeric,
  },
  {
    name: 'samples_per_plugin',
    kind: 'value',
    placeholder: 'NAME=N,…',
    group: 'How to read',
    help: 'How many points of a series the routes below /data answer at most, such as scalars=5000; 0 means all. The index and the page always have all points.',
    fits: (value) => when(/^\w+=\d+(,\w+=\d+)*$/.test(value)),
  },
  {
    name: 'inspect',
    kind: 'switch',
    placeholder: '',
    group: 'Other',
    help: 'Print what the event files of --logdir or --event_file hold, and end.',
  },
  {
    name: 'event_file',
    kind: 'value',
    placeholder: 'PATH',
    group: 'Other',
    help: 'With --inspect: this one file.',
    fits: (value) => (value.includes('tfevents') ? 'surely' : 'no'),
  },
  {
    name: 'tag',
    kind: 'value',
    placeholder: 'TAG',
    group: 'Other',
    help: 'With --inspect: only this tag.',
    fits: (_value, isFolder) => (isFolder ? 'no' : 'perhaps'),
  },
  { name: 'version', kind: 'switch', placeholder: '', group: 'Other', help: 'Print the version and end.' },
  { name: 'version_tb', kind: 'switch', placeholder: '', group: 'Other', help: 'The same, by its name in TensorBoard.' },
  { name: 'help', kind: 'switch', placeholder: '', group: 'Other', help: 'Print this and end.' },
  { name: 'helpfull', kind: 'switch', placeholder: '', group: 'Other', help: 'Print this and the flags of TensorBoard that change nothing here, and end.' },

  // ── flags of TensorBoard that change nothing here ──
  meaningless('load_fast', { choices: ['auto', 'true', 'false'], why: 'there is one loader, and it is the fast one' }),
  meaningless('extra_data_server_flags', { why: 'there is no separate data server' }),
  meaningless('grpc_creds_type', { choices: ['local', 'ssl', 'ssl_dev'], why: 'there is no separate data server' }),
  meaningless('grpc_data_provider', { why: 'there is no separate data server; event files are read from --logdir' }),
  meaningless('purge_orphaned_data', { kind: 'boolean', why: 'points replaced by a restart are always kept and left out of the default view' }),
  meaningless('db', { why: "TensorBoard's experimental database mode does not exist here" }),
  meaningless('db_import', { kind: 'switch', why: "TensorBoard's experimental database mode does not exist here" }),
  meaningless('reuse_port', { kind: 'boolean', why: 'the port is never shared' }),
  meaningless('max_reload_threads', { number: { whole: true, min: 1 }, why: 'as many threads read as there are processors' }),
  meaningless('reload_task', { choices: ['auto', 'thread', 'process', 'blocking'], why: 'reading always happens in threads' }),
  meaningless('reload_multifile', { kind: 'boolean', why: 'all event files of a run are always followed' }),
  meaningless('reload_multifile_inactive_secs', { number: { whole: true, min: -1 }, why: 'all event files of a run are always followed' }),
  meaningless('generic_data', { choices: ['false', 'auto', 'true'], why: 'it is a leftover in TensorBoard, too' }),
  meaningless('detect_file_replacement', { kind: 'boolean', why: 'replaced files are always noticed' }),
];

interface Meaningless {
  readonly kind?: FlagKind;
  readonly choices?: readonly string[];
  readonly number?: { readonly whole: boolean; readonly min: number };
  readonly why: string;
}

function meaningless(name: string, { kind = 'value', choices, number, why }: Meaningless): Flag {
  const fits = choices !== undefined ? (value: string): Fit => when(choices.includes(value.toLowerCase())) : number !== undefined ? numeric : undefined;
  return {
    name,
    kind,
    placeholder: kind === 'switch' ? '' : kind === 'boolean' ? 'BOOL' : choices !== undefined ? choices.join('|') : number !== undefined ? 'N' : 'TEXT',
    group: 'Other',
    help: `Changes nothing here: ${why}.`,
    notice: `--${name} changes nothing here: ${why}.`,
    ...(choices === undefined ? {} : { choices }),
    ...(number === undefined ? {} : { number }),
    ...(fits === undefined ? {} : { fits }),
  };
}

const byName: ReadonlyMap<string, Flag> = new Map(flags.map((flag) => [flag.name, flag]));

/** The flag of that exact name (with `_`). */
export function flagNamed(name: string): Flag | undefined {
  return byName.get(name);
}
