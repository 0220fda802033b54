/**
 * TensorBoard's core routes (http-api, section 2), so that scripts and clients written for it work unchanged. Methods are not
 * checked there and not here.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify';
import { failure } from '../errors.js';
import { jsonFloat, jsonObject, jsonText } from '../model/python-text.js';
import type { StoreReader } from '../store/reader.js';
import { listPlugins } from './plugins-listing.js';

export const DATA_METHODS = ['GET', 'POST', 'PUT', 'DELETE'] as const;

export interface DataCoreDeps {
  readonly reader: StoreReader;
  readonly settings: {
    readonly version: string;
    readonly logdir: string;
    readonly windowTitle: string;
    readonly pathPrefix: string;
    /** The command line's flags as they were understood, for `debug.flags`. */
    readonly flags: Readonly<Record<string, unknown>>;
  };
}

/** Adds the routes to the root scope. */
export function addDataCore(app: FastifyInstance, deps: DataCoreDeps): void {
  const serve = (url: string, handler: RouteHandlerMethod) => app.route({ method: [...DATA_METHODS], url, handler });
  // As bytes: to a text Fastify would add a charset, which TensorBoard does not say.
  const json = (reply: FastifyReply, text: string) => reply.header('content-type', 'application/json').send(Buffer.from(text));

  serve('/data/environment', (_request, reply) => json(reply, environment(deps.settings)));
  serve('/data/logdir', (_request, reply) => json(reply, jsonObject([['logdir', jsonText(deps.settings.logdir)]])));
  serve('/data/runs', (_request, reply) => json(reply, `[${deps.reader.runs().map(({ name }) => jsonText(name)).join(', ')}]`));
  serve('/data/experiments', (_request, reply) => json(reply, '[]'));
  serve('/data/experiment_runs', (_request, reply) => json(reply, '[]'));
  serve('/data/window_properties', (_request, reply) => json(reply, jsonObject([['window_title', jsonText(deps.settings.windowTitle)]])));
  serve('/data/notifications', (_request, reply) => reply.redirect('../notifications_note.json', 302));
  serve('/data/plugins_listing', (_request, reply) => json(reply, JSON.stringify(listPlugins(deps.reader.pluginCounts(), deps.settings.pathPrefix))));
  serve('/data/plugin_entry.html', pluginEntry);
  for (const legacy of ['/audio', '/events', '/graphs', '/histograms', '/images']) serve(legacy, (_request, reply) => reply.redirect('/', 302));
}

function environment({ version, logdir, windowTitle, flags }: DataCoreDeps['settings']): string {
  const debug = jsonObject([
    ['data_provider', jsonText('ridgeline')],
    ['flags', JSON.stringify(flags)],
  ]);
  return jsonObject([
    ['version', jsonText(version)],
    ['data_location', jsonText(logdir)],
    ['window_title', jsonText(windowTitle)],
    ['experiment_name', '""'],
    ['experiment_description', '""'],
    ['creation_time', jsonFloat(0)],
    ['debug', debug],
  ]);
}

/** The host page of plugins that TensorBoard loads into an iframe. There are none here, so it only tells the two cases apart. */
async function pluginEntry(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { name } = request.query as { readonly name?: string | readonly string[] };
  const first = typeof name === 'string' ? name : name?.[0];
  if (first === undefined || !(first in listPlugins(new Map(), ''))) throw failure('not-found', first);
  return reply.code(400).type('text/plain; charset=utf-8').send('Plugin is not module loadable');
}
