/** Reads what the scripts wrote with the server's own framing and decoder; anything not intact fails the test. */
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Event, type EventProto } from '../../../../server/tfevents/proto.js';
import { HEADER_BYTES, FRAME_BYTES, dataIsIntact, readHeader } from '../../../../server/tfevents/record.js';

export function readEvents(path: string): EventProto[] {
  const bytes = readFileSync(path);
  const events: EventProto[] = [];
  for (let at = 0; at < bytes.length; ) {
    const header = readHeader(bytes, at);
    if (header.kind === 'corrupt') throw new Error(`bad header at ${at} of ${path}`);
    if (!dataIsIntact(bytes, at + HEADER_BYTES, header.length)) throw new Error(`bad data at ${at} of ${path}`);
    events.push(Event.decode(bytes.subarray(at + HEADER_BYTES, at + HEADER_BYTES + header.length)));
    at += header.length + FRAME_BYTES;
  }
  return events;
}

/** Scalars as [step, value], by tag, in file order. */
export function readScalars(path: string): Map<string, [number, number][]> {
  const scalars = new Map<string, [number, number][]>();
  for (const { step, summary } of readEvents(path)) {
    for (const { tag, simpleValue } of summary?.value ?? []) {
      if (typeof simpleValue !== 'number') continue;
      const points = scalars.get(tag ?? '') ?? [];
      points.push([Number(step ?? 0), simpleValue]);
      scalars.set(tag ?? '', points);
    }
  }
  return scalars;
}

/** Event files below a folder, relative, in order of their names. */
export function eventFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.includes('tfevents'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}
