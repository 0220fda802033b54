import { describe, expect, it } from 'vitest';
import type { Surroundings } from '../../server/command-line/surroundings.js';
import { readConfig, type Config, type Start } from '../../server/config.js';

const machine: Surroundings = {
  version: '1.2.3',
  workingFolder: '/work',
  homeFolder: '/home/ada',
  platform: 'linux',
  userName: 'ada',
  hostName: 'gpu7',
  processors: 8,
  isFolder: () => false,
  realPath: () => null,
  readText: () => null,
};

const read = (line: string, environment: Record<string, string> = {}, surroundings: Partial<Surroundings> = {}): Start =>
  readConfig(line.split(' ').filter((word) => word !== ''), environment, { ...machine, ...surroundings });

function config(line: string, environment: Record<string, string> = {}, surroundings: Partial<Surroundings> = {}): Config {
  const start = read(line, environment, surroundings);
  if (start.kind !== 'serve') throw new Error(JSON.stringify(start));
  return start.config;
}

function refusal(line: string): string {
  const start = read(line);
  return start.kind === 'refuse' ? `${start.status} ${start.message}` : start.kind;
}

describe('readConfig', () => {
  it('has the defaults of TensorBoard', () => {
    const found = config('--logdir logs');
    expect(found).toMatchObject({ logdir: '/work/logs', host: 'localhost', bindAll: false, port: 'default', pathPrefix: '', windowTitle: '', token: '', samplesPerPlugin: {}, reloadInterval: 5 });
    expect(found.notices).toEqual([]);
    expect(Object.isFrozen(found)).toBe(true);
  });

  it('takes the log folder by flag or as a bare path, with ~ for home', () => {
    expect(config('./runs').logdir).toBe('/work/runs');
    expect(config('--logdir ~/runs').logdir).toBe('/home/ada/runs');
    expect(config('--logdir ~').logdir).toBe('/home/ada');
    expect(config('/a/../b').logdir).toBe('/b');
  });

  it('takes paths from where the person stood, not from where npm went', () => {
    const environment = { npm_package_name: 'ridgeline', npm_lifecycle_event: 'start', npm_config_logdir: 'true', INIT_CWD: '/home/ada/project' };
    expect(config('logs', environment).logdir).toBe('/home/ada/project/logs');
    expect(config('logs', { INIT_CWD: '/elsewhere' }).logdir).toBe('/work/logs');
  });

  it('reads what the flags say', () => {
    expect(config('logs --port 0').port).toBe(0);
    expect(config('logs --path_prefix /tb//').pathPrefix).toBe('/tb');
    expect(config('logs --samples_per_plugin scalars=0,images=50').samplesPerPlugin).toEqual({ scalars: 0, images: 50 });
    expect(config('logs --reload_interval 0.5').reloadInterval).toBe(0.5);
    expect(config('logs --bind_all').bindAll).toBe(true);
  });

  it('takes the token from the flag before the environment, and shows it nowhere', () => {
    expect(config('logs', { RIDGELINE_TOKEN: 'env' }).token).toBe('env');
    const both = config('logs --token flag', { RIDGELINE_TOKEN: 'env' });
    expect(both.token).toBe('flag');
    expect(JSON.stringify(both.flags)).not.toContain('flag');
  });

  it('keeps the index in the cache folder, one for each real log folder', () => {
    const links: Record<string, string> = { '/work/logs': '/data/logs', '/work/link': '/data/logs', '/work': '/data' };
    const index = (line: string, environment: Record<string, string> = {}, platform: NodeJS.Platform = 'linux'): string =>
      config(line, environment, { platform, realPath: (path) => links[path] ?? null }).index;
    expect(index('logs')).toMatch(/^\/home\/ada\/\.cache\/ridgeline\/logs-[0-9a-f]{16}\.sqlite$/);
    expect(index('link').slice(-24)).toBe(index('logs').slice(-24));
    expect(index('logs2').slice(-24)).not.toBe(index('logs').slice(-24));
    expect(index('logs', { XDG_CACHE_HOME: '/cache' })).toMatch(/^\/cache\/ridgeline\/logs-/);
    expect(index('logs', { XDG_CACHE_HOME: 'not-absolute' })).toMatch(/^\/home\/ada\/\.cache\//);
    expect(index('logs', {}, 'darwin')).toMatch(/^\/home\/ada\/Library\/Caches\/ridgeline\//);
    expect(index('/')).toMatch(/ridgeline\/root-/);
    expect(index('logs --index :memory:')).toBe(':memory:');
    expect(index('logs --index my.sqlite')).toBe('/work/my.sqlite');
    expect(config('logs --index my.sqlite').ownedIndex).toBe(false);
    expect(config('logs').ownedIndex).toBe(true);
  });

  it('gives a folder that does not exist yet the same index before and after it is made', () => {
    const before = config('link/new', {}, { realPath: (path) => (path === '/work/link' ? '/data' : null) }).index;
    const after = config('link/new', {}, { realPath: (path) => (path === '/work/link/new' ? '/data/new' : null) }).index;
    expect(after).toBe(before);
  });

  it('shows several folders as one with --logdir_spec', () => {
    const found = config('--logdir_spec a:/x/one,b:two');
    expect(found.linked).toEqual([
      { name: 'a', path: '/x/one' },
      { name: 'b', path: '/work/two' },
    ]);
    expect(found.shownLogdir).toBe('a:/x/one,b:two');
    expect(found.logdir).toMatch(/^\/home\/ada\/\.cache\/ridgeline\/several-[0-9a-f]{16}-folders$/);
    expect(config('--logdir_spec /x/one')).toMatchObject({ logdir: '/x/one', linked: [] });
  });

  it('says which flags change nothing', () => {
    expect(config('logs --load_fast=false --reload_multifile true --tag x').notices).toEqual([
      '--load_fast changes nothing here: there is one loader, and it is the fast one.',
      '--reload_multifile changes nothing here: all event files of a run are always followed.',
      '--tag changes nothing without --inspect.',
    ]);
  });

  it("refuses what makes no sense, in TensorBoard's words and with its status", () => {
    expect(refusal('')).toMatch(/^1 Error: A logdir must be specified/);
    expect(refusal('--logdir=')).toMatch(/^1 Error: A logdir must be specified/);
    expect(refusal('--logdir a --logdir_spec b:c')).toBe('1 Error: May not specify both --logdir and --logdir_spec');
    expect(refusal('logs --host x --bind_all')).toBe('1 Error: Must not specify both --host and --bind_all.');
    expect(refusal('logs --path_prefix foo')).toBe("1 Error: Path prefix must start with slash, but got: 'foo'.");
    expect(refusal('gs://bucket/logs')).toMatch(/^1 Error: A log folder must be on a file system/);
    expect(refusal('logs --port 70000')).toBe('255 ERROR: Ridgeline cannot bind to port 70000 > 65535');
    expect(refusal('logs --port x')).toMatch(/^2 /);
    expect(refusal('logs --samples_per_plugin scalars')).toMatch(/^2 /);
    expect(refusal('logs more')).toMatch(/^2 error: unrecognized arguments: more\n/);
    expect(refusal('--logdir logs more')).toMatch(/^2 error: unrecognized arguments: more\n/);
    expect(refusal('logs --nope')).toMatch(/^2 error: unknown option '--nope'/);
    expect(refusal('--inspect')).toBe('1 Error: Must specify either --logdir or --event_file.');
    expect(refusal('--inspect --logdir a --event_file b')).toBe('1 Error: Must specify either --logdir or --event_file, but not both.');
    expect(refusal('--inspect --logdir_spec a:b')).toBe('1 Error: --logdir_spec is not supported with --inspect.');
  });

  it('answers --help, --version and --inspect before anything else', () => {
    expect(read('--version')).toEqual({ kind: 'say', text: '1.2.3' });
    expect(read('--version_tb --port x')).toMatchObject({ kind: 'say' });
    expect(read('-h')).toMatchObject({ kind: 'say', text: expect.stringContaining('--logdir <PATH>') as string });
    expect(read('--inspect --logdir logs --tag loss')).toEqual({ kind: 'inspect', inspection: { logdir: '/work/logs', eventFile: '', tag: 'loss' } });
    expect(read('--inspect --event_file f')).toEqual({ kind: 'inspect', inspection: { logdir: '', eventFile: '/work/f', tag: '' } });
  });

  it('uses every processor, leaving one free where there are more than two', () => {
    expect([1, 2, 3, 8].map((processors) => config('logs', {}, { processors }).readers)).toEqual([1, 2, 2, 7]);
  });
});

describe('suggest', () => {
  it('names the index that a server of the same folder would have, and makes paths absolute', () => {
    const start = read('suggest --logdir ~/logs --metric val/acc --space s.json');
    expect(start).toMatchObject({ kind: 'suggest', logdir: '/home/ada/logs', index: config('~/logs').index, spaceFile: '/work/s.json', command: { request: { metric: 'val/acc' } } });
    expect(read('suggest logs --metric m --index my.sqlite')).toMatchObject({ index: '/work/my.sqlite', spaceFile: '' });
  });

  it('refuses and helps in its own name', () => {
    expect(refusal('suggest --logdir logs')).toMatch(/^2 error: which metric\?/);
    expect(refusal('suggest --metric m --logdir gs://bucket/logs')).toMatch(/^1 Error: A log folder must be on a file system/);
    expect(read('suggest --help')).toMatchObject({ kind: 'say', text: expect.stringContaining('ridgeline suggest') as string });
  });
});
