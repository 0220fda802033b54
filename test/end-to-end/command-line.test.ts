/** The program as a person starts it: the built server as a process, through npm too. Needs `npm run build`. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const root = process.cwd();
const main = join(root, 'build/bundle/main.js');
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
const npx = process.platform === 'win32' ? 'npx.cmd' : 'npx';

let folder = '';
const children: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ridgeline-command-line-'));
  cpSync(join(root, 'test/fixtures/corpus/tf1'), join(folder, 'logs'), { recursive: true });
});
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await new Promise((resolve) => child.once('close', resolve));
    }
  }
  rmSync(folder, { recursive: true, force: true });
});

interface Running {
  readonly child: ChildProcess;
  /** Both streams so far. */
  text(): string;
  /** Resolves with the match once it was printed; fails when the process ends before. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  readonly ended: Promise<number | null>;
}

/** An environment without what the npm that runs these tests has put there. */
function environment(more: Record<string, string> = {}): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(npm_|SSH_|INIT_CWD|RIDGELINE_|NODE_OPTIONS|VITEST)/i.test(name));
  return { ...Object.fromEntries(own), XDG_CACHE_HOME: join(folder, 'cache'), ...more };
}

function run(command: string, args: readonly string[], { cwd = folder, env = {} }: { cwd?: string; env?: Record<string, string> } = {}): Running {
  const child = spawn(command, args, { cwd, env: environment(env), stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  let text = '';
  const listeners = new Set<() => void>();
  const heard = (data: Buffer): void => {
    text += data.toString();
    for (const listener of listeners) listener();
  };
  child.stdout?.on('data', heard);
  child.stderr?.on('data', heard);
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  const says = (pattern: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const match = pattern.exec(text);
        if (match !== null) resolve(match);
      };
      listeners.add(look);
      look();
      void ended.then(() => reject(new Error(`ended without saying ${pattern}:\n${text}`)));
    });
  return { child, text: () => text, says, ended };
}

const ridgeline = (...args: string[]): Running => run(process.execPath, [main, ...args]);

/** The address printed, once it is. */
async function address(running: Running): Promise<string> {
  return (await running.says(/Page +(http:\S+)/))[1] as string;
}

async function runNames(url: string): Promise<string[]> {
  const answer = (await (await fetch(new URL('api/runs', url))).json()) as { readonly runs: readonly { readonly name: string }[] };
  return answer.runs.map(({ name }) => name);
}

