/**
 * Event → the things it carries, each ready to be claimed by a plugin. Old and new ways of writing come out alike
 * (wire format, section 6): a graph and tagged run metadata become values with a tag of their own.
 */
import { MetaGraphDef, type EventProto, type HistogramProto, type SummaryMetadataProto, type TensorProto } from './proto.js';

/** What was written with the first value of a tag. '' and no bytes where nothing was given. */
export interface ValueMetadata {
  readonly plugin: string;
  readonly content: Uint8Array;
  readonly displayName: string;
  readonly description: string;
  /** The number in the file: 0 unknown, 1 scalar, 2 tensor, 3 blob sequence. */
  readonly dataClass: number;
}

/** The payload of a value, by the way it was written. `none`: metadata only, as every hparams summary is. */
export type ValueBody =
  | { readonly kind: 'simple'; readonly value: number }
  | { readonly kind: 'tensor'; readonly tensor: TensorProto }
  | { readonly kind: 'histogram'; readonly histogram: HistogramProto }
  | { readonly kind: 'image'; readonly width: number; readonly height: number; readonly bytes: Uint8Array }
  | { readonly kind: 'audio'; readonly contentType: string; readonly bytes: Uint8Array }
  | { readonly kind: 'graph'; readonly bytes: Uint8Array }
  | { readonly kind: 'run-metadata'; readonly bytes: Uint8Array }
  | { readonly kind: 'none' };

/** One thing an event carries. */
export interface EventValue {
  readonly tag: string;
  readonly metadata: ValueMetadata | null;
  readonly body: ValueBody;
  /** Position within `Summary.value`; 0 for a graph or run metadata. */
  readonly index: number;
}

/** Tag of a run's graph, which has none in the file (TensorBoard's name for it). */
export const RUN_GRAPH_TAG = '__run_graph__';

const NO_BYTES = new Uint8Array(0);

/** Everything the event carries, in order; the tag is '' where none was written. Events of other kinds give nothing. */
export function eventValues(proto: EventProto): EventValue[] {
  if (proto.summary) {
    return (proto.summary.value ?? []).map((value, index) => ({
      tag: value.tag || value.nodeName || '',
      metadata: readMetadata(value.metadata),
      body: readBody(value),
      index,
    }));
  }
  if (proto.graphDef?.length) return [graph(proto.graphDef)];
  if (proto.metaGraphDef?.length) {
    const bytes = graphOf(proto.metaGraphDef);
    return bytes.length > 0 ? [graph(bytes)] : [];
  }
  const run = proto.taggedRunMetadata;
  if (run?.tag) {
    return [{ tag: run.tag, metadata: null, body: { kind: 'run-metadata', bytes: run.runMetadata ?? NO_BYTES }, index: 0 }];
  }
  return [];
}

const graph = (bytes: Uint8Array): EventValue => ({ tag: RUN_GRAPH_TAG, metadata: null, body: { kind: 'graph', bytes }, index: 0 });

function graphOf(metaGraph: Uint8Array): Uint8Array {
  try {
    return MetaGraphDef.decode(metaGraph).graphDef ?? NO_BYTES;
  } catch {
    return NO_BYTES; // the graph beside it, if any, comes in an event of its own
  }
}

function readMetadata(metadata: SummaryMetadataProto | null | undefined): ValueMetadata | null {
  if (!metadata) return null;
  return {
    plugin: metadata.pluginData?.pluginName ?? '',
    content: metadata.pluginData?.content ?? NO_BYTES,
    displayName: metadata.displayName ?? '',
    description: metadata.summaryDescription ?? '',
    dataClass: metadata.dataClass ?? 0,
  };
}

function readBody(value: NonNullable<NonNullable<EventProto['summary']>['value']>[number]): ValueBody {
  // protobufjs leaves absent members of a oneof null or undefined, and present ones set.
  if (value.tensor) return { kind: 'tensor', tensor: value.tensor };
  if (value.histo) return { kind: 'histogram', histogram: value.histo };
  if (value.image) {
    const { width, height, encodedImageString } = value.image;
    return { kind: 'image', width: width ?? 0, height: height ?? 0, bytes: encodedImageString ?? NO_BYTES };
  }
  if (value.audio) {
    return { kind: 'audio', contentType: value.audio.contentType ?? '', bytes: value.audio.encodedAudioString ?? NO_BYTES };
  }
  if (value.simpleValue !== null && value.simpleValue !== undefined) return { kind: 'simple', value: value.simpleValue };
  return { kind: 'none' };
}
