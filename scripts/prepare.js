/**
 * npm's `prepare`: builds after `npm install`. It does nothing when `npx ridgeline` runs it (npx links the folder into its cache
 * first, and what is started has been built), and nothing without the tools to build with (`npm install --omit=dev`).
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const { npm_command: command, npm_execpath: npm } = process.env;
if (command !== 'exec' && existsSync('node_modules/typescript')) {
  const { status } = npm === undefined ? spawnSync('npm run build', { stdio: 'inherit', shell: true }) : spawnSync(process.execPath, [npm, 'run', 'build'], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
}
