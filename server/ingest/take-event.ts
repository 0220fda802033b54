/** The general road into a stage: any event, decoded by protobuf. The hot road is the scan kernel's rows (`read-turn.ts`). */
import { tagName } from '../model/names.js';
import type { KnownSeries, SeriesMetadata } from '../store/stage.js';
import { decodeEvent } from '../tfevents/event.js';
import { eventValues, type EventValue } from '../tfevents/event-value.js';
import { FRAME_BYTES } from '../tfevents/record.js';
import { settle } from './claim.js';
import type { SliceStage } from './stage.js';

/** Status of a `SessionLog` that says the writer began (again). */
const SESSION_START = 1;

/** Where a record stands in its file: offset of its header, length of its payload. */
export interface RecordPlace {
  readonly offset: number;
  readonly length: number;
}

/** Puts everything the event of an intact record carries into the stage, or counts why not. Keeps no view of `payload`. */
export function takeEvent(stage: SliceStage, payload: Uint8Array, { offset, length }: RecordPlace): void {
  if (length === 0) return; // not even a time: nothing was said
  const event = decodeEvent(payload);
  if (event.kind === 'undecodable') {
    stage.addProblem('undecodable-event', { offset, bytes: length + FRAME_BYTES, detail: `event is not readable: ${event.reason}, offset ${offset}` });
    return;
  }
  if (event.kind === 'wall-time') {
    stage.addProblem('wall-time', { offset, bytes: length + FRAME_BYTES, detail: `event has wall time ${event.wallTime}, offset ${offset}` });
    return;
  }
  const { wallTime, step, proto } = event;
  stage.sawWallTime(wallTime);
  if (event.stepRounded) {
    stage.addProblem('rounded-step', { offset, bytes: 0, detail: `step ${step} is beyond 2^53 and was rounded, offset ${offset}` });
  }
  if (proto.sessionLog?.status === SESSION_START) stage.sessionStarts.push({ step, wallTime, offset });
  for (const value of eventValues(proto)) takeValue(stage, value, { step, wallTime, offset, length });
}

function takeValue(stage: SliceStage, value: EventValue, at: RecordPlace & { readonly step: number; readonly wallTime: number }): void {
  if (value.tag === '') {
    stage.addProblem('unsupported-value', { offset: at.offset, bytes: 0, detail: `value ${value.index} has no tag, offset ${at.offset}` });
    return;
  }
  const series = stage.seriesOf(tagName(value.tag), () => firstWord(value));
  const measured = series.measure(value.body);
  if (measured === null && value.body.kind === 'none' && value.metadata !== null) return; // only said what the series is
  if (measured === null) {
    const what = `value of "${value.tag}" is not what the plugin "${series.known.plugin}" can read`;
    stage.addProblem('unsupported-value', { offset: at.offset, bytes: 0, detail: `${what}, offset ${at.offset}` });
  } else if (series.isScalar) series.addScalar(at.step, at.wallTime, measured);
  else series.addReference({ step: at.step, wallTime: at.wallTime, items: measured }, { offset: at.offset, length: at.length, index: value.index });
}

/**
 * What a series is for its whole life, from its first value. Values written the old way are shown by their tag when they give no
 * other name (TensorBoard's `data_compat`).
 */
export function firstWord(value: EventValue): { readonly known: KnownSeries; readonly metadata: SeriesMetadata } {
  const { metadata, body, tag } = value;
  const legacy = body.kind !== 'tensor' && body.kind !== 'none';
  return {
    known: settle(value),
    metadata: {
      displayName: metadata?.displayName || (legacy ? tag : ''),
      description: metadata?.description ?? '',
      content: new Uint8Array(metadata?.content ?? []), // a copy: the payload's memory is used again
    },
  };
}
