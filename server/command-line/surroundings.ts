/**
 * What the command line may ask of the machine it was typed on. `config.ts` is a pure function of the arguments, the
 * environment and this; a test passes a plain object.
 */
import { realpathSync, readFileSync, statSync } from 'node:fs';
import { availableParallelism, homedir, hostname, userInfo } from 'node:os';

export interface Surroundings {
  /** Version of this program. */
  readonly version: string;
  readonly workingFolder: string;
  readonly homeFolder: string;
  readonly platform: NodeJS.Platform;
  /** Name of the person logged in, '' when the system knows none. */
  readonly userName: string;
  readonly hostName: string;
  /** Processors this process may use, at least 1. */
  readonly processors: number;
  /** False for what does not exist, too. */
  isFolder(path: string): boolean;
  /** Absolute path without links, null for what does not exist. */
  realPath(path: string): string | null;
  /** Text of a small file, null for what cannot be read. */
  readText(path: string): string | null;
}

/** The machine itself. */
export function realSurroundings(version: string): Surroundings {
  return {
    version,
    workingFolder: process.cwd(),
    homeFolder: homedir(),
    platform: process.platform,
    userName: orNull(() => userInfo().username) ?? '',
    hostName: hostname(),
    processors: availableParallelism(),
    isFolder: (path) => orNull(() => statSync(path).isDirectory()) ?? false,
    realPath: (path) => orNull(() => realpathSync(path)),
    readText: (path) => orNull(() => readFileSync(path, 'utf8')),
  };
}

/** Null instead of an error: the file system's refusals are all "not there" to the command line. */
function orNull<Result>(work: () => Result): Result | null {
  try {
    return work();
  } catch {
    return null;
  }
}
