/** What every row may use: corpora, both systems, and first loads that several rows look at from different sides. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureCorpus, type Corpus, type CorpusName, type KeptFolder } from '../logdir/corpora.js';
import { ensureMediaCorpus, type MediaCorpusName } from '../logdir/media-corpora.js';
import { measureFirstLoads, type FirstLoads } from './first-loads.js';
import type { TensorBoardPaths } from './tensorboard.js';

export interface ContextOptions {
  /** Corpora are kept here for the next time. */
  readonly cache: string;
  readonly tensorboard: TensorBoardPaths | null;
  /** Path of a Chromium, null to leave the browser's rows out. */
  readonly chromium: string | null;
  /** Turns for each measurement that takes seconds. */
  readonly repeat: number;
  readonly log: (line: string) => void;
}

export class Context {
  readonly options: ContextOptions;
  readonly #scratch: string;
  readonly #loads = new Map<CorpusName, Promise<FirstLoads>>();

  constructor(options: ContextOptions) {
    this.options = options;
    mkdirSync(options.cache, { recursive: true });
    this.#scratch = mkdtempSync(join(options.cache, 'scratch-'));
  }

  log(line: string): void {
    this.options.log(line);
  }

  corpus(name: CorpusName): Corpus {
    return ensureCorpus(name, this.options.cache, this.options.log);
  }

  mediaCorpus(name: MediaCorpusName): KeptFolder {
    return ensureMediaCorpus(name, this.options.cache, this.options.log);
  }

  /** Path for an index that does not exist yet, in a folder of its own. */
  newIndex(): string {
    return join(mkdtempSync(join(this.#scratch, 'index-')), 'index.sqlite');
  }

  /** First loads of both systems in turns, measured at the first call. The last index stays, for whoever needs a loaded one. */
  firstLoads(name: CorpusName): Promise<FirstLoads> {
    const known = this.#loads.get(name);
    if (known !== undefined) return known;
    const measuring = measureFirstLoads(this, this.corpus(name));
    this.#loads.set(name, measuring);
    return measuring;
  }

  /** Removes everything but the corpora. */
  close(): void {
    rmSync(this.#scratch, { recursive: true, force: true });
  }
}
