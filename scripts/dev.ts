/**
 * `npm run dev -- --logdir logs`: everything is compiled again when it changes. The server restarts by itself; the page is
 * served by Vite (http://localhost:5173), which passes `/api` and `/data` on to the server. Arguments go to the server.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const tool = (path: string): string => here(`../../node_modules/${path}`);
const run = (...args: string[]): ChildProcess => spawn(process.execPath, args, { stdio: 'inherit' });

const parts = [
  run(tool('typescript/bin/tsc'), '-b', 'server', '--watch', '--preserveWatchOutput'),
  run(tool('vite/bin/vite.js'), '--config', 'web/vite.config.ts'),
  run('--watch', here('../server/main.js'), ...process.argv.slice(2)),
];

// Ctrl-C reaches all three; when one ends by itself, the others have no purpose.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => parts.forEach((part) => part.kill(signal)));
for (const part of parts) part.once('exit', () => parts.forEach((other) => other.kill()));
