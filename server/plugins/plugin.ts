/**
 * What a tab's plugin is on the server. A plugin is one folder: `claim.ts` runs in reader threads, what
 * `named-queries.ts` lists in query threads, `routes.ts` on the HTTP thread. Each thread has a list of its own (`claims.ts`, `queries.ts`,
 * `index.ts`), so that none loads what only another needs.
 */
import type { FastifyInstance } from 'fastify';
import type { Answer, Queries } from '../query/protocol.js';
import type { StoreReader } from '../store/reader.js';

/** A question answered in one piece, in a query thread. Pure over the reader; throws `Failure` for what the client did wrong. */
export type Query = (reader: StoreReader, params: unknown) => Answer;

/** A question answered in parts of about 64 KiB or more. Must not hold a database iterator open across a `yield`: that would pin the WAL. */
export type StreamQuery = (reader: StoreReader, params: unknown) => Generator<Uint8Array, void, void>;

/** A plugin's queries by name; the name starts with the plugin's own: `scalars/points`. */
export type NamedQueries = Readonly<Record<string, Query>>;

/** What a plugin's routes may use. */
export interface PluginDeps {
  readonly queries: Queries;
  /** Points answered per series and plugin below `/data` (`--samples_per_plugin`); 0 = all; absent = the plugin's default. */
  readonly samplesPerPlugin: Readonly<Record<string, number>>;
}

/** A plugin as the HTTP thread knows it. */
export interface ServerPlugin {
  /** Name in the address: `/data/plugin/<name>/…` and `/api/plugins/<name>/…`. */
  readonly name: string;
  /** TensorBoard's routes. `app` is a scope of its own below `/data/plugin/<name>`. */
  dataRoutes?(app: FastifyInstance, deps: PluginDeps): void;
  /** This product's own. `app` is a scope of its own below `/api/plugins/<name>`. */
  apiRoutes?(app: FastifyInstance, deps: PluginDeps): void;
  /** The same routes also below `/api/<name>`: addresses that people type. */
  readonly shortAddress?: true;
}
