/**
 * `--token`: every request needs it, as `Authorization: Bearer <token>`, as `?token=` (scripts), or in the cookie that opening
 * the page with `?token=` once leaves behind.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { failure } from '../errors.js';
import { isApi, isData } from './address.js';

/** Asks for `token` on every route of `app`. */
export function addToken(app: FastifyInstance, token: string): void {
  // Cookies are shared by all ports of a host: another server there must neither learn the token nor lose its own cookie to this one.
  const cookieValue = createHmac('sha256', token).update('ridgeline page cookie').digest('hex');
  const cookieName = `ridgeline-${createHash('sha256').update(cookieValue).digest('hex').slice(0, 12)}`;

  app.addHook('onRequest', async (request, reply) => {
    const given = (request.query as { readonly token?: string | readonly string[] }).token;
    const inQuery = typeof given === 'string' && same(given, token);
    if (inQuery && isPage(request)) return letIn(request, reply, { cookie: `${cookieName}=${cookieValue}` });
    const [scheme = '', bearer = ''] = (request.headers.authorization ?? '').split(/\s+/);
    if (inQuery || (scheme.toLowerCase() === 'bearer' && same(bearer, token))) return;
    if (same(readCookie(request.headers.cookie ?? '', cookieName), cookieValue)) return;
    reply.header('www-authenticate', 'Bearer');
    throw failure('unauthorized');
  });
}

/** Sends the browser to the same page without the token in its address, cookie in hand. */
function letIn(request: FastifyRequest, reply: FastifyReply, { cookie }: { readonly cookie: string }): FastifyReply {
  const url = new URL(request.originalUrl, 'http://localhost');
  url.searchParams.delete('token');
  const location = `./${url.pathname.slice(url.pathname.lastIndexOf('/') + 1)}${url.search}`;
  reply.header('set-cookie', `${cookie}; Path=/; HttpOnly; SameSite=Strict`);
  reply.header('cache-control', 'no-store');
  if (request.headers['sec-fetch-site'] !== 'cross-site') return reply.redirect(location, 302);
  // Reached by a link from elsewhere: a redirect still counts as that site's, and a Strict cookie would not go along.
  const target = location.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  return reply.type('text/html; charset=utf-8').send(`<!doctype html><meta http-equiv="refresh" content="0; url=${target}"><title>Ridgeline</title>`);
}

const isPage = ({ method, url }: FastifyRequest): boolean => method === 'GET' && !isApi(url) && !isData(url);

/** Compares in a time that tells nothing of where they differ. */
function same(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}

function readCookie(header: string, name: string): string {
  for (const part of header.split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return '';
}
