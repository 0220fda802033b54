/**
 * The log folder as the ingest thread knows it: every run and event file, kept true by looking. `stat` and fingerprints
 * are the truth; a file that shrank, was replaced by another or went away while others of its run remain resets its run,
 * so that the index stays a function of the files that exist.
 */
import type { Discovery, FoundFile, FoundRun } from '../logdir/discover.js';
import { eventFilePath, toByteString } from '../logdir/path-bytes.js';
import type { FileStat, fingerprint, NotReadable, statFile } from '../logdir/tail.js';
import type { RunName } from '../model/names.js';
import type { Problem } from '../model/problems.js';
import type { FileIdentity, StagedProblem, StoredRun } from '../store/batch.js';
import { interned, isDead, newFile, newRun, resetRun, type FileState, type RunState } from './run-state.js';

/** What `LogFiles` asks the file system. */
export interface Disk {
  readonly stat: typeof statFile;
  readonly fingerprint: typeof fingerprint;
}

/** What happened to a run, told as it is found. */
export interface RunEvents {
  /** There may be something to read. */
  offer(run: RunState): void;
  /** Everything of the run is to be read again, and what was staged of it dropped. */
  reset(run: RunState): void;
  /** No event file of the run is left. */
  removed(run: RunState): void;
}

export class LogFiles {
  readonly runs = new Map<RunName, RunState>();
  /** Set when `problems` may answer something else than before. */
  problemsMayDiffer = true;
  /** By path, as a byte string. */
  readonly #byPath = new Map<string, { readonly run: RunState; readonly file: FileState }>();
  #unreadable: Discovery['unreadable'] = [];
  readonly #disk: Disk;
  readonly #events: RunEvents;

  constructor(disk: Disk, events: RunEvents) {
    this.#disk = disk;
    this.#events = events;
  }

  /** Takes over what the index holds. Offsets are trusted once the files before them prove to be the same. */
  restore(logdir: string, stored: readonly StoredRun[]): void {
    for (const { run: name, rawPath, files, known, origins } of stored) {
      const run = newRun(name, rawPath);
      this.runs.set(name, run);
      for (const [tag, series] of known) {
        run.known.set(tag, interned(series));
        run.origins.set(tag, { file: origins.get(tag) ?? new Uint8Array(0), metadata: null });
      }
      for (const { name: fileName, rawName, offset, seeking, head } of files) {
        const file = newFile({ name: fileName, rawName, path: eventFilePath(logdir, rawPath, rawName), stat: null });
        Object.assign(file, { offset, seeking, head, exhaustedTo: offset, verified: false, stored: true });
        this.#add(run, file);
      }
    }
  }

