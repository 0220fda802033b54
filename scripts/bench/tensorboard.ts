/** TensorBoard as installed here, and its Rust data server ("RustBoard") alone, as processes under measurement. */
import { execFileSync } from 'node:child_process';
import { accessSync, constants, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Measured, freePort } from './process.js';

/** An installation: the command, and the data server's binary that it would start. */
export interface TensorBoardPaths {
  readonly command: string;
  readonly dataServer: string;
  readonly version: string;
}

/** The installation named, or the one on the PATH; null when there is none. A named one that does not work is an error. */
export function findTensorBoard(named: string | undefined): TensorBoardPaths | null {
  const command = named ?? (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'tensorboard')).find(executable);
  if (command === undefined) return null;
  // The command is a Python script: its first line names the interpreter that has the packages.
  const interpreter = /^#!\s*(\S+)/.exec(readFileSync(command, 'utf8'))?.[1];
  if (interpreter === undefined) throw new Error(`not a Python script with a first line that names its interpreter: ${command}`);
  const ask = 'import tensorboard_data_server as s, tensorboard.version as v; print(s.server_binary()); print(v.VERSION)';
  const [dataServer = '', version = ''] = execFileSync(interpreter, ['-c', ask], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim().split('\n');
  return { command, dataServer, version };
}

/**
 * RustBoard's first load, as its own log tells it (`-v`: "Finished load cycle (1.97s)"), from spawning the process to that line;
 * its own figure differs by about 10 ms. Defaults otherwise: two reader threads, checksums not verified, 1,000 points a tag.
 */
export async function loadRustBoard(paths: TensorBoardPaths, logdir: string): Promise<{ millis: number; memory: number; processorTime: number }> {
  const server = new Measured(paths.dataServer, ['--logdir', logdir, '--port', '0', '--reload', 'once', '-v']);
  try {
    await server.line(/Finished load cycle/);
    return { millis: performance.now() - server.startedAt, memory: server.memory().resident, processorTime: server.processorTime() };
  } finally {
    await server.stop('SIGKILL');
  }
}

export interface TensorBoard {
  readonly url: string;
  readonly process: Measured;
  stop(): Promise<void>;
}

/** The whole of TensorBoard with its fast loader, ready once the first load cycle is over. */
export async function startTensorBoard(paths: TensorBoardPaths, logdir: string): Promise<TensorBoard> {
  const port = await freePort();
  const args = ['--logdir', logdir, '--host', '127.0.0.1', '--port', String(port), '--load_fast=true', '--extra_data_server_flags=-v'];
  const process = new Measured(paths.command, args);
  const listening = process.line(/TensorBoard \S+ at http/);
  await Promise.all([listening, process.line(/Finished load cycle/)]);
  return { url: `http://127.0.0.1:${port}`, process, stop: () => process.stop() };
}

function executable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
