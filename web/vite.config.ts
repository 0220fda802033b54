import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/**
 * Builds the page into build/web. Every address in the result is relative (`base: './'`), so that the page works under
 * any `--path_prefix` and any proxy. `npx vite --config web/vite.config.ts` serves it for development and passes
 * `api/` and `data/` on to a server at RIDGELINE_SERVER (default http://localhost:6006).
 */
export default defineConfig({
  root: here('.'),
  base: './',
  plugins: [svelte()],
  build: {
    outDir: here('../build/web'),
    emptyOutDir: true,
    target: 'es2022',
    // Everything is a file of its own: `data:` addresses would need a wider content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
  },
  server: {
    proxy: Object.fromEntries(
      ['/api', '/data'].map((path) => [path, process.env['RIDGELINE_SERVER'] ?? 'http://localhost:6006']),
    ),
  },
});
