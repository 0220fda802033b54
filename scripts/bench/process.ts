/** Child processes whose time, memory and output are measured. Linux: figures come from /proc. */
import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';

const TICKS_PER_SECOND = 100;
const KILL_AFTER_MILLIS = 5_000;

/** A running child. `startedAt` is `performance.now()` just before it was spawned. */
export class Measured {
  readonly startedAt = performance.now();
  readonly child: ChildProcess;
  readonly #exited: Promise<void>;
  /** The last lines of its output, for the message when it fails. */
  readonly #tail: string[] = [];
  readonly #waiting = new Set<{ pattern: RegExp; resolve: (match: RegExpExecArray) => void }>();

  constructor(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    this.child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
    this.#exited = new Promise((resolve) => this.child.once('exit', () => resolve()));
    this.child.once('error', (error) => this.#tail.push(String(error)));
    for (const stream of [this.child.stdout, this.child.stderr]) {
      if (stream !== null) createInterface({ input: stream }).on('line', (line) => this.#read(line));
    }
  }

  get pid(): number {
    if (this.child.pid === undefined) throw new Error(`process did not start: ${this.#tail.join(' | ')}`);
    return this.child.pid;
  }

  get ended(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null || this.child.pid === undefined;
  }

  /** Waits for a line of output from now on. Rejects when the process ends before. */
  async line(pattern: RegExp): Promise<RegExpExecArray> {
    const matched = new Promise<RegExpExecArray>((resolve) => this.#waiting.add({ pattern, resolve }));
    return Promise.race([matched, this.#exited.then(() => Promise.reject(this.failure(`it ended before printing ${pattern}`)))]);
  }

  failure(what: string): Error {
    return new Error(`${this.child.spawnfile} ${this.child.spawnargs.slice(1).join(' ')}: ${what}; last output: ${this.#tail.join(' | ')}`);
  }

  /** Resident memory now and at its highest so far, bytes, of the process and its descendants. */
  memory(): { readonly resident: number; readonly highest: number } {
    const all = [this.pid, ...descendants(this.pid)].map((pid) => readFileSync(`/proc/${pid}/status`, 'utf8'));
    const sum = (field: string): number => all.reduce((total, status) => total + Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) * 1024, 0);
    return { resident: sum('VmRSS'), highest: sum('VmHWM') };
  }

  /** Processor time so far, seconds, all threads. */
  processorTime(): number {
    // The command in parentheses may hold spaces: fields are counted after it. utime and stime are the 14th and 15th.
    const fields = readFileSync(`/proc/${this.pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ');
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
  }

  /** Asks it to end, insists after 5 s; done when it is gone. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    if (this.ended) return;
    const children = descendants(this.pid);
    this.child.kill(signal);
    const insist = setTimeout(() => this.child.kill('SIGKILL'), KILL_AFTER_MILLIS);
    await this.#exited;
    clearTimeout(insist);
    for (const pid of children) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It ended with its parent, as it should.
      }
    }
  }

  #read(line: string): void {
    this.#tail.push(line);
    if (this.#tail.length > 8) this.#tail.shift();
    for (const waiter of this.#waiting) {
      const match = waiter.pattern.exec(line);
      if (match === null) continue;
      this.#waiting.delete(waiter);
      waiter.resolve(match);
    }
  }
}

/** Processes below `pid`, nearest first. */
function descendants(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      parents.set(Number(name), Number(readFileSync(`/proc/${name}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ')[1]));
    } catch {
      // It ended while the list was read.
    }
  }
  const found: number[] = [];
  for (let frontier = [pid]; frontier.length > 0; ) {
    frontier = [...parents].filter(([, parent]) => frontier.includes(parent)).map(([child]) => child);
    found.push(...frontier);
  }
  return found;
}

/** A port nobody listens on just now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port of this machine could be opened');
  return address.port;
}
