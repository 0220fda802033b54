import { describe, expect, it } from 'vitest';
import { followsNpm, undoNpm } from '../../../server/command-line/npm-arguments.js';

const started = { npm_package_name: 'ridgeline', npm_lifecycle_event: 'start' };

function undo(words: readonly string[], kept: Record<string, string> = {}, { folders = ['logs'], files = {} as Record<string, string> } = {}): string {
  const environment: Record<string, string> = { ...started, npm_config_userconfig: '/home/ada/.npmrc' };
  for (const [name, value] of Object.entries(kept)) environment[`npm_config_${name}`] = value;
  const reading = undoNpm(words, { environment, isFolder: (path) => folders.includes(path), readText: (path) => files[path] ?? null });
  return reading.kind === 'args' ? reading.args.join(' ') : reading.message;
}

describe('flags that npm keeps to itself', () => {
  // Left: what npm 11.19 was seen to hand over for the line in the title.
  it.each([
    ['npm start -- --logdir logs', ['--logdir', 'logs'], {}, '--logdir logs'],
    ['npm start --logdir logs', ['logs'], { logdir: 'true' }, '--logdir=logs'],
    ['npm start --logdir=logs', [], { logdir: 'logs' }, '--logdir=logs'],
    ['npm start logs', ['logs'], {}, 'logs'],
    ['npm start --logdir logs --port 7000', ['logs', '7000'], { logdir: 'true', port: 'true' }, '--logdir=logs --port=7000'],
    ['npm start --port 7000 --logdir logs', ['7000', 'logs'], { logdir: 'true', port: 'true' }, '--logdir=logs --port=7000'],
    ['npm start --port=7000 --logdir=logs', [], { logdir: 'logs', port: '7000' }, '--logdir=logs --port=7000'],
    ['npm start --logdir logs --port=7000', ['logs'], { logdir: 'true', port: '7000' }, '--logdir=logs --port=7000'],
    ['npm start --logdir=logs --port 7000', ['7000'], { logdir: 'logs', port: 'true' }, '--port=7000 --logdir=logs'],
    ['npm start logs --port 7000', ['logs', '7000'], { port: 'true' }, '--port=7000 --logdir=logs'],
    ['npm start --logdir logs --bind_all', ['logs'], { logdir: 'true', bind_all: 'true' }, '--logdir=logs --bind_all=true'],
    ['npm start --bind_all --logdir=logs', [], { logdir: 'logs', bind_all: 'true' }, '--logdir=logs --bind_all=true'],
    ['npm start --logdir logs --no-bind_all', ['logs'], { logdir: 'true', bind_all: '' }, '--logdir=logs --bind_all=false'],
    ['npm start --logdir logs --host 0.0.0.0', ['logs', '0.0.0.0'], { logdir: 'true', host: 'true' }, '--logdir=logs --host=0.0.0.0'],
    ['npm start --host gpu7 --logdir logs', ['gpu7', 'logs'], { logdir: 'true', host: 'true' }, '--logdir=logs --host=gpu7'],
    ['npm start --logdir logs --port=7000 --host x', ['logs', 'x'], { logdir: 'true', port: '7000', host: 'true' }, '--logdir=logs --host=x --port=7000'],
    ['npm start --logdir logs --index :memory:', ['logs', ':memory:'], { logdir: 'true', index: 'true' }, '--logdir=logs --index=:memory:'],
    ['npm start --logdir logs --path_prefix /tb', ['logs', '/tb'], { logdir: 'true', path_prefix: 'true' }, '--logdir=logs --path_prefix=/tb'],
    ['npm start --logdir logs --samples_per_plugin scalars=0', ['logs', 'scalars=0'], { logdir: 'true', samples_per_plugin: 'true' }, '--logdir=logs --samples_per_plugin=scalars=0'],
    ['npm start --logdir logs --reload_multifile false', ['logs'], { logdir: 'true', reload_multifile: '' }, '--logdir=logs --reload_multifile=false'],
    ['npm start --logdir logs --inspect --tag=loss', ['logs'], { logdir: 'true', inspect: 'true', tag: 'loss' }, '--logdir=logs --inspect=true --tag=loss'],
    ['npm start --logdir logs --token abc', ['logs'], { logdir: 'true', token_description: 'abc' }, '--logdir=logs --token=abc'],
    ['npm start --logdir logs -- --port 7000', ['logs', '--port', '7000'], { logdir: 'true' }, '--logdir=logs --port 7000'],
    ['npm start --logdir logs --load_fast auto', ['logs', 'auto'], { logdir: 'true', load_fast: 'true' }, '--logdir=logs --load_fast=auto'],
    ['npm start --logdir=logs --load_fast=true', [], { logdir: 'logs', load_fast: 'true' }, '--logdir=logs --load_fast=true'],
  ])('%s', (_typed, words, kept, expected) => {
    expect(undo(words, kept).split(' ').sort()).toEqual(expected.split(' ').sort());
  });

  it('a log folder whose name is a number is still a log folder', () => {
    expect(undo(['2024'], { logdir: 'true' })).toBe('--logdir=2024');
    expect(undo(['2024', '7000'], { logdir: 'true', port: 'true' }, { folders: ['2024'] })).toBe('--logdir=2024 --port=7000');
  });

  it('words that could be either are refused with the spelling that works', () => {
    const message = undo(['5', '7000'], { port: 'true', reload_interval: 'true', logdir: 'logs' });
    expect(message).toContain('npm kept --port and --reload_interval to itself');
    expect(message).toContain('    npm start -- --port N|default --reload_interval SECONDS --logdir=logs');
  });

  it('a flag without its value is refused', () => {
    expect(undo(['7000'], { logdir: 'true', port: 'true' })).toContain('npm start -- --logdir PATH --port N|default');
  });

  it('a flag given twice is refused when npm took the values away', () => {
    expect(undo(['a', 'b'], { logdir: 'true\n\ntrue' })).toContain('error:');
  });

  it("settings in npm's own configuration files are not taken for flags", () => {
    const files = { '/home/ada/.npmrc': 'registry=https://registry.example\nport = 9000\nbind-all=true\n; host=ignored\n' };
    expect(undo(['logs'], { logdir: 'true', port: '9000', bind_all: 'true' }, { files })).toBe('--logdir=logs');
  });

  it("npm's own tag setting is a flag only beside --inspect", () => {
    expect(undo(['logs'], { logdir: 'true', tag: 'next' })).toBe('--logdir=logs');
  });

  it('a secret that may be another program’s is not used', () => {
    expect(undo(['logs'], { logdir: 'true', token: 'ghp_secret' })).toContain('RIDGELINE_TOKEN');
    expect(undo(['logs'], { logdir: 'true', token: 'ghp_secret' })).not.toContain('ghp_secret');
  });

  it('outside npm start the environment is not looked at', () => {
    const options = { isFolder: () => true, readText: () => null };
    const kept = { npm_config_logdir: 'elsewhere', npm_config_port: '1' };
    expect(undoNpm(['a'], { ...options, environment: kept })).toEqual({ kind: 'args', args: ['a'] });
    expect(undoNpm(['a'], { ...options, environment: { ...kept, npm_package_name: 'other', npm_lifecycle_event: 'start' } })).toEqual({ kind: 'args', args: ['a'] });
    expect(undoNpm(['a'], { ...options, environment: { ...kept, ...started, npm_lifecycle_event: 'npx' } })).toEqual({ kind: 'args', args: ['a'] });
  });
});

describe('an npm that stands behind the process', () => {
  it('is known by what it leaves in the environment', () => {
    expect(followsNpm(started)).toBe(true);
    expect(followsNpm({ npm_lifecycle_event: 'npx', npm_lifecycle_script: 'ridgeline logs' })).toBe(true);
    expect(followsNpm({ npm_lifecycle_event: 'npx', npm_lifecycle_script: "'ridgeline' logs" })).toBe(true);
    for (const other of [{}, { npm_lifecycle_event: 'npx', npm_lifecycle_script: 'concurrently ridgeline' }, { npm_lifecycle_event: 'start', npm_package_name: 'training' }]) {
      expect(followsNpm(other)).toBe(false);
    }
  });
});
