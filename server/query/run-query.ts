/** The queries by name, and how one is run over a reader: the same in a thread and in process. */
import { failure } from '../errors.js';
import type { Query, StreamQuery } from '../plugins/plugin.js';
import { pluginQueries } from '../plugins/queries.js';
import type { StoreReader } from '../store/reader.js';
import { catalogueQueries } from './catalogue.js';
import { exportStream } from './export.js';
import type { Answer } from './protocol.js';

const queries = new Map<string, Query>(Object.entries({ ...catalogueQueries, ...pluginQueries }));
const streams = new Map<string, StreamQuery>([['export', exportStream]]);

/** Answers the query `name`. Throws a `Failure` for what the client did wrong, and `internal` for a name nobody knows. */
export function runQuery(reader: StoreReader, name: string, options: { readonly params: unknown }): Answer {
  const query = queries.get(name);
  if (query === undefined) throw failure('internal', `No query is called ${name}.`);
  // One commit for the whole answer: a list and its counts never disagree.
  return reader.snapshot(() => query(reader, options.params));
}

/** Begins the streaming query `name`. */
export function runStream(reader: StoreReader, name: string, options: { readonly params: unknown }): Generator<Uint8Array, void, void> {
  const stream = streams.get(name);
  if (stream === undefined) throw failure('internal', `No stream is called ${name}.`);
  return stream(reader, options.params);
}
