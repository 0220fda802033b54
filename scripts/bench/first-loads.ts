/** First loads of a corpus by both systems, in turns. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Corpus } from '../logdir/corpora.js';
import type { Context } from './context.js';
import { indexBytes, startRidgeline } from './ridgeline.js';
import { loadRustBoard } from './tensorboard.js';

/** One first load. `memory` in bytes: resident a moment after it, and the highest at any time. */
export interface FirstLoad {
  readonly millis: number;
  readonly processorTime: number;
  readonly memory: number;
  readonly highest: number;
}

export interface FirstLoads {
  readonly ridgeline: readonly FirstLoad[];
  /** Empty without TensorBoard. RustBoard alone: neither Python's start nor its memory is in it. */
  readonly rustboard: readonly FirstLoad[];
  /** A complete index, closed. */
  readonly index: string;
  readonly indexBytes: number;
}

const SETTLE_MILLIS = 1_000;

/** Fails when a point is missing after Ridgeline's load: a fast wrong answer is worth nothing. */
export async function measureFirstLoads(context: Context, corpus: Corpus): Promise<FirstLoads> {
  const { repeat, tensorboard } = context.options;
  const ridgeline: FirstLoad[] = [];
  const rustboard: FirstLoad[] = [];
  let index = '';
  warm(corpus.logdir);
  for (let turn = 0; turn < repeat; turn++) {
    if (tensorboard !== null) {
      const { millis, memory, processorTime } = await loadRustBoard(tensorboard, corpus.logdir);
      rustboard.push({ millis, processorTime, memory, highest: memory });
      context.log(`${corpus.name}: RustBoard loaded in ${millis.toFixed(0)} ms (${processorTime.toFixed(2)} s of processor time)`);
    }
    index = context.newIndex();
    const load = await loadRidgeline(corpus, index);
    ridgeline.push(load);
    context.log(`${corpus.name}: Ridgeline loaded in ${load.millis.toFixed(0)} ms (${load.processorTime.toFixed(2)} s of processor time)`);
  }
  return { ridgeline, rustboard, index, indexBytes: indexBytes(index) };
}

async function loadRidgeline(corpus: Corpus, index: string): Promise<FirstLoad> {
  const server = await startRidgeline({ logdir: corpus.logdir, index });
  try {
    const millis = await server.loaded();
    const processorTime = server.process.processorTime();
    await wait(SETTLE_MILLIS);
    const { resident, highest } = server.process.memory();
    const points = (await server.series()).count.reduce((total, count) => total + count, 0);
    const expected = corpus.runs * corpus.tags * corpus.steps;
    if (points !== expected) throw new Error(`${corpus.name}: ${points} points after the first load, ${expected} were written`);
    return { millis, processorTime, memory: resident, highest };
  } finally {
    await server.stop();
  }
}

/** Reads every file once, so that the first turn finds the page cache as warm as the last. */
function warm(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) readFileSync(join(entry.parentPath, entry.name));
  }
}
