import { existsSync, mkdirSync, mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { linkFolders } from '../../../server/command-line/link-folders.js';

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'ridgeline-links-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('linkFolders', () => {
  it('leaves exactly the links of this start, and what they lead to untouched', () => {
    const root = join(folder, 'root');
    const logs = join(folder, 'logs');
    mkdirSync(logs);
    writeFileSync(join(logs, 'keep'), '');
    linkFolders(root, [
      { name: 'a/b', path: logs },
      { name: 'c', path: logs },
    ]);
    linkFolders(root, [{ name: 'a', path: logs }]);
    expect(readdirSync(root)).toEqual(['a']);
    expect(readlinkSync(join(root, 'a'))).toBe(logs);
    expect(existsSync(join(logs, 'keep'))).toBe(true);
  });

  it('deletes nothing that is not its own', () => {
    const root = join(folder, 'root');
    mkdirSync(join(root, 'sub'), { recursive: true });
    writeFileSync(join(root, 'sub', 'mine'), '');
    expect(() => linkFolders(root, [])).toThrow();
    expect(existsSync(join(root, 'sub', 'mine'))).toBe(true);
  });
});
