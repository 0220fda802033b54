/**
 * `npm run demo`: a demo log folder that keeps growing, and Ridgeline watching it. Arguments go to Ridgeline
 * (`npm run demo -- --port 7000`). The folder is made new each time below the system's temporary folder and removed at the end.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { programPath } from './program.js';

const folder = mkdtempSync(join(tmpdir(), 'ridgeline-demo-'));
const logdir = join(folder, 'logs');

const writer = start(fileURLToPath(new URL('./make-logdir.js', import.meta.url)), [logdir, '--live']);
const server = start(programPath(), ['--logdir', logdir, '--index', join(folder, 'index.sqlite'), ...process.argv.slice(2)]);

// Both share this terminal, so Ctrl-C reaches them too: wait for the server, then clear away what was written.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => server.kill('SIGTERM'));
const [code] = await Promise.all([exited(server).finally(() => writer.kill('SIGTERM')), exited(writer)]);
rmSync(folder, { recursive: true, force: true });
process.exitCode = code;

function start(script: string, args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [script, ...args], { stdio: 'inherit' });
}

function exited(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => child.once('exit', (exitCode) => resolve(exitCode ?? 0)));
}
