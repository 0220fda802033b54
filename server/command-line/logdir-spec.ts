/** `--logdir_spec name:path,path`: TensorBoard's grammar for several log folders shown as one. */
import { basename } from 'node:path';

export interface NamedFolder {
  /** First part of its runs' names; '' when it is the only one and has none. */
  readonly name: string;
  readonly path: string;
}

/**
 * Split at every comma. An item has a name when it holds a colon, does not begin with a slash and is no Windows drive
 * path; the name is what stands before the first colon. Of items with the same path the last counts. Where
 * TensorBoard would merge unnamed folders, they get the folder's own name, with a number behind it if it is taken.
 */
export function readFolders(spec: string, toAbsolute: (path: string) => string): readonly NamedFolder[] {
  const byPath = new Map<string, string>();
  for (const item of spec.split(',').map((part) => part.trim())) {
    if (item === '') continue;
    const colon = item.indexOf(':');
    const named = colon > 0 && !item.startsWith('/') && !/^[a-z]:\\/i.test(item);
    const path = toAbsolute(named ? item.slice(colon + 1) : item);
    byPath.set(path, named ? item.slice(0, colon) : '');
  }
  const wanted = [...byPath].map(([path, name]) => ({ path, name: safeName(name) || (byPath.size > 1 ? basename(path) || 'root' : '') }));
  // A name is a link, so nothing can lie below it: `a` beside `a/b` becomes `a-2`.
  const taken = new Set(wanted.flatMap(({ name }) => ancestors(name)));
  return wanted.map(({ path, name }) => ({ path, name: name === '' ? '' : unique(name, taken) }));
}

/** `a/b/c` → `a`, `a/b` */
function ancestors(name: string): string[] {
  const parts = name.split('/');
  return parts.slice(0, -1).map((_part, i) => parts.slice(0, i + 1).join('/'));
}

/** A name becomes a path below our own folder, so it must not lead out of it. */
function safeName(name: string): string {
  return name
    .split('/')
    .filter((part) => part !== '' && part !== '.' && part !== '..')
    .join('/');
}

function unique(name: string, taken: Set<string>): string {
  let found = name;
  for (let number = 2; taken.has(found); number++) found = `${name}-${number}`;
  taken.add(found);
  return found;
}
