/** What histogram series hold, as TensorBoard and this page ask for it. Runs in query threads. */
import { withValues, type ValueReader } from '../blobs.js';
import type { Columns } from '../model/columns.js';
import type { ReadRefs, StoreReader } from '../store/reader.js';
import type { ValueBody } from '../tfevents/event-value.js';
import { numbersOf } from '../tfevents/tensor.js';
import { legacyBuckets, type Buckets } from './buckets.js';

/** The buckets of a value, whichever way it was written; null when it is no histogram. */
export function bucketsOf(body: ValueBody): Buckets | null {
  if (body.kind === 'tensor') {
    const numbers = numbersOf(body.tensor);
    return numbers?.shape.length === 2 && numbers.shape[1] === 3 ? numbers.values : null;
  }
  if (body.kind !== 'histogram') return null;
  const { min, max, bucketLimit, bucket } = body.histogram;
  return legacyBuckets({ min: min ?? 0, max: max ?? 0, bucketLimit: bucketLimit ?? [], bucket: bucket ?? [] });
}

/** One step's histogram. `buckets` is null when its record can no longer be read. */
export interface HistogramStep {
  readonly step: number;
  readonly wallTime: number;
  readonly buckets: Buckets | null;
}

/** Histograms of the points `indexes` of a series. */
export function readHistograms(reader: StoreReader, refs: ReadRefs, indexes: ArrayLike<number>): HistogramStep[] {
  return withValues(reader, (values) =>
    Array.from(indexes, (at) => ({
      step: refs.columns.steps[at] ?? 0,
      wallTime: refs.columns.wallTimes[at] ?? 0,
      buckets: readAt(values, refs, at),
    })),
  );
}

function readAt(values: ValueReader, { columns, files }: ReadRefs, at: number): Buckets | null {
  const [file = 0, offset = 0, length = 0, index = 0] = [files[at], columns.offsets[at], columns.lengths[at], columns.indexes[at]];
  const body = values.read({ file, offset, length, index })?.body;
  return body ? bucketsOf(body) : null;
}

/** Indexes of the points whose step lies in [from, to], in step order; what shares a step stays in file order. */
export function stepsWithin({ steps }: Columns, from: number, to: number): number[] {
  const inside = Array.from(steps, (_, i) => i).filter((i) => (steps[i] ?? 0) >= from && (steps[i] ?? 0) <= to);
  return inside.sort((a, b) => (steps[a] ?? 0) - (steps[b] ?? 0) || a - b);
}