  /** Brings everything in line with a walk that just ended. */
  apply(discovery: Discovery): void {
    this.#unreadable = discovery.unreadable;
    this.problemsMayDiffer = true;
    const found = new Set<RunName>();
    for (const foundRun of discovery.runs) {
      found.add(foundRun.run);
      this.#applyRun(foundRun);
    }
    for (const run of [...this.runs.values()]) if (!found.has(run.run) && !this.#hidden(run)) this.#removeRun(run);
  }

  /** The file with this absolute path, null when it is not known. */
  find(path: Uint8Array): { readonly run: RunState; readonly file: FileState } | null {
    return this.#byPath.get(toByteString(path)) ?? null;
  }

  /** Looks at one file again. Answers `gone` when a walk is needed to say what that means for its run. */
  look(run: RunState, file: FileState): 'looked' | 'gone' {
    const looked = this.#disk.stat(file.path);
    if (looked.kind === 'file') this.#notice(run, file, looked.stat);
    else this.#lost(file, looked);
    return looked.kind === 'missing' ? 'gone' : 'looked';
  }

  /**
   * True when what was read of the file is still what it holds. Otherwise its run is reset, or, when that cannot be
   * found out, the file waits: for a walk when it is gone (`stat` is then null).
   */
  verify(run: RunState, file: FileState): boolean {
    const now = this.#disk.fingerprint(file.path, file.offset);
    if (now.kind !== 'fingerprint') {
      this.#lost(file, now);
      return false;
    }
    file.verified = now.head === file.head;
    if (!file.verified) this.reset(run);
    return file.verified;
  }

  /** Takes the fingerprint of what stands before `offset`, to which the file was just read; false when it cannot be read. */
  mark(file: FileState, offset: number): boolean {
    const now = this.#disk.fingerprint(file.path, offset);
    if (now.kind === 'fingerprint') file.head = now.head;
    else this.#lost(file, now);
    return now.kind === 'fingerprint';
  }

  /** Makes the run be read again from the start. */
  reset(run: RunState): void {
    resetRun(run);
    this.#events.reset(run);
    this.#events.offer(run);
  }

  /** Leaves the file alone until it changes or the next walk, for this reason; '' ends that. */
  block(file: FileState, detail: string): void {
    file.blocked = detail;
    this.problemsMayDiffer = true;
  }

  /** Everything that cannot be read now. */
  problems(): StagedProblem[] {
    const problems: StagedProblem[] = this.#unreadable.map(({ run, detail }) => ({ run, file: null, problem: unreadable(detail) }));
    for (const { run, files } of this.runs.values()) {
      for (const file of files) {
        if (file.blocked === '') continue;
        const problem = unreadable(file.blocked);
        problems.push({ run, file, problem: isDead(file) ? { ...problem, kind: 'reader-died', bytes: file.stat?.size ?? 0 } : problem });
      }
    }
    return problems;
  }

  #applyRun({ run: name, rawPath, files }: FoundRun): void {
    let run = this.runs.get(name);
    if (run === undefined) this.runs.set(name, (run = newRun(name, rawPath)));
    const before = new Map(run.files.map((file) => [toByteString(file.rawName), file]));
    let added = false;
    for (const found of files) {
      const key = toByteString(found.rawName);
      const file = before.get(key);
      before.delete(key);
      if (file === undefined) {
        const fresh = newFile(found);
        fresh.blocked = found.problem;
        this.#add(run, fresh);
        added = true;
      } else this.#compare(run, file, found);
    }
    if (added) run.files.sort((a, b) => Buffer.compare(a.rawName, b.rawName));
    for (const gone of before.values()) this.#byPath.delete(toByteString(gone.path));
    if (before.size > 0) {
      const gone = new Set(before.values());
      run.files = run.files.filter((file) => !gone.has(file));
      this.reset(run);
    } else this.#events.offer(run);
  }

  /** The walk took time: before a difference is believed, the file is looked at again. */
  #compare(run: RunState, file: FileState, found: FoundFile): void {
    // Permissions can change without a trace in what `stat` is compared by, so a blocked file is tried at every walk.
    if (!isDead(file)) file.blocked = '';
    if (found.stat === null) {
      file.stat = null;
      file.blocked = found.problem;
    } else if (file.stat === null || !sameStat(file.stat, found.stat)) this.look(run, file);
  }

  #notice(run: RunState, file: FileState, stat: FileStat): void {
    const before = file.stat;
    file.stat = stat;
    if (before !== null && sameStat(before, stat)) return;
    file.deaths = 0;
    if (file.blocked !== '') this.block(file, '');
    if (stat.size < file.offset) {
      this.reset(run);
      return;
    }
    file.verified = file.offset === 0;
    // What stood behind the offset, part of a record perhaps, may have been written anew.
    file.exhaustedTo = file.offset;
    this.#events.offer(run);
  }

  #lost(file: FileState, { kind, detail }: NotReadable): void {
    file.stat = null;
    if (kind === 'unreadable') this.block(file, detail);
  }

  #add(run: RunState, file: FileState): void {
    run.files.push(file);
    this.#byPath.set(toByteString(file.path), { run, file });
  }

  #removeRun(run: RunState): void {
    run.epoch++;
    this.runs.delete(run.run);
    for (const file of run.files) this.#byPath.delete(toByteString(file.path));
    this.#events.removed(run);
  }

  /** True when the run is in, or below, a folder that could not be listed: it may well be there. */
  #hidden({ run }: RunState): boolean {
    return this.#unreadable.some((folder) => folder.run === '.' || run === folder.run || run.startsWith(`${folder.run}/`));
  }
}

/** What the index keeps of a file, to know it again. */
export const identityOf = ({ name, rawName, stat, head }: FileState): FileIdentity => ({ name, rawName, dev: stat?.dev ?? 0, ino: stat?.ino ?? 0, head });

export const sameStat = (a: FileStat, b: FileStat): boolean =>
  a.size === b.size && a.mtimeMillis === b.mtimeMillis && a.ino === b.ino && a.dev === b.dev;

const unreadable = (detail: string): Problem => ({ kind: 'unreadable-file', count: 1, bytes: 0, firstOffset: 0, detail });