describe('the program', () => {
  it('says where it is, loads the logs and ends cleanly on Ctrl-C, leaving an index that is not read again', async () => {
    const first = ridgeline('--logdir', 'logs', '--port', '0');
    const url = await address(first);
    await first.says(/Loaded 1 run: .* records in .* Watching for more\./);
    expect(await runNames(url)).toEqual(['run']);
    expect(first.text()).toContain(`Log folder  ${join(folder, 'logs')}\n`);
    first.child.kill('SIGINT');
    expect(await first.ended).toBe(0);

    const second = ridgeline('logs', '--port', '0');
    await second.says(/1 run, nothing new/);
    second.child.kill('SIGTERM');
    expect(await second.ended).toBe(0);
    expect(readdirSync(join(folder, 'cache/ridgeline')).filter((name) => /\.sqlite(-|$)/.test(name))).toHaveLength(1);
  });

  it('waits for a folder that does not exist, and for a signal before it is up', async () => {
    const waiting = ridgeline('later', '--port', '0', '--reload_interval', '0.2', '--index', ':memory:');
    const url = await address(waiting);
    expect(waiting.text()).toContain('(not there yet: waiting for it)');
    mkdirSync(join(folder, 'later'));
    cpSync(join(folder, 'logs'), join(folder, 'later'), { recursive: true });
    await waiting.says(/Loaded 1 run/);
    expect(await runNames(url)).toEqual(['run']);

    const early = ridgeline('logs', '--port', '0');
    early.child.kill('SIGINT');
    expect([0, null]).toContain(await early.ended);
  });

  it('lets a second server on the same logs have an index of its own, and removes that', async () => {
    const temporary = join(folder, 'tmp');
    mkdirSync(temporary);
    const first = ridgeline('logs', '--port', '0');
    await address(first);
    const second = run(process.execPath, [main, 'logs', '--port', '0'], { env: { TMPDIR: temporary } });
    const url = await address(second);
    expect(second.text()).toContain('This server keeps a private index of its own until it ends.');
    await second.says(/Loaded 1 run/);
    expect(await runNames(url)).toEqual(['run']);
    second.child.kill('SIGINT');
    expect(await second.ended).toBe(0);
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('shows several folders as one', async () => {
    cpSync(join(root, 'test/fixtures/corpus/tf2'), join(folder, 'other'), { recursive: true });
    const both = ridgeline('--logdir_spec', 'a:logs,b:other', '--port', '0');
    const url = await address(both);
    await both.says(/Loaded \d+ runs/);
    const names = await runNames(url);
    expect(names).toContain('a/run');
    expect(names.some((name) => name.startsWith('b'))).toBe(true);
  });

  it('asks for the token it was given', async () => {
    const locked = run(process.execPath, [main, 'logs', '--port', '0', '--path_prefix', '/tb/'], { env: { RIDGELINE_TOKEN: 'a secret' } });
    const url = await address(locked);
    expect(url).toMatch(/\/tb\/\?token=a%20secret$/);
    expect((await fetch(new URL('api/runs', url))).status).toBe(401);
    expect((await fetch(new URL('api/runs', url), { headers: { authorization: 'Bearer a secret' } })).status).toBe(401);
    expect((await fetch(new URL('api/runs?token=a%20secret', url))).status).toBe(200);
  });

  it('gives the line for home when it was started over ssh', async () => {
    const remote = run(process.execPath, [main, 'logs', '--port', '0'], { env: { SSH_CONNECTION: '198.51.100.2 50012 203.0.113.7 22', USER: 'ada' } });
    const { port } = new URL(await address(remote));
    expect(remote.text()).toContain(`ssh -N -L ${port}:localhost:${port} ada@203.0.113.7`);
  });
});

describe('what cannot be', () => {
  const refused = (...args: string[]): { status: number | null; stderr: string } => {
    const { status, stderr } = spawnSync(process.execPath, [main, ...args], { cwd: folder, env: environment(), encoding: 'utf8' });
    return { status, stderr };
  };

  it('ends with the status and the words of TensorBoard', async () => {
    const taken = createServer();
    const port = await new Promise<number>((resolve) => taken.listen(0, '127.0.0.1', () => resolve((taken.address() as { port: number }).port)));
    try {
      expect(refused('logs', '--port', String(port))).toEqual({ status: 255, stderr: `ERROR: Ridgeline could not bind to port ${port}, it was already in use\n` });
    } finally {
      taken.close();
    }
    expect(refused()).toMatchObject({ status: 1, stderr: expect.stringMatching(/^Error: A logdir must be specified/) as string });
    expect(refused('logs', '--prot', '1')).toMatchObject({ status: 2, stderr: expect.stringContaining('Did you mean --port?') as string });
    expect(refused('logs', '--index', join(root, 'package.json'))).toMatchObject({ status: 1, stderr: expect.stringContaining('not an index of this program') as string });
  });
});

// The lines of the README, through the npm that is installed here.
describe('npm', () => {
  const start = (...args: string[]): Running => run(npm, ['--prefix', root, 'start', ...args]);

  it.each([
    ['npm start --logdir logs --port 0', ['--logdir', 'logs', '--port', '0']],
    ['npm start --port=0 --logdir=logs', ['--port=0', '--logdir=logs']],
    ['npm start -- --logdir logs --port 0', ['--', '--logdir', 'logs', '--port', '0']],
    ['npm start --bind_all --port 0 --logdir logs', ['--bind_all', '--port', '0', '--logdir', 'logs']],
  ])('%s', async (_line, args) => {
    const started = start(...args);
    await started.says(/Loaded 1 run/);
    expect(started.text()).toContain(`Log folder  ${join(folder, 'logs')}\n`);
    // Ending npm ends the server: both streams close only when it is gone.
    started.child.kill('SIGTERM');
    await started.ended;
  });

  it('npx ridgeline logs --port 0', async () => {
    const started = run(npx, ['--offline', 'ridgeline', join(folder, 'logs'), '--port', '0'], { cwd: root, env: { npm_config_cache: join(folder, 'npm') } });
    await started.says(/Loaded 1 run/);
    started.child.kill('SIGTERM');
    await started.ended;
  });

  it('is answered with the spelling that works where it hides too much', async () => {
    const unclear = start('--logdir', '--port', '7000');
    await unclear.ended;
    expect(unclear.text()).toContain('npm start -- --logdir PATH --port N|default');
  });
});

it('the built page is there to be served', () => {
  expect(existsSync(join(root, 'build/web/index.html'))).toBe(true);
});
