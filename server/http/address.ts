/**
 * What an address means once everything in front of the routes is taken off, in TensorBoard's order (http-api, section 1.1):
 * `--path_prefix`, then `/experiment/<id>`, then one slash at the end. A pure function of the request's URL.
 */

export type Address =
  /** `url` is what the routes see: path and query. */
  | { readonly kind: 'inside'; readonly url: string }
  /** The prefix or an experiment without its slash: relative addresses of the page would be wrong. */
  | { readonly kind: 'redirect'; readonly location: string }
  /** Not below the prefix. */
  | { readonly kind: 'outside' };

/** Whether a URL (without prefix) belongs to this product's own routes, whose failures are JSON. */
export const isApi = (url: string): boolean => /^\/api(?:[/?]|$)/.test(url);

/** Whether it belongs to TensorBoard's. */
export const isData = (url: string): boolean => /^\/data(?:[/?]|$)/.test(url);

const EXPERIMENT = /^\/experiment\/[^/]*/;

/** `pathPrefix` is '' or begins with a slash and does not end with one. */
export function readAddress(url: string, pathPrefix: string): Address {
  const queryAt = url.indexOf('?');
  const path = queryAt < 0 ? url : url.slice(0, queryAt);
  const query = queryAt < 0 ? '' : url.slice(queryAt);
  if (pathPrefix !== '' && path !== pathPrefix && !path.startsWith(`${pathPrefix}/`)) return { kind: 'outside' };
  const inner = path.slice(pathPrefix.length);
  const experiment = EXPERIMENT.exec(inner)?.[0] ?? '';
  const rest = inner.slice(experiment.length);
  // Relative, so that it is right behind a proxy that adds a prefix of its own.
  if (rest === '') return { kind: 'redirect', location: `${lastSegment(path)}/${query}` };
  const clean = rest.length > 1 && rest.endsWith('/') ? rest.slice(0, -1) : rest;
  return { kind: 'inside', url: clean + query };
}

/** `./name` and not `name`: a name with a colon in it would be a scheme. */
const lastSegment = (path: string): string => `./${path.slice(path.lastIndexOf('/') + 1)}`;
