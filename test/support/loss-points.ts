/** Event files of one series, `loss`: for tests about files, not about what is in them. */
import { eventFile, frame, scalarEvent, versionEvent } from './event-writer.js';
import { scalarPoints } from './index-description.js';
import type { RunningIngest } from './running-ingest.js';

export const version = (wallTime = 1000): Uint8Array => frame(versionEvent(wallTime));

export const point = (step: number, value = step / 4, { wallTime = 1000 + step } = {}): Uint8Array => frame(scalarEvent('loss', step, value, { wallTime }));

/** Points at these steps, a second apart. */
export const points = (...steps: readonly number[]): Uint8Array => eventFile(...steps.map((step) => point(step)));

/** Steps of the run's `loss` as the index has them, superseded ones too; undefined without any. */
export const lossSteps = (one: RunningIngest, run = 'r') => scalarPoints(one.index)[`${run}/loss`]?.map(([step]) => step);
