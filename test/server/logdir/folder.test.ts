import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { describeFolder } from '../../../server/logdir/folder.js';

let logdir: string;
beforeEach(() => {
  logdir = mkdtempSync(join(tmpdir(), 'ridgeline-folder-'));
});
afterEach(() => rmSync(logdir, { recursive: true, force: true }));

describe('describeFolder', () => {
  test('says what is there: folders, event files with size and time, and other files', () => {
    mkdirSync(join(logdir, 'a/b'), { recursive: true });
    writeFileSync(join(logdir, 'a/b/events.out.tfevents.1'), '12345');
    writeFileSync(join(logdir, 'model.pt'), '123');
    const answer = describeFolder(logdir);
    expect(answer).toMatchObject({ logdir, exists: true, problem: '', folders: 2, truncated: false });
    expect(answer.eventFiles).toEqual([{ path: 'a/b/events.out.tfevents.1', bytes: 5, modifiedTime: expect.any(Number) as number }]);
    expect(Math.abs((answer.eventFiles[0]?.modifiedTime ?? 0) - Date.now() / 1000)).toBeLessThan(3600);
    expect(answer.otherFiles).toEqual([{ path: 'model.pt', bytes: 3 }]);
  });

  test('an empty folder and a missing one are told apart', () => {
    expect(describeFolder(logdir)).toMatchObject({ exists: true, folders: 0, eventFiles: [], otherFiles: [], truncated: false });
    expect(describeFolder(join(logdir, 'none'))).toMatchObject({ exists: false, problem: '' });
  });

  test('stops at its limit, says so, and does not follow links', () => {
    for (let i = 0; i < 30; i++) writeFileSync(join(logdir, `f${i}`), '');
    symlinkSync('.', join(logdir, 'loop'));
    expect(describeFolder(logdir, { limit: 10 })).toMatchObject({ truncated: true });
    expect(describeFolder(logdir, { limit: 31 })).toMatchObject({ truncated: false, folders: 0 });
  });

  test('lists a bounded sample however much there is', () => {
    for (let i = 0; i < 60; i++) {
      writeFileSync(join(logdir, `f${i}`), '');
      writeFileSync(join(logdir, `${i}.tfevents`), '');
    }
    const answer = describeFolder(logdir);
    expect([answer.eventFiles.length, answer.otherFiles.length]).toEqual([50, 20]);
  });
});
