/** The query threads' functions without threads: for tests, and for a caller that wants one answer and ends. */
import { fromRecord, toRecord } from '../errors.js';
import type { StoreReader } from '../store/reader.js';
import type { Queries } from './protocol.js';
import { runQuery, runStream } from './run-query.js';

/** Runs every query on the caller's thread over `reader`. Failures are the same as those of the threads. */
export function queriesInProcess(reader: StoreReader): Queries {
  return {
    // The promise makes a thrown failure a rejection, as it is with a thread.
    ask: (name, params) => Promise.resolve().then(() => withRecord(() => runQuery(reader, name, { params: structuredClone(params) }))),
    async *stream(name, params) {
      const parts = withRecord(() => runStream(reader, name, { params: structuredClone(params) }));
      for (;;) {
        const next = withRecord(() => parts.next());
        if (next.done === true) return;
        yield next.value;
      }
    },
  };
}

function withRecord<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (thrown) {
    throw fromRecord(toRecord(thrown));
  }
}
