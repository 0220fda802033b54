import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { type Plugin, defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Writes a `.br` and a `.gz` beside every text file: the server hands them out as they are, so smallest costs nothing later. */
function compressed(): Plugin {
  let folder = '';
  return {
    name: 'compressed',
    apply: 'build',
    configResolved: (config) => {
      folder = config.build.outDir;
    },
    closeBundle: () => {
      for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
        if (!/\.(html|js|css|svg)$/.test(name)) continue;
        const path = join(folder, name);
        const bytes = readFileSync(path);
        writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }));
        writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
      }
    },
  };
}

/**
 * Builds the page into build/web. Every address in the result is relative (`base: './'`), so that the page works under
 * any `--path_prefix` and any proxy. `npx vite --config web/vite.config.ts` serves it for development and passes
 * `api/` and `data/` on to a server at RIDGELINE_SERVER (default http://localhost:6006).
 */
export default defineConfig({
  root: here('.'),
  base: './',
  plugins: [svelte(), compressed()],
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
