/** A log folder of a test's own and the ingestions over it, both gone after the test. */
import { afterEach, beforeEach, expect } from 'vitest';
import { GrowingFolder } from './growing-file.js';
import { freshIndex, RunningIngest, type RunningOptions } from './running-ingest.js';

export interface WatchedLogs {
  /** The folder of the test that runs. */
  readonly logs: GrowingFolder;
  /** Starts ingestion over it. */
  start(options?: RunningOptions): RunningIngest;
  /** The index must be what it would be, had it been built from the files as they are now. */
  expectFresh(one: RunningIngest): Promise<void>;
}

/** Call at the top of a test file. */
export function watchLogs(): WatchedLogs {
  let logs: GrowingFolder;
  let running: RunningIngest[];
  beforeEach(() => {
    logs = new GrowingFolder();
    running = [];
  });
  afterEach(async () => {
    for (const one of running) await one.discard();
    logs.remove();
  });
  return {
    get logs() {
      return logs;
    },
    start(options = {}) {
      const one = new RunningIngest(logs.path, options);
      running.push(one);
      return one;
    },
    async expectFresh(one) {
      expect(one.index).toEqual(await freshIndex(logs.path));
    },
  };
}
