import { createServer, type Server } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { listen } from '../../../server/command-line/listen.js';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

function app(): FastifyInstance {
  const instance = Fastify();
  open.push(instance);
  return instance;
}

function occupy(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server: Server = createServer();
    open.push(server);
    server.once('error', reject).listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}

describe('listen', () => {
  it('takes any free port for 0 and says which', async () => {
    const found = await listen(app(), { host: 'localhost', bindAll: false, port: 0 });
    expect(found).toMatchObject({ kind: 'listening' });
    expect(found.kind === 'listening' && found.port).toBeGreaterThan(0);
  });

  it('refuses a given port that is taken, also when only the other family of addresses is left', async () => {
    const port = await occupy(0);
    const message = `ERROR: Ridgeline could not bind to port ${port}, it was already in use`;
    expect(await listen(app(), { host: 'localhost', bindAll: false, port })).toEqual({ kind: 'refused', message });
    expect(await listen(app(), { host: '127.0.0.1', bindAll: false, port })).toEqual({ kind: 'refused', message });
    expect(await listen(app(), { host: 'localhost', bindAll: true, port })).toEqual({ kind: 'refused', message });
  });

  it('goes on to the next port from 6006 when none was given', async () => {
    // Whoever else has 6006 meanwhile does as well.
    await occupy(6006).catch(() => undefined);
    const found = await listen(app(), { host: 'localhost', bindAll: false, port: 'default' });
    expect(found.kind === 'listening' && found.port).toBeGreaterThan(6006);
    expect(found.kind === 'listening' && found.port).toBeLessThan(6106);
  });

  it('names an address this machine does not have', async () => {
    expect(await listen(app(), { host: '203.0.113.9', bindAll: false, port: 0 })).toEqual({ kind: 'refused', message: 'ERROR: Ridgeline could not bind to unavailable address 203.0.113.9' });
  });
});
