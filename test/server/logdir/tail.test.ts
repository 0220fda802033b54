import { execFileSync } from 'node:child_process';
import { appendFileSync, copyFileSync, mkdtempSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fingerprint, openEventFile, statFile } from '../../../server/logdir/tail.js';

let folder: string;
let path: Buffer;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ridgeline-tail-'));
  path = Buffer.from(join(folder, 'x.tfevents'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const head = (offset: number): string => {
  const result = fingerprint(path, offset);
  return result.kind === 'fingerprint' ? result.head : result.detail;
};

describe('openEventFile', () => {
  test('bytes are read from any offset, and fewer at the end', () => {
    writeFileSync(path, '0123456789');
    const file = openEventFile(path);
    if (file.kind !== 'open') throw new Error(file.detail);
    const into = Buffer.alloc(4);
    expect([file.readAt(into, 2), into.toString()]).toEqual([4, '2345']);
    expect([file.readAt(into, 8), into.toString()]).toEqual([2, '8945']);
    expect(file.readAt(into, 20)).toBe(0);
    expect(file.stat.size).toBe(10);
    file.close();
  });

  test('a missing file, a folder and a pipe are values, and nothing waits for the pipe’s writer', () => {
    expect(openEventFile(path)).toEqual({ kind: 'missing', detail: 'does not exist' });
    expect(openEventFile(Buffer.from(folder)).kind).toBe('unreadable');
    execFileSync('mkfifo', [String(path)]);
    expect(openEventFile(path)).toEqual({ kind: 'unreadable', detail: 'not a regular file' });
    expect(statFile(path)).toEqual({ kind: 'unreadable', detail: 'not a regular file' });
    expect(statFile(Buffer.from(join(String(path), 'below'))).kind).toBe('missing');
  });
});

describe('fingerprint', () => {
  const content = Buffer.from(Array.from({ length: 20_000 }, (_, at) => at % 251));

  test('stays the same while the file grows, also when it is copied anew', () => {
    for (const offset of [1, 4095, 4096, 4097, 8192, 20_000]) {
      writeFileSync(path, content);
      const before = head(offset);
      appendFileSync(path, 'more');
      copyFileSync(path, `${path}.copy`);
      renameSync(`${path}.copy`, path);
      expect(head(offset)).toBe(before);
    }
  });

  test('differs when the beginning, or what stands just before the offset, was written anew', () => {
    writeFileSync(path, content);
    const before = head(15_000);
    for (const at of [0, 4095, 11_000, 14_999]) {
      const changed = Buffer.from(content);
      changed[at] = 255;
      writeFileSync(path, changed);
      expect(head(15_000)).not.toBe(before);
    }
  });

  test('differs when the file is shorter than the offset, and is empty at offset 0', () => {
    writeFileSync(path, content);
    const before = head(15_000);
    truncateSync(path, 14_000);
    expect(head(15_000)).not.toBe(before);
    expect(head(0)).toBe('');
  });
});
