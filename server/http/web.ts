/** Serves the built page. All its addresses are relative, so it works below any prefix. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

const UNBUILT = '<!doctype html><meta charset="utf-8"><title>Ridgeline</title><p>The page has not been built yet: run <code>npm run build</code> and reload.</p>';

/** `root` is the folder that Vite writes. Files below `assets/` carry a hash in their name and never change. */
export function addWeb(app: FastifyInstance, root: string): void {
  if (!existsSync(join(root, 'index.html'))) {
    for (const url of ['/', '/index.html']) app.get(url, (_request, reply) => reply.code(503).type('text/html; charset=utf-8').send(UNBUILT));
    return;
  }
  void app.register(fastifyStatic, {
    root,
    prefix: '/',
    index: false,
    dotfiles: 'ignore',
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const hashed = path.startsWith(join(root, 'assets'));
      reply.setHeader('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  // The plugin's own index is looked up without its compressed form beside it, and then not found.
  app.get('/', (_request, reply) => reply.sendFile('index.html'));
}
