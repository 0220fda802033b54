/** The program as people start it: what package.json's `bin` names, so that demo and benchmark run the same. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Its path. For compiled scripts only: they stand two folders below package.json. */
export function programPath(): string {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const { bin } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { bin: { ridgeline: string } };
  return join(root, bin.ridgeline);
}
