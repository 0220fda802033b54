import { appendFileSync, chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { discoverNow } from '../../../server/logdir/discover.js';

let logdir: string;
beforeEach(() => {
  logdir = mkdtempSync(join(tmpdir(), 'ridgeline-discover-'));
});
afterEach(() => {
  chmodSync(logdir, 0o755);
  rmSync(logdir, { recursive: true, force: true });
});

function file(path: string, content = 'x'): string {
  const whole = join(logdir, path);
  mkdirSync(join(whole, '..'), { recursive: true });
  writeFileSync(whole, content);
  return whole;
}

const runs = () => discoverNow(logdir).runs.map(({ run }) => run);

describe('discoverRuns', () => {
  test('a folder with a file whose name contains "tfevents" is a run, at any depth, hidden ones too', () => {
    file('events.out.tfevents.1.host');
    file('b/c/d/mytfeventsfile.txt');
    file('.hidden/events.out.tfevents.2');
    file('only-others/events.out.tfevent.1');
    file('profile/events.out.tfevents.3.profile-empty', '');
    expect(runs()).toEqual(['.', '.hidden', 'b/c/d', 'profile']);
  });

  test('the files of a run come in the order of their names’ bytes, with their sizes', () => {
    file('a/tfevents.b', 'xx');
    file('a/tfevents.B', '');
    file('a/tfevents.é', 'xxx');
    file('a/notes.txt');
    expect(discoverNow(logdir).runs[0]?.files.map(({ name, stat }) => [name, stat?.size])).toEqual([
      ['tfevents.B', 0],
      ['tfevents.b', 2],
      ['tfevents.é', 3],
    ]);
  });

  test('a folder whose name contains "tfevents" is a folder', () => {
    file('tfevents.d/x.tfevents');
    expect(runs()).toEqual(['tfevents.d']);
  });

  test('names that are not UTF-8 are found, and told apart from names that look the same', () => {
    const raw = Buffer.concat([Buffer.from(`${logdir}/r`), Buffer.from([0xff])]);
    mkdirSync(raw);
    writeFileSync(Buffer.concat([raw, Buffer.from('/tfevents'), Buffer.from([0xfe])]), 'abc');
    file('r\\xff/tfevents');
    const found = discoverNow(logdir).runs;
    expect(found.map(({ run, files }) => [run, files[0]?.name, files[0]?.stat?.size])).toEqual([
      ['r\\x5cxff', 'tfevents', 1],
      ['r\\xff', 'tfevents\\xfe', 3],
    ]);
    expect(Buffer.from(found[1]?.rawPath ?? [])).toEqual(Buffer.from('r\xff', 'latin1'));
  });

  test('a linked folder is a run too, inside the logdir or outside', () => {
    file('real/a/x.tfevents');
    symlinkSync(join(logdir, 'real/a'), join(logdir, 'again'));
    const outside = mkdtempSync(join(tmpdir(), 'ridgeline-outside-'));
    writeFileSync(join(outside, 'y.tfevents'), '');
    symlinkSync(outside, join(logdir, 'out'));
    expect(runs()).toEqual(['again', 'out', 'real/a']);
    rmSync(outside, { recursive: true });
  });

  test('a link back to a folder above is not walked again', () => {
    file('real/a/x.tfevents');
    symlinkSync('..', join(logdir, 'real/a/loop'));
    symlinkSync('.', join(logdir, 'self'));
    symlinkSync('..', join(logdir, 'above-the-logdir'));
    symlinkSync('/', join(logdir, 'everything'));
    expect(runs()).toEqual(['real/a']);
  });

  test('two folders linking to each other end after each was seen once on a path', () => {
    file('a/x.tfevents');
    file('b/y.tfevents');
    symlinkSync('../b', join(logdir, 'a/to-b'));
    symlinkSync('../a', join(logdir, 'b/to-a'));
    expect(runs()).toEqual(['a', 'a/to-b', 'b', 'b/to-a']);
  });

  test('links between many folders do not multiply without end, and what is left out is said', () => {
    for (let level = 0; level < 24; level++) {
      file(`l${level}/x.tfevents`, '');
      for (const side of ['left', 'right']) symlinkSync(`../l${level + 1}`, join(logdir, `l${level}/${side}`));
    }
    const { runs: found, unreadable } = discoverNow(logdir);
    expect(found.length).toBeLessThan(24 * 9 + 1);
    expect(unreadable[0]?.detail).toMatch(/^left out: 8 other paths/);
  });

  test('a linked file is read; a link that leads nowhere, a device and a link to itself are reported', () => {
    const target = file('target.bin', 'abc');
    mkdirSync(join(logdir, 'r'));
    symlinkSync(target, join(logdir, 'r/good.tfevents'));
    symlinkSync('nowhere', join(logdir, 'r/gone.tfevents'));
    symlinkSync('self.tfevents', join(logdir, 'r/self.tfevents'));
    symlinkSync('/dev/null', join(logdir, 'r/device.tfevents'));
    expect(discoverNow(logdir).runs[0]?.files.map(({ name, stat, problem }) => [name, stat?.size ?? null, problem])).toEqual([
      ['device.tfevents', null, 'not a regular file'],
      ['gone.tfevents', null, 'the symbolic link leads nowhere'],
      ['good.tfevents', 3, ''],
      ['self.tfevents', null, 'too many symbolic links (ELOOP)'],
    ]);
  });

  test('a logdir that does not exist is an answer, not an error', () => {
    rmSync(logdir, { recursive: true });
    expect(discoverNow(logdir)).toEqual({ exists: false, runs: [], folders: [], unreadable: [] });
    mkdirSync(logdir);
    expect(discoverNow(logdir).exists).toBe(true);
  });

  test('a folder that may not be entered is reported, and its neighbours are found', ({ skip }) => {
    if (process.getuid?.() === 0) skip('root may enter every folder');
    file('closed/x.tfevents');
    file('open/x.tfevents');
    chmodSync(join(logdir, 'closed'), 0);
    const { runs: found, unreadable } = discoverNow(logdir);
    chmodSync(join(logdir, 'closed'), 0o755);
    expect(found.map(({ run }) => run)).toEqual(['open']);
    expect(unreadable).toEqual([{ run: 'closed', rawPath: Buffer.from('closed'), detail: 'folder cannot be read: permission denied (EACCES)' }]);
  });

  test('every folder walked is named with the time of its newest event file', () => {
    appendFileSync(file('g/a/x.tfevents'), 'y');
    const { folders } = discoverNow(logdir);
    expect(folders.map(({ path, run }) => [String(path), run])).toEqual([
      [logdir, null],
      [join(logdir, 'g'), null],
      [join(logdir, 'g/a'), 'g/a'],
    ]);
    expect(folders[2]?.newestMillis).toBeGreaterThan(0);
  });
});
