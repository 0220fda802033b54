/** The folder that stands for several: `--logdir_spec` as links, so that everything else knows one log folder only. */
import { lstatSync, mkdirSync, readdirSync, rmdirSync, symlinkSync, unlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { NamedFolder } from './logdir-spec.js';

/**
 * Makes `root` hold exactly one link for each folder. What an earlier start left there is removed: links, and the folders
 * around them when empty. Nothing else is ever deleted. Throws the file system's error.
 */
export function linkFolders(root: string, folders: readonly NamedFolder[]): void {
  clear(root);
  for (const { name, path } of folders) {
    const link = join(root, name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(path, link, 'junction');
  }
}

function clear(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const stat = lstatSync(path);
    if (stat.isSymbolicLink()) unlinkSync(path);
    else if (stat.isDirectory()) {
      clear(path);
      rmdirSync(path);
    }
  }
}
