import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

/**
 * Three projects, fastest first: `server` (node, in process), `web` (state classes and pure functions of the page),
 * `end-to-end` (the built server as a process, and a real Chromium).
 */
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'server', include: ['test/server/**/*.test.ts', 'test/*.test.ts'], environment: 'node', root: '.' } },
      {
        plugins: [svelte()],
        resolve: { conditions: ['browser'] },
        test: { name: 'web', include: ['test/web/**/*.test.ts'], environment: 'node', root: '.' },
      },
      {
        test: {
          name: 'end-to-end',
          include: ['test/end-to-end/**/*.test.ts'],
          environment: 'node',
          root: '.',
          testTimeout: 120_000,
          // Real browsers and processes on a machine that may be busy: what fails must fail three times.
          retry: 2,
          hookTimeout: 120_000,
          // A page answers when its frame is drawn, and a busy machine draws late.
          expect: { poll: { timeout: 15_000, interval: 50 } },
          fileParallelism: false,
        },
      },
    ],
  },
});
