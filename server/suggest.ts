/**
 * `ridgeline suggest`, run: reads the logs, proposes, prints, ends. The index of a server is used when it holds all that the
 * files do; else the folder is read here and now into an index that goes with the process, so that no server is disturbed.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { formatAnswer, type SuggestCommand } from './command-line/suggest.js';
import { Failure } from './errors.js';
import { readTurn } from './ingest/read-turn.js';
import { discoverNow, type Discovery } from './logdir/discover.js';
import { openEventFile } from './logdir/tail.js';
import type { TagName } from './model/names.js';
import { suggestAnswer } from './plugins/hparams/lab-queries.js';
import { parseSuggest, type SuggestQuery } from './plugins/hparams/lab-requests.js';
import { openReader, type StoreReader } from './store/reader.js';
import type { KnownSeries } from './store/stage.js';
import { openWriter } from './store/writer.js';
import { ScanKernel } from './tfevents/kernel/scan-kernel.js';

export interface SuggestPlace {
  /** Real absolute path of the log folder; need not exist yet when a search space is given. */
  readonly logdir: string;
  /** Absolute path of a server's index, which need not exist. */
  readonly index: string;
  /** Absolute path of the search space, or ''. */
  readonly spaceFile: string;
  readonly version: string;
}

export interface Output {
  out(text: string): void;
  err(text: string): void;
}

/** Exit status: 0 for an answer, 1 when none can be given, 2 for a request that makes no sense. */
export function runSuggest(command: SuggestCommand, place: SuggestPlace, { out, err }: Output): 0 | 1 | 2 {
  const refuse = (message: string, status: 1 | 2): 1 | 2 => {
    err(`${status === 2 ? 'error' : 'Error'}: ${message}`);
    return status;
  };
  const space = place.spaceFile === '' ? { kind: 'none' as const } : readSpace(place.spaceFile);
  if (space.kind === 'unreadable') return refuse(space.reason, 1);
  let query: SuggestQuery;
  try {
    query = parseSuggest({ ...command.request, ...(space.kind === 'read' ? { space: space.json } : {}) });
  } catch (error) {
    if (error instanceof Failure) return refuse(error.message, 2);
    throw error;
  }
  const found = discoverNow(place.logdir);
  if (!found.exists && space.kind === 'none') return refuse(`There is no log folder ${place.logdir}; before the first trial a search space must be given (--space FILE).`, 1);
  const { reader, unreadable, close } = openLogs(found, place);
  try {
    const answer = suggestAnswer(reader, query);
    if (unreadable > 0) err(`${unreadable} event ${unreadable === 1 ? 'file' : 'files'} could not be read.`);
    if (command.format === 'flags' && answer.note !== '') err(answer.note);
    out(formatAnswer(answer, command.format));
    return 0;
  } catch (error) {
    if (error instanceof Failure && error.status < 500) return refuse(error.message.replace(/a search space must be given\.$/, 'a search space must be given (--space FILE).'), 1);
    throw error;
  } finally {
    close();
  }
}

type Space = { readonly kind: 'read'; readonly json: unknown } | { readonly kind: 'unreadable'; readonly reason: string };

function readSpace(path: string): Space {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    return { kind: 'unreadable', reason: `The search space cannot be read: ${error instanceof Error ? error.message : String(error)}` };
  }
  try {
    return { kind: 'read', json: JSON.parse(text) as unknown };
  } catch {
    return { kind: 'unreadable', reason: `The search space is not JSON: ${path}` };
  }
}

interface OpenLogs {
  readonly reader: StoreReader;
  readonly unreadable: number;
  close(): void;
}

function openLogs(found: Discovery, place: SuggestPlace): OpenLogs {
  const indexed = openFresh(found, place);
  return indexed === null ? readNow(found, place) : { reader: indexed, unreadable: 0, close: () => indexed.close() };
}

/** The server's index, when every event file was read to its present end. Null for any doubt. */
function openFresh(found: Discovery, { index, logdir }: SuggestPlace): StoreReader | null {
  let reader: StoreReader;
  try {
    reader = openReader(index);
  } catch {
    // Not there, of another version, or left by a server in a way that only a writer may open.
    return null;
  }
  try {
    if (reader.logdir === logdir && isFresh(found, reader)) return reader;
  } catch {
    // A damaged index is the server's to repair.
  }
  reader.close();
  return null;
}

function isFresh({ runs }: Discovery, reader: StoreReader): boolean {
  const known = new Map(reader.files().map((file) => [`${file.run}\0${file.name}`, file]));
  const files = runs.flatMap(({ run, files: inRun }) => inRun.map((file) => ({ run, file })));
  if (files.length !== known.size) return false;
  return files.every(({ run, file }) => {
    const row = known.get(`${run}\0${file.name}`);
    return row !== undefined && file.stat !== null && !row.seeking && row.offset === file.stat.size && row.ino === file.stat.ino && row.dev === file.stat.dev;
  });
}

/** All event files, read in this thread, in their order. */
function readNow({ runs }: Discovery, { logdir, version }: SuggestPlace): OpenLogs {
  const opened = openWriter({ path: ':memory:', logdir, version, newGeneration: () => randomUUID() });
  if (opened.kind !== 'opened') throw new Error(opened.reason);
  const { writer } = opened;
  const kernel = new ScanKernel();
  let turn = 0;
  let unreadable = 0;
  for (const { run, rawPath, files } of runs) {
    const known = new Map<TagName, KnownSeries>();
    for (const { name, rawName, path, stat } of files) {
      if (stat === null) {
        unreadable++;
        continue;
      }
      const { dev, ino, size } = stat;
      for (let offset = 0, seeking = false, done = false; !done; ) {
        const result = readTurn({ turn: ++turn, run, path, offset, size, seeking, known }, { kernel, open: openEventFile });
        if (result.kind === 'unreadable') {
          unreadable++;
          break;
        }
        const { stage } = result;
        const committed = writer.commit({ stages: [{ run, rawPath, file: { name, rawName, dev, ino, head: '' }, stage }] });
        if (committed.kind === 'failed') throw new Error(committed.reason);
        for (const { tag, plugin, dataClass } of stage.series) known.set(tag, { plugin, dataClass });
        ({ toOffset: offset, seeking } = stage);
        done = stage.atEnd;
      }
    }
  }
  const reader = openReader(writer.path);
  return {
    reader,
    unreadable,
    close: () => {
      reader.close();
      writer.close();
    },
  };
}
