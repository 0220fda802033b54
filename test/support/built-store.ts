import type { StoreReader } from '../../server/store/reader.js';
import { buildStore, type SeriesSpec, type StoreBuilder } from './store-builder.js';

/** Points of one tag in one event file: `[step, value]` or `[step, value, wall time]`; without a time it is `1000 + step`. */
export type Points = readonly (readonly [step: number, value: number, wallTime?: number])[];

export interface FileToWrite {
  readonly run: string;
  /** Default `a.tfevents`. Files of a run count in the order of their names. */
  readonly file?: string;
  readonly tags: Readonly<Record<string, Points>>;
  readonly notes?: Readonly<Record<string, SeriesSpec>>;
  /** Default `scalars`. */
  readonly plugin?: string;
}

/** A store and a reader of it, written down as a literal: what tests of answers are about. Each file is a commit. Close it. */
export class BuiltStore {
  readonly reader: StoreReader;
  readonly #builder: StoreBuilder = buildStore();

  constructor(files: readonly FileToWrite[] = []) {
    for (const { run, file = 'a.tfevents', tags, notes = {}, plugin = 'scalars' } of files) {
      this.#builder.run(run).file(file);
      for (const [tag, points] of Object.entries(tags)) {
        const columns = { steps: points.map(([step]) => step), values: points.map(([, value]) => value), wallTimes: points.map(([step, , wallTime]) => wallTime ?? 1000 + step) };
        this.#builder.scalars(tag, columns, { plugin, ...notes[tag] });
      }
      this.#builder.commit();
    }
    this.reader = this.#builder.reader();
  }

  /** Path of the index. */
  get path(): string {
    return this.#builder.writer.path;
  }

  close(): void {
    this.#builder.close();
  }
}
