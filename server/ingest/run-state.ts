/**
 * What the ingest thread knows about a run while it reads it: how far every file was read, which may be ahead of what
 * is committed, and what is settled about its series. Plain data and the rules over it; no files, no clock.
 */
import type { FoundFile } from '../logdir/discover.js';
import type { FileStat } from '../logdir/tail.js';
import type { RunName, TagName } from '../model/names.js';
import type { KnownSeries, Stage, StagedSeries } from './protocol.js';

export interface FileState {
  /** Display form of the name. */
  readonly name: string;
  readonly rawName: Uint8Array;
  /** Absolute path. */
  readonly path: Uint8Array;
  /** As last looked at; null when that failed, or before the first look. */
  stat: FileStat | null;
  /** Where the next turn begins. */
  offset: number;
  seeking: boolean;
  /** The file holds nothing more to read as long as it is no longer than this. */
  exhaustedTo: number;
  /** Fingerprint of what stands before `offset`; see `logdir/tail.ts`. */
  head: string;
  /** False when the file changed since `head` was last compared with it. */
  verified: boolean;
  /** False until the index has a row for it, so that a run of empty files is listed. */
  stored: boolean;
  /** Reader threads that died at it since it last changed. */
  deaths: number;
  /** Why it is left alone until it changes or the next scan, or ''. */
  blocked: string;
}

export interface RunState {
  readonly run: RunName;
  readonly rawPath: Uint8Array;
  /** In the order of their names' bytes. */
  files: FileState[];
  readonly known: Map<TagName, KnownSeries>;
  /** Where each known series comes from first, and what was said there. */
  readonly origins: Map<TagName, Origin>;
  /** Raised by a reset: a stage of a turn given out before is dropped. */
  epoch: number;
  /** A turn is out. */
  reading: boolean;
  /** Turns taken since the run was last exhausted. */
  served: number;
}

interface Origin {
  /** Name of the file, as bytes in a Buffer. */
  file: Uint8Array;
  /** Of the first metadata; null when the series comes from an index that was read before, so that an earlier word is taken for another. */
  readonly metadata: string | null;
}

export function newRun(run: RunName, rawPath: Uint8Array): RunState {
  return { run, rawPath, files: [], known: new Map(), origins: new Map(), epoch: 0, reading: false, served: 0 };
}

export function newFile({ name, rawName, path, stat }: Pick<FoundFile, 'name' | 'rawName' | 'path' | 'stat'>): FileState {
  return { name, rawName, path, stat, offset: 0, seeking: false, exhaustedTo: 0, head: '', verified: true, stored: false, deaths: 0, blocked: '' };
}

/** Deaths of a reader at one file after which it is left alone until it changes. */
export const DEADLY = 2;

export const isDead = ({ deaths }: FileState): boolean => deaths >= DEADLY;

/** Forgets everything read: the run is read again from the start. */
export function resetRun(run: RunState): void {
  run.epoch++;
  run.reading = false;
  run.known.clear();
  run.origins.clear();
  for (const file of run.files) {
    Object.assign(file, { offset: 0, seeking: false, exhaustedTo: 0, head: '', verified: true, stored: false });
  }
}

/** The file to read next, or null: the first in name order that may hold something new. */
export function nextFile(run: RunState): FileState | null {
  if (run.reading) return null;
  return run.files.find(mayHoldMore) ?? null;
}

export const mayHoldMore = (file: FileState): boolean =>
  file.stat !== null && file.blocked === '' && (file.stat.size > file.exhaustedTo || !file.stored || !file.verified);

/** When the newest of the run's files was written, milliseconds since the epoch. */
export const newestMillis = (run: RunState): number => run.files.reduce((newest, file) => Math.max(newest, file.stat?.mtimeMillis ?? 0), 0);

/**
 * The series a turn on this file starts from: those first seen in it or in a file before it. What a later file said
 * first does not count, so that an index built live equals one built afresh.
 */
export function knownTo(run: RunState, file: FileState): ReadonlyMap<TagName, KnownSeries> {
  if (run.files.at(-1) === file) return run.known;
  const after = (tag: TagName): boolean => Buffer.compare(run.origins.get(tag)?.file ?? file.rawName, file.rawName) > 0;
  let later = false;
  for (const tag of run.known.keys()) {
    if (!after(tag)) continue;
    later = true;
    break;
  }
  return later ? new Map([...run.known].filter(([tag]) => !after(tag))) : run.known;
}

/**
 * Takes note of what a stage brought. Answers false, and leaves the run half changed, when an earlier file turns out
 * to say something else about a series than a later one did: then the run must be reset.
 */
export function acceptStage(run: RunState, file: FileState, stage: Stage, size: number): boolean {
  for (const series of stage.series) {
    const known = run.known.get(series.tag);
    const origin = run.origins.get(series.tag);
    if (known === undefined || origin === undefined) {
      run.known.set(series.tag, interned(series));
      run.origins.set(series.tag, { file: file.rawName, metadata: metadataKey(series) });
    } else if (Buffer.compare(origin.file, file.rawName) > 0) {
      if (known.plugin !== series.plugin || known.dataClass !== series.dataClass) return false;
      if (origin.metadata !== metadataKey(series)) return false;
      origin.file = file.rawName;
    }
  }
  file.offset = stage.toOffset;
  file.seeking = stage.seeking;
  // A turn that made no headway counts as the end: it would not make any the next time either.
  const stuck = stage.toOffset <= stage.fromOffset;
  file.exhaustedTo = stage.atEnd || stuck ? Math.max(size, stage.toOffset) : stage.toOffset;
  file.stored = true;
  file.deaths = 0;
  return true;
}

/** A stage for a file with nothing to read, so that it and its run are listed. */
export const emptyStage = (turn: number, { offset, seeking }: FileState): Stage => ({
  turn,
  fromOffset: offset,
  toOffset: offset,
  seeking,
  atEnd: true,
  records: 0,
  minWallTime: null,
  series: [],
  sessionStarts: [],
  problems: [],
});

/** True when a stage would change nothing in the index. */
export const isVoid = ({ fromOffset, toOffset, series, problems }: Stage): boolean => toOffset === fromOffset && series.length === 0 && problems.length === 0;

function metadataKey({ metadata }: StagedSeries): string {
  if (metadata === null) return '';
  return JSON.stringify([metadata.displayName, metadata.description, Buffer.from(metadata.content).toString('base64')]);
}

const kinds = new Map<string, KnownSeries>();

/** One object a kind: the map of known series is copied to a reader with every turn, and an object in it only once. */
export function interned({ plugin, dataClass }: KnownSeries): KnownSeries {
  const key = `${dataClass} ${plugin}`;
  let kind = kinds.get(key);
  if (kind === undefined) kinds.set(key, (kind = { plugin, dataClass }));
  return kind;
}
