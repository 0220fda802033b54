/**
 * A log folder whose files grow by script: every change is one call, and moves the file's time on by a second, as if a
 * writer had taken that long.
 */
import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A fresh folder in the system's temporary one. Names may be bytes. */
export class GrowingFolder {
  readonly path: string;

  constructor() {
    this.path = mkdtempSync(join(tmpdir(), 'ridgeline-logs-'));
  }

  /** A file below the folder; nothing is made before it is written to. */
  file(name: string | Buffer): GrowingFile {
    return new GrowingFile(typeof name === 'string' ? Buffer.from(join(this.path, name)) : Buffer.concat([Buffer.from(`${this.path}/`), name]));
  }

  /** Removes one folder or file below it, or all of it. */
  remove(name = ''): void {
    rmSync(join(this.path, name), { recursive: true, force: true });
  }
}

let seconds = 1_700_000_000;

export class GrowingFile {
  readonly path: Buffer;

  constructor(path: Buffer) {
    this.path = path;
  }

  get size(): number {
    return statSync(this.path).size;
  }

  /** Appends, making the file and its folder where need be. */
  append(...bytes: readonly Uint8Array[]): this {
    this.#makeFolder();
    for (const some of bytes) appendFileSync(this.path, some);
    return this.#touch();
  }

  /** Writes it anew in place, like `open(path, 'w')`: the same inode. */
  rewrite(bytes: Uint8Array): this {
    this.#makeFolder();
    writeFileSync(this.path, bytes);
    return this.#touch();
  }

  /** Puts another file in its place, like rsync: another inode. */
  replace(bytes: Uint8Array): this {
    const beside = Buffer.concat([this.path, Buffer.from('.new')]);
    writeFileSync(beside, bytes);
    renameSync(beside, this.path);
    return this.#touch();
  }

  truncate(size: number): this {
    truncateSync(this.path, size);
    return this.#touch();
  }

  remove(): void {
    rmSync(this.path);
  }

  #makeFolder(): void {
    mkdirSync(this.path.subarray(0, this.path.lastIndexOf('/')), { recursive: true });
  }

  #touch(): this {
    seconds++;
    utimesSync(this.path, seconds, seconds);
    return this;
  }
}
