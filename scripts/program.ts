/** Path of the program as people start it: what package.json's `bin` names, so that demo and benchmark run the same. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const { bin } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { bin: { ridgeline: string } };

export const program = join(root, bin.ridgeline);
