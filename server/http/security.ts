/**
 * Who may ask, and what a browser may do with the answer.
 *
 * - Host check against DNS rebinding: a hostile page can make its own name resolve to 127.0.0.1, but then the Host header
 *   carries that name. Answered are `localhost`, any IP address, and the names in `allowedHosts` (the `--host` name; with
 *   `--bind_all` the machine's host name). With a token the check is left out: rebinding cannot know the token.
 * - Origin check: a POST sent by a page of another site is refused. Scripts send no Origin header and are not affected.
 * - Token: see `token.ts`.
 * - Headers: a strict Content-Security-Policy (nothing from outside, no inline script, no eval), no sniffing, no referrer to
 *   other sites, no framing by other sites.
 */
import { isIP } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { failure } from '../errors.js';

export interface SecurityOptions {
  /** Names besides localhost and IP addresses that may stand in the Host header, without port. */
  readonly allowedHosts: readonly string[];
  /** True when every request is checked for a token anyway. */
  readonly tokenRequired: boolean;
}

const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/** Adds the checks and headers to every route of `app`. */
export function addSecurity(app: FastifyInstance, options: SecurityOptions): void {
  const allowed = new Set(options.allowedHosts.map((host) => host.toLowerCase()));
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(HEADERS);
    if (!options.tokenRequired && !isKnownHost(request.headers.host ?? '', allowed)) throw failure('forbidden-host');
    if (request.method !== 'GET' && request.method !== 'HEAD' && isFromOtherSite(request)) throw failure('forbidden-origin');
  });
  // As TensorBoard's answers; files of the page have said something else by now.
  app.addHook('onSend', async (_request, reply) => {
    if (reply.getHeader('cache-control') === undefined) reply.header('cache-control', 'no-cache, must-revalidate');
  });
}

/** Whether a Host header (with or without a port) may be answered. An absent one may: HTTP/1.0 clients are no browsers. */
export function isKnownHost(header: string, allowed: ReadonlySet<string>): boolean {
  if (header === '') return true;
  const host = (/^\[(.*)\](:\d+)?$/.exec(header)?.[1] ?? header.replace(/:\d+$/, '')).toLowerCase().replace(/\.$/, '');
  return host === 'localhost' || host.endsWith('.localhost') || isIP(host) !== 0 || allowed.has(host);
}

/**
 * Browsers say truthfully where a request came from in Sec-Fetch-Site, and proxies leave it alone; where it is missing (plain
 * http to a remote host, old browsers) Origin is held against Host, or X-Forwarded-Host when a proxy changed that.
 */
function isFromOtherSite({ headers }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const { origin } = headers;
  if (origin === undefined) return false;
  const forwarded = headers['x-forwarded-host'];
  const hosts = [headers.host, ...(Array.isArray(forwarded) ? forwarded : [forwarded])];
  return !URL.canParse(origin) || !hosts.includes(new URL(origin).host);
}
