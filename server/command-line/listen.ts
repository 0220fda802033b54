/** Binds the HTTP server to its port: TensorBoard's scan, its words and its exit status when it cannot be done. */
import { connect } from 'node:net';
import type { FastifyInstance } from 'fastify';

export interface ListenOptions {
  /** `localhost` unless chosen. */
  readonly host: string;
  /** Every address, IPv6 and IPv4; `host` does not matter then. */
  readonly bindAll: boolean;
  /** `default`: 6006, or the first free one of the hundred from there; 0: any. */
  readonly port: number | 'default';
}

/** `message` is what to print before ending with status 255. */
export type Listening = { readonly kind: 'listening'; readonly port: number } | { readonly kind: 'refused'; readonly message: string };

const FIRST_PORT = 6006;
const PORTS_TRIED = 100;

export async function listen(app: FastifyInstance, { host, bindAll, port }: ListenOptions): Promise<Listening> {
  // Whoever connects to "localhost" must reach this server and not one that has the same port on its other address.
  const local = bindAll || host === 'localhost';
  const taken = async (candidate: number): Promise<boolean> => local && candidate !== 0 && (await somebodyListens(candidate));
  const hosts = bindAll ? ['::', '0.0.0.0'] : [host];

  if (port !== 'default') {
    const code = (await taken(port)) ? 'EADDRINUSE' : await bind(app, { hosts, port });
    return code === '' ? { kind: 'listening', port: portOf(app) } : { kind: 'refused', message: explain(code, { port, host: bindAll ? '::' : host }) };
  }
  for (let candidate = FIRST_PORT; candidate < FIRST_PORT + PORTS_TRIED; candidate++) {
    if (await taken(candidate)) continue;
    const code = await bind(app, { hosts, port: candidate });
    if (code === '') return { kind: 'listening', port: portOf(app) };
    if (code !== 'EADDRINUSE') return { kind: 'refused', message: explain(code, { port: candidate, host }) };
  }
  return { kind: 'refused', message: `ERROR: Ridgeline could not bind to any port around ${FIRST_PORT} (tried ${PORTS_TRIED} times)` };
}

/** '' when bound, else the system's error code. The next host is tried where a kind of address does not exist (IPv6 switched off). */
async function bind(app: FastifyInstance, { hosts, port }: { readonly hosts: readonly string[]; readonly port: number }): Promise<string> {
  let code = '';
  for (const host of hosts) {
    try {
      await app.listen({ host, port });
      return '';
    } catch (error) {
      code = (error as NodeJS.ErrnoException).code ?? '';
      if (code === '') throw error;
      if (code !== 'EAFNOSUPPORT' && code !== 'EADDRNOTAVAIL') return code;
    }
  }
  return code;
}

function portOf(app: FastifyInstance): number {
  const address = app.server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function somebodyListens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: 'localhost', port, autoSelectFamily: true, timeout: 500 });
    const answer = (accepted: boolean) => (): void => {
      socket.destroy();
      resolve(accepted);
    };
    socket.once('connect', answer(true)).once('error', answer(false)).once('timeout', answer(false));
  });
}

function explain(code: string, { port, host }: { readonly port: number; readonly host: string }): string {
  switch (code) {
    case 'EADDRINUSE':
      return `ERROR: Ridgeline could not bind to port ${port}, it was already in use`;
    case 'EACCES':
      return `ERROR: Ridgeline must be run as superuser to bind to port ${port}`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EINVAL':
      return `ERROR: Ridgeline could not bind to unavailable address ${host}`;
    case 'EAFNOSUPPORT':
      return `ERROR: Ridgeline could not bind to unsupported address family ${host}`;
    default:
      return `ERROR: Ridgeline could not bind to port ${port} at ${host}: ${code}`;
  }
}
