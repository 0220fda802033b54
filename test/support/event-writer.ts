/**
 * Writes real event files, record by record, in every way the writers in use do it, and in ways they never should.
 * Everything here returns bytes: a record is `frame(event(…))`, a file is `eventFile(record, record, …)`.
 *
 * Field numbers: `proto/tensorboard`. Nothing of the server is used, so that reader and writer share no mistakes.
 */
import { frameRecord, headerOf } from './framing.js';
import { bytes, concat, double, float, message, packedDoubles, varint } from './wire.js';
import { tensorProto, type TensorSpec } from './tensor-writer.js';

/** When something happened. Left out of the event (as proto3 does) where zero or not given. */
export interface Moment {
  /** Seconds since the epoch. */
  readonly wallTime?: number;
  readonly step?: number | bigint;
}

/** `SummaryMetadata`. What is not given is not written. */
export interface MetadataSpec {
  readonly plugin?: string;
  readonly content?: string | Uint8Array;
  readonly displayName?: string;
  readonly description?: string;
  /** 0 unknown, 1 scalar, 2 tensor, 3 blob sequence. */
  readonly dataClass?: number;
}

// ── files and records ────────────────────────────────────────────────────────────────────────────────────────────────

/** A file of these records, as one buffer. */
export const eventFile = (...records: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => concat(records);

/** A whole valid record around a payload. */
export const frame = (payload: Uint8Array): Uint8Array => frameRecord(payload);

/** A record whose length says `length` and whose length checksum is right all the same. The data checksum is that of the payload. */
export function frameWithLength(payload: Uint8Array, length: number | bigint): Uint8Array {
  const record = frameRecord(payload);
  record.set(headerOf(length));
  return record;
}

/** The record with its length checksum made wrong. */
export const breakLengthChecksum = (record: Uint8Array): Uint8Array => flipped(record, 8);

/** The record with its data checksum made wrong. */
export const breakDataChecksum = (record: Uint8Array): Uint8Array => flipped(record, record.length - 1);

/** A copy with one byte changed (its lowest bit, or those of `bits`). */
export function flipped(source: Uint8Array, at: number, bits = 1): Uint8Array<ArrayBuffer> {
  const copy = Uint8Array.from(source);
  copy[at]! ^= bits;
  return copy;
}

// ── events ───────────────────────────────────────────────────────────────────────────────────────────────────────────

/** An `Event` with these further fields. */
export const event = ({ wallTime, step }: Moment, ...fields: readonly Uint8Array[]): Uint8Array =>
  concat([...(wallTime === undefined ? [] : [double(1, wallTime)]), ...(step === undefined || step === 0 ? [] : [varint(2, step)]), ...fields]);

/** What every file begins with. */
export const versionEvent = (wallTime: number, version = 'brain.Event:2'): Uint8Array => event({ wallTime }, bytes(3, version));

/** An event with these summary values. */
export const summaryEvent = (moment: Moment, ...values: readonly Uint8Array[]): Uint8Array =>
  event(moment, message(5, ...values.map((value) => bytes(1, value))));

export const graphEvent = (moment: Moment, graphDef: Uint8Array): Uint8Array => event(moment, bytes(4, graphDef));
export const metaGraphEvent = (moment: Moment, graphDef: Uint8Array): Uint8Array => event(moment, message(9, bytes(2, graphDef)));
export const runMetadataEvent = (moment: Moment, tag: string, runMetadata: Uint8Array): Uint8Array =>
  event(moment, message(8, bytes(1, tag), bytes(2, runMetadata)));

/** `SessionLog` of a status: 1 start, 2 stop, 3 checkpoint. */
export const sessionEvent = (moment: Moment, status = 1): Uint8Array => event(moment, message(7, varint(1, status)));

/** One scalar as torch, tensorboardX and TF1 write it: the event of the hot path. */
export const scalarEvent = (tag: string, step: number | bigint, value: number, { wallTime = 1.7e9 + Number(step) } = {}): Uint8Array =>
  summaryEvent({ wallTime, step }, simpleValue(tag, value));

/** One scalar as TF2 writes it: a float tensor of rank 0 as content; with metadata the first time, without afterwards. */
export const tf2ScalarEvent = (
  tag: string,
  step: number | bigint,
  value: number,
  { wallTime = 1.7e9 + Number(step), first = false }: { wallTime?: number; first?: boolean } = {},
): Uint8Array =>
  summaryEvent({ wallTime, step }, tensorValue(tag, { dtype: 'float', shape: [], numbers: [value] }, first ? { plugin: 'scalars', dataClass: 1 } : undefined));

// ── summary values ───────────────────────────────────────────────────────────────────────────────────────────────────

/** A `Summary.Value` of a tag, with metadata or without, and these further fields. */
export const summaryValue = (tag: string, metadata: MetadataSpec | undefined, ...fields: readonly Uint8Array[]): Uint8Array =>
  concat([bytes(1, tag), ...(metadata === undefined ? [] : [bytes(9, summaryMetadata(metadata))]), ...fields]);

export const simpleValue = (tag: string, value: number, metadata?: MetadataSpec): Uint8Array => summaryValue(tag, metadata, float(2, value));

export const tensorValue = (tag: string, tensor: TensorSpec, metadata?: MetadataSpec): Uint8Array =>
  summaryValue(tag, metadata, bytes(8, tensorProto(tensor)));

/** Metadata and nothing else, as every hparams summary is. */
export const metadataValue = (tag: string, metadata: MetadataSpec): Uint8Array => summaryValue(tag, metadata);

export const textValue = (tag: string, strings: readonly string[], shape: readonly number[] = [strings.length]): Uint8Array =>
  tensorValue(tag, { dtype: 'string', shape, strings }, { plugin: 'text' });

/** A legacy histogram; `limits[i]` is the right edge of bucket i. */
export interface HistogramSpec {
  readonly min: number;
  readonly max: number;
  readonly limits: readonly number[];
  readonly counts: readonly number[];
}

export function histogramValue(tag: string, { min, max, limits, counts }: HistogramSpec, metadata?: MetadataSpec): Uint8Array {
  const num = counts.reduce((sum, count) => sum + count, 0);
  const fields = [double(1, min), double(2, max), double(3, num), double(4, 0), double(5, 0), packedDoubles(6, limits), packedDoubles(7, counts)];
  return summaryValue(tag, metadata, message(5, ...fields));
}

export const imageValue = (
  tag: string,
  { width, height, image }: { width: number; height: number; image: Uint8Array },
  metadata?: MetadataSpec,
): Uint8Array => summaryValue(tag, metadata, message(4, varint(1, height), varint(2, width), varint(3, 3), bytes(4, image)));

export const audioValue = (
  tag: string,
  { clip, contentType = 'audio/wav' }: { clip: Uint8Array; contentType?: string },
  metadata?: MetadataSpec,
): Uint8Array => summaryValue(tag, metadata, message(6, float(1, 44100), varint(2, 1), varint(3, 1), bytes(4, clip), bytes(5, contentType)));

export function summaryMetadata({ plugin, content, displayName, description, dataClass }: MetadataSpec): Uint8Array {
  const pluginData = [...(plugin === undefined ? [] : [bytes(1, plugin)]), ...(content === undefined ? [] : [bytes(2, content)])];
  return concat([
    ...(pluginData.length === 0 ? [] : [message(1, ...pluginData)]),
    ...(displayName === undefined ? [] : [bytes(2, displayName)]),
    ...(description === undefined ? [] : [bytes(3, description)]),
    ...(dataClass === undefined ? [] : [varint(4, dataClass)]),
  ]);
}

// ── hparams ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** The summary value by which a run states its hyperparameters. */
export function sessionStartValue(hparams: Readonly<Record<string, number | string | boolean>>, { groupName = '' } = {}): Uint8Array {
  const entries = Object.entries(hparams).map(([name, value]) => message(1, bytes(1, name), message(2, protobufValue(value))));
  return hparamsValue('_hparams_/session_start_info', message(3, ...entries, ...(groupName === '' ? [] : [bytes(4, groupName)])));
}

/** 0 unknown, 1 success, 2 failure, 3 running. */
export const sessionEndValue = (status = 1, endTimeSecs = 0): Uint8Array =>
  hparamsValue('_hparams_/session_end_info', message(4, varint(1, status), double(2, endTimeSecs)));

/** The summary value that lists metrics by tag; hyperparameters by name and type (1 string, 2 bool, 3 number). */
export const experimentValue = (hparams: Readonly<Record<string, number>>, metrics: readonly string[]): Uint8Array =>
  hparamsValue(
    '_hparams_/experiment',
    message(
      2,
      ...Object.entries(hparams).map(([name, type]) => message(4, bytes(1, name), varint(4, type))),
      ...metrics.map((tag) => message(5, message(1, bytes(2, tag)))),
    ),
  );

const hparamsValue = (tag: string, data: Uint8Array): Uint8Array => metadataValue(tag, { plugin: 'hparams', content: data });

function protobufValue(value: number | string | boolean): Uint8Array {
  if (typeof value === 'number') return double(2, value);
  return typeof value === 'string' ? bytes(3, value) : varint(4, value ? 1 : 0);
}
