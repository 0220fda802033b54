/**
 * The two scalar corpora every figure of the benchmark stands on: one Event a value, about 52 bytes a record, as
 * PyTorch's SummaryWriter writes them. Same seed, same bytes.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EventFile } from './event-file.js';
import { seededRandom, type Random } from './random.js';

/** How large a corpus is: runs × tags × steps points. */
export interface CorpusSpec {
  readonly runs: number;
  readonly tags: number;
  readonly steps: number;
}

/** A corpus on disk. */
export interface Corpus extends CorpusSpec {
  readonly name: string;
  readonly logdir: string;
  readonly bytes: number;
  readonly records: number;
}

/** 10 M points each: few runs of long series, and many runs of short ones. `million` is one series for zooming, `tenth` a tenth of `points`; 50 MB each. */
export const corpusSpecs = {
  points: { runs: 10, tags: 20, steps: 50_000 },
  runs: { runs: 500, tags: 20, steps: 1_000 },
  million: { runs: 1, tags: 1, steps: 1_000_000 },
  tenth: { runs: 10, tags: 20, steps: 5_000 },
} as const satisfies Record<string, CorpusSpec>;

export type CorpusName = keyof typeof corpusSpecs;

/** Raised whenever the bytes of a corpus change, so that a cached one is made again. */
const CORPUS_VERSION = 1;
const START = 1_760_000_000;

/**
 * Makes the corpus below `cache` (as `<cache>/<name>`), or finds it there as an earlier call left it: a note beside the
 * folder, written last, says what it holds. A folder without a fitting note is removed and made again.
 */
export function ensureCorpus(name: CorpusName, cache: string, log: (line: string) => void): Corpus {
  const spec = corpusSpecs[name];
  const about = `${spec.runs} runs × ${spec.tags} tags × ${spec.steps} steps`;
  return { ...spec, ...keepFolder(name, { cache, key: spec, write: (folder) => writeCorpus(folder, spec), log: () => log(`writing corpus ${name}: ${about}`) }) };
}

/** A folder of logs on disk. */
export interface KeptFolder {
  readonly name: string;
  readonly logdir: string;
  readonly bytes: number;
  readonly records: number;
}

/** What `keepFolder` needs: `key` says what the folder holds, as JSON; `log` is called before it is written. */
export interface Keep {
  readonly cache: string;
  readonly key: object;
  readonly write: (folder: string) => { readonly bytes: number; readonly records: number };
  readonly log: () => void;
}

/** `<cache>/<name>` as an earlier call left it, else written anew. */
export function keepFolder(name: string, { cache, key: contents, write, log }: Keep): KeptFolder {
  const logdir = join(cache, name);
  const notePath = join(cache, `${name}.json`);
  const key = JSON.stringify({ version: CORPUS_VERSION, ...contents });
  if (existsSync(notePath) && existsSync(logdir)) {
    const note = JSON.parse(readFileSync(notePath, 'utf8')) as { key: string; bytes: number; records: number };
    if (note.key === key) return { name, logdir, bytes: note.bytes, records: note.records };
  }
  log();
  rmSync(notePath, { force: true });
  rmSync(logdir, { recursive: true, force: true });
  const partial = `${logdir}.partial`;
  rmSync(partial, { recursive: true, force: true });
  const written = write(partial);
  renameSync(partial, logdir);
  writeFileSync(notePath, `${JSON.stringify({ key, ...written })}\n`);
  return { name, logdir, ...written };
}

/** Writes a corpus of any size into a new folder; returns its size. */
export function writeCorpus(folder: string, spec: CorpusSpec, { seed = 1 }: { seed?: number } = {}): { bytes: number; records: number } {
  let bytes = 0;
  let records = 0;
  const tags = corpusTags(spec.tags);
  for (let run = 0; run < spec.runs; run++) {
    const name = corpusRun(run, spec.runs);
    const path = join(folder, name);
    mkdirSync(path, { recursive: true });
    const start = START + run * 97;
    const file = new EventFile(join(path, `events.out.tfevents.${start}.node-01.${4000 + run}.0`), tags, start + 0.25);
    fillRun(file, tags.length, spec.steps, { start, random: seededRandom(seed).fork(name) });
    file.close();
    bytes += file.bytes;
    records += file.records;
  }
  return { bytes, records };
}

/** Name of the n-th run: nested two deep, as sweeps usually are. */
export function corpusRun(run: number, runs: number): string {
  const digits = String(runs - 1).length;
  return `sweep-${Math.floor((run * 10) / runs)}/run-${String(run).padStart(digits, '0')}`;
}

/** Tag names in a few groups, as training code names them; 12 or 13 characters, which makes about 52 bytes a record. */
export function corpusTags(count: number): string[] {
  const groups = ['train/loss', 'valid/loss', 'train/accu', 'optim/grad'];
  return Array.from({ length: count }, (_, i) => `${groups[i % groups.length]!}_${String(Math.floor(i / groups.length)).padStart(2, '0')}`);
}

/** Curves that fall and wobble; steps one apart; a step every 0.1 s or so, its values microseconds apart, as `time.time()` gives them. */
function fillRun(file: EventFile, tags: number, steps: number, { start, random }: { start: number; random: Random }): void {
  const levels = Array.from({ length: tags }, () => 0.05 + random.uniform());
  const pace = steps * (0.1 + 0.3 * random.uniform());
  let time = start + 1;
  for (let step = 0; step < steps; step++) {
    time += 0.09 + 0.02 * random.uniform();
    const fall = Math.exp(-step / pace);
    for (let tag = 0; tag < tags; tag++) {
      time += 0.00002 + 0.00001 * random.uniform();
      const level = levels[tag]!;
      file.addScalar(tag, step, time, level * (0.1 + 2 * fall) + 0.05 * level * random.normal());
    }
  }
}
