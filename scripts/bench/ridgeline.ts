/** Ridgeline as a process under measurement. */
import { readdirSync, statSync } from 'node:fs';
import { dirname, join, basename } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { RunsAnswer, SeriesAnswer, StatusAnswer } from '../../server/contract.js';
import { programPath } from '../program.js';
import { askJson } from './http.js';
import { Measured, freePort } from './process.js';

/** A status request costs the server a fraction of a millisecond: asking this often takes about 2 % of one core. */
const POLL_MILLIS = 20;
const LOAD_TIMEOUT_MILLIS = 300_000;

export interface Ridgeline {
  readonly url: string;
  readonly process: Measured;
  /** Waits until everything is committed and it watches for more. Milliseconds since the process was spawned. */
  loaded(): Promise<number>;
  runs(): Promise<RunsAnswer>;
  series(): Promise<SeriesAnswer>;
  stop(): Promise<void>;
}

/** Starts it on a free port. `index` is the path of the database; `node` are options for Node itself, to profile. */
export async function startRidgeline({ logdir, index, node = [] }: { logdir: string; index: string; node?: readonly string[] }): Promise<Ridgeline> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const process = new Measured(globalThis.process.execPath, [...node, programPath(), '--logdir', logdir, '--index', index, '--host', '127.0.0.1', '--port', String(port)]);

  async function loaded(): Promise<number> {
    for (;;) {
      const status = await askJson<StatusAnswer>(`${url}/api/status`).catch(() => null);
      const millis = performance.now() - process.startedAt;
      if (status?.load.state === 'live') return millis;
      if (status?.load.state === 'stuck') throw process.failure(`it is stuck: ${status.load.detail}`);
      if (process.ended) throw process.failure('it ended while loading');
      if (millis > LOAD_TIMEOUT_MILLIS) throw process.failure(`it did not finish loading in ${LOAD_TIMEOUT_MILLIS} ms`);
      await wait(POLL_MILLIS);
    }
  }

  return {
    url,
    process,
    loaded,
    runs: () => askJson(`${url}/api/runs`),
    series: () => askJson(`${url}/api/series`),
    stop: () => process.stop('SIGINT'),
  };
}

/** Bytes of an index with its write-ahead log. */
export function indexBytes(index: string): number {
  const folder = dirname(index);
  return readdirSync(folder)
    .filter((name) => name.startsWith(basename(index)))
    .reduce((total, name) => total + statSync(join(folder, name)).size, 0);
}
