/** Record payload → event, with its wall time and step checked. */
import { hasTooManyParts, MOST_PARTS } from './event-parts.js';
import { Event, type EventProto } from './proto.js';

/** An event that can be used: `wallTime` is finite, `step` the nearest double to what the file holds. */
export interface DecodedEvent {
  readonly kind: 'event';
  readonly wallTime: number;
  readonly step: number;
  /** The step is beyond ±2^53 and was rounded. */
  readonly stepRounded: boolean;
  readonly proto: EventProto;
}

export type EventResult = DecodedEvent | { readonly kind: 'undecodable'; readonly reason: string } | { readonly kind: 'wall-time'; readonly wallTime: number };

/**
 * Decodes a payload. Never throws: what protobuf cannot read is `undecodable`, NaN and infinite wall times are
 * `wall-time`. Bytes fields of the answer are views of `payload`.
 */
export function decodeEvent(payload: Uint8Array): EventResult {
  // As a Buffer, protobufjs reads text with the same decoder as everything else here: one tag, one name.
  const bytes = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength);
  if (hasTooManyParts(bytes)) return { kind: 'undecodable', reason: `more than ${MOST_PARTS} numbers, or too many values` };
  let proto: EventProto;
  try {
    proto = Event.decode(bytes);
  } catch (error) {
    return { kind: 'undecodable', reason: error instanceof Error ? error.message : String(error) };
  }
  const wallTime = proto.wallTime ?? 0;
  if (!Number.isFinite(wallTime)) return { kind: 'wall-time', wallTime };
  const step = proto.step ?? 0;
  return { kind: 'event', wallTime, step, stepRounded: Math.abs(step) > 2 ** 53, proto };
}
