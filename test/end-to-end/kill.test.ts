import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seededRandom } from '../../scripts/logdir/random.js';
import { openReader } from '../../server/store/reader.js';
import { breakDataChecksum, eventFile, frame, scalarEvent, sessionEvent, versionEvent } from '../support/event-writer.js';
import { GrowingFolder } from '../support/growing-file.js';
import { describeIndex } from '../support/index-description.js';
import { freshIndex } from '../support/running-ingest.js';

const KILLS = 25;
const SEED = 20_261_125;
const LONGEST_LIFE_MILLIS = 500;

const root = fileURLToPath(new URL('../../', import.meta.url));
let indexFolder: string;
let logs: GrowingFolder;

beforeAll(() => {
  if (!existsSync(join(root, 'build/server/ingest/worker.js'))) execFileSync('npx', ['tsc', '-b', 'server'], { cwd: root });
  indexFolder = mkdtempSync(join(tmpdir(), 'ridgeline-kill-'));
  logs = new GrowingFolder();
});
afterAll(() => {
  rmSync(indexFolder, { recursive: true, force: true });
  logs.remove();
});

interface Said {
  readonly type: string;
  readonly generation?: string;
  readonly commit?: number;
  readonly progress?: { readonly state: string };
}

/** A process that ingests the log folder; `until` resolves with the first message that fits. */
function ingestProcess() {
  const child = spawn(process.execPath, [join(root, 'test/support/ingest-process.mjs'), logs.path, join(indexFolder, 'index.db')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said: Said[] = [];
  const listeners = new Set<() => void>();
  createInterface(child.stdout).on('line', (line) => {
    said.push(JSON.parse(line) as Said);
    for (const listener of listeners) listener();
  });
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()));
  return {
    said,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    until: (fits: (message: Said) => boolean) =>
      new Promise<Said>((resolve, reject) => {
        const look = (): void => {
          const found = said.find(fits);
          if (found !== undefined) resolve(found);
        };
        listeners.add(look);
        void ended.then(() => reject(new Error(`ended after ${JSON.stringify(said.at(-1))}`)));
        look();
      }),
  };
}

/** Writers at work: appends to three runs, now and then a restart, a damaged record, half a record, a file cut short. */
class Writers {
  readonly #random = seededRandom(SEED).fork('writers');
  #step = 0;
  #wallTime = 1_700_000_000;
  #half: Uint8Array | null = null;

  write(): void {
    const chance = this.#random.uniform();
    for (const run of ['steady', 'group/other']) logs.file(`${run}/a.tfevents`).append(this.#points(20 + Math.floor(this.#random.uniform() * 200)));
    if (chance < 0.2) this.#restart();
    else if (chance < 0.3) logs.file('group/other/a.tfevents').append(breakDataChecksum(this.#point(this.#step)));
    else if (chance < 0.4) logs.file('steady/b.tfevents').append(this.#points(30));
    // A damaged file is written anew, like a run that was started again in the same place.
    else if (chance < 0.45) logs.file('again/a.tfevents').rewrite(eventFile(frame(versionEvent(this.#wallTime)), this.#points(50)));
    this.#writeHalf();
  }

  /** A first load long enough to be killed in the middle of. */
  writeMuch(): void {
    for (const run of ['steady', 'large']) for (let part = 0; part < 10; part++) logs.file(`${run}/a.tfevents`).append(this.#points(20_000));
  }

  #restart(): void {
    this.#step = Math.max(0, this.#step - Math.floor(this.#random.uniform() * 500));
    logs.file('again/a.tfevents').append(frame(sessionEvent({ step: this.#step, wallTime: ++this.#wallTime })), this.#points(40));
  }

  #writeHalf(): void {
    const file = logs.file('halves/a.tfevents');
    if (this.#half !== null) file.append(this.#half);
    const record = this.#point(this.#step);
    const cut = Math.floor(this.#random.uniform() * record.length);
    file.append(record.subarray(0, cut));
    this.#half = record.subarray(cut);
  }

  #points(count: number): Uint8Array {
    return eventFile(...Array.from({ length: count }, () => this.#point(++this.#step)));
  }

  #point(step: number): Uint8Array {
    this.#wallTime += 0.5;
    return frame(scalarEvent(step % 3 === 0 ? 'loss' : 'accuracy', step, step * 0.25, { wallTime: this.#wallTime }));
  }
}

test(`killed ${KILLS} times while the logs grow, the index is what it would be if built afresh`, async () => {
  const random = seededRandom(SEED).fork('kills');
  const writers = new Writers();
  writers.writeMuch();
  let commit = 0;
  const generations = new Set<string>();
  for (let kill = 0; kill < KILLS; kill++) {
    const ingest = ingestProcess();
    const ready = await ingest.until(({ type }) => type === 'ready');
    generations.add(ready.generation ?? '');
    // What was committed is still there: a commit that was said is never lost.
    expect(ready.commit).toBeGreaterThanOrEqual(commit);
    const writing = setInterval(() => writers.write(), 20);
    await new Promise((resolve) => setTimeout(resolve, random.uniform() * LONGEST_LIFE_MILLIS));
    await ingest.kill();
    clearInterval(writing);
    commit = ingest.said.reduce((last, message) => Math.max(last, message.commit ?? 0), commit);
  }
  expect(generations.size).toBe(1);
  expect(commit).toBeGreaterThan(5);

  const last = ingestProcess();
  await last.until(({ progress }) => progress?.state === 'live');
  await last.kill();
  const reader = openReader(join(indexFolder, 'index.db'));
  const index = describeIndex(reader);
  reader.close();
  expect(index).toEqual(await freshIndex(logs.path));
  expect(index.files.length).toBeGreaterThan(4);
  expect(index.problems.length).toBeGreaterThan(0);
});
