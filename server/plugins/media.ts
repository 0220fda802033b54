/** What image and audio series hold: the blobs of a value, their addresses, and the bytes behind an address. Runs in query threads. */
import { withValues } from '../blobs.js';
import { failure } from '../errors.js';
import { pluginName, runName, seriesId, tagName, type SeriesId } from '../model/names.js';
import { pythonRepr } from '../model/python-text.js';
import { formatValueKey, parseValueKey } from '../model/value-key.js';
import type { Answer } from '../query/protocol.js';
import type { ReadRefs, StoreReader } from '../store/reader.js';
import type { ValueBody } from '../tfevents/event-value.js';

/** How a plugin of blobs reads its values. */
export interface Media {
  /** The plugin's name in metadata. */
  readonly plugin: string;
  /** The blobs of a value, whichever way it was written. */
  readonly blobsOf: (body: ValueBody) => readonly Uint8Array[];
  /** Number of blobs, from the number of items in the index. */
  readonly countOf: (items: number) => number;
  /** Content type by the first bytes. */
  readonly typeOf: (bytes: Uint8Array) => string;
}

/** Every step of a series, in step order, and the keys of its blobs (`item` 0). */
export interface MediaSteps {
  readonly series: number;
  readonly steps: number[];
  readonly wallTimes: number[];
  readonly samples: number[];
  readonly keys: string[];
}

/** Steps of those of the series that exist and are this plugin's. */
export function mediaSteps(reader: StoreReader, series: readonly number[], media: Media): MediaSteps[] {
  return series.flatMap((id) => {
    const row = reader.seriesById(seriesId(id));
    return row?.plugin === pluginName(media.plugin) ? [stepsOf(reader, row.id, media)] : [];
  });
}

function stepsOf(reader: StoreReader, id: SeriesId, media: Media): MediaSteps {
  const refs = reader.readRefs(id);
  const { columns } = refs;
  // Two writers at once may leave steps out of order; a slider has only one direction.
  const order = Array.from(columns.steps, (_, i) => i).sort((a, b) => (columns.steps[a] ?? 0) - (columns.steps[b] ?? 0) || a - b);
  return {
    series: id,
    steps: order.map((i) => columns.steps[i] ?? 0),
    wallTimes: order.map((i) => columns.wallTimes[i] ?? 0),
    samples: order.map((i) => media.countOf(columns.values[i] ?? 0)),
    keys: order.map((i) => keyOf(reader, refs, { at: i, item: 0 })),
  };
}

/** Address of blob `item` of point `at`. */
export function keyOf(reader: StoreReader, { columns, files }: ReadRefs, { at, item }: { readonly at: number; readonly item: number }): string {
  const { generation } = reader;
  const [file = 0, offset = 0, length = 0, index = 0] = [files[at], columns.offsets[at], columns.lengths[at], columns.indexes[at]];
  return formatValueKey({ generation, file, offset, length, index, item });
}

/** The bytes behind an address; `item` goes before the key's own. Fails with `not-found` when there are none, or none any more. */
export function readBlob(reader: StoreReader, { key, item, media }: { readonly key: string; readonly item?: number; readonly media: Media }): Answer {
  const place = parseValueKey(key);
  if (!place || place.generation !== reader.generation) throw failure('not-found', 'There is no such blob in this index.');
  return withValues(reader, (values) => {
    const body = values.read(place)?.body;
    const bytes = body && media.blobsOf(body)[item ?? place.item];
    if (!bytes) throw failure('not-found', 'The event file no longer holds this blob.');
    return { type: media.typeOf(bytes), body: bytes };
  });
}

/** A series by name and what it points at, for TensorBoard's routes; null when there is none of this plugin. */
export function findRefs(reader: StoreReader, { run, tag, plugin }: { readonly run: string; readonly tag: string; readonly plugin: string }): ReadRefs | null {
  const row = reader.findSeries(runName(run), tagName(tag));
  return row?.plugin === pluginName(plugin) ? reader.readRefs(row.id) : null;
}

/** TensorBoard's words for a series that is not there. */
export const noSuchSeries = (what: string, { run, tag }: { readonly run: string; readonly tag: string }): never => {
  throw failure('not-found', `No ${what} data for run=${pythonRepr(run)}, tag=${pythonRepr(tag)}`);
};
