/**
 * `GET /api/export?format=csv|jsonl` with `series=` (ids, separated by commas), or `run=` and `tag=` (each repeatable), or
 * nothing: every point of what was chosen, streamed. See `query/export.ts` for the columns.
 */
import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { failure } from '../errors.js';
import type { ExportFormat, ExportRequest } from '../query/export.js';
import type { Queries } from '../query/protocol.js';
import { all, first, idList } from '../plugins/parse-request.js';

const TYPES: Readonly<Record<ExportFormat, string>> = { csv: 'text/csv; charset=utf-8', jsonl: 'application/jsonl; charset=utf-8' };

/** Adds the route below `/api`. */
export function addExport(app: FastifyInstance, deps: { readonly queries: Queries }): void {
  app.get('/export', async (request, reply) => {
    const query = request.query as Record<string, unknown>;
    const format = first(query, 'format') ?? 'csv';
    if (format !== 'csv' && format !== 'jsonl') throw failure('invalid-argument', 'format must be csv or jsonl.');
    const params: ExportRequest = { format, series: idList(query, 'series'), runs: all(query, 'run'), tags: all(query, 'tag') };
    // The first part is awaited, so that a request for nothing is still answered with its failure and not with a broken download.
    const parts = deps.queries.stream('export', params)[Symbol.asyncIterator]();
    const head = await parts.next();
    reply.header('content-disposition', `attachment; filename="scalars.${format}"`);
    return reply.type(TYPES[format]).send(Readable.from(chain(head, parts), { objectMode: false }));
  });
}

async function* chain(head: IteratorResult<Uint8Array>, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    for (let next = head; next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}
