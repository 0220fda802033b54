/** Searches written down as literals: sessions with hyperparameters and metrics, in a real index. */
import type { StoreReader } from '../../server/store/reader.js';
import { buildStore } from './store-builder.js';
import { bytes, concat, double, message, varint } from './wire.js';

export type HparamSpec = number | string | boolean | null;

export interface SessionSpec {
  readonly run: string;
  readonly hparams: Readonly<Record<string, HparamSpec>>;
  readonly group?: string;
  /** 0 unknown, 1 success, 2 failure, 3 running; null writes no end. Default 1. */
  readonly status?: 0 | 1 | 2 | 3 | null;
  readonly startTime?: number;
  readonly endTime?: number;
  /** Values at steps 0, 1, 2 … by tag, of the session's own run. */
  readonly metrics?: Readonly<Record<string, readonly number[]>>;
  /** The same of runs below it, by their path from there. */
  readonly below?: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>;
}

export interface ExperimentSpec {
  /** Type: 1 string, 2 bool, 3 number. */
  readonly hparams?: readonly { readonly name: string; readonly type?: number; readonly displayName?: string; readonly discrete?: readonly HparamSpec[]; readonly interval?: readonly [number, number] }[];
  readonly metrics?: readonly { readonly tag: string; readonly group?: string; readonly displayName?: string }[];
}

/** An index of these sessions. `experiment` stands in the log folder itself. */
export function searchStore(sessions: readonly SessionSpec[], options: { readonly experiment?: ExperimentSpec; readonly content?: Readonly<Record<string, Uint8Array>> } = {}): { readonly reader: StoreReader; readonly path: string; close(): void } {
  const store = buildStore();
  if (options.experiment) store.run('.').metadata('_hparams_/experiment', { content: experimentContent(options.experiment) });
  for (const [run, content] of Object.entries(options.content ?? {})) store.run(run).metadata('_hparams_/session_start_info', { content });
  for (const { run, hparams, status = 1, metrics = {}, below = {}, ...more } of sessions) {
    store.run(run).metadata('_hparams_/session_start_info', { content: startContent(hparams, more) });
    if (status !== null) store.metadata('_hparams_/session_end_info', { content: message(4, varint(1, status), double(2, more.endTime ?? 0)) });
    for (const [tag, values] of Object.entries(metrics)) store.scalars(tag, { values });
    for (const [path, tags] of Object.entries(below)) {
      store.run(`${run}/${path}`);
      for (const [tag, values] of Object.entries(tags)) store.scalars(tag, { values });
    }
  }
  return { reader: store.reader(), path: store.writer.path, close: () => store.close() };
}

const startContent = (hparams: SessionSpec['hparams'], { group = '', startTime = 0 }: { readonly group?: string; readonly startTime?: number }): Uint8Array =>
  message(3, ...Object.entries(hparams).map(([name, value]) => message(1, bytes(1, name), message(2, protobufValue(value)))), bytes(4, group), double(5, startTime));

function experimentContent({ hparams = [], metrics = [] }: ExperimentSpec): Uint8Array {
  const infos = hparams.map(({ name, type = 0, displayName = '', discrete, interval }) =>
    message(
      4,
      ...[bytes(1, name), bytes(2, displayName), varint(4, type)],
      ...(discrete ? [message(5, ...discrete.map((value) => message(1, protobufValue(value))))] : []),
      ...(interval ? [message(6, double(1, interval[0]), double(2, interval[1]))] : []),
    ),
  );
  return message(2, ...infos, ...metrics.map(({ tag, group = '', displayName = '' }) => message(5, message(1, bytes(1, group), bytes(2, tag)), bytes(3, displayName))));
}

function protobufValue(value: HparamSpec): Uint8Array {
  if (value === null) return concat([varint(1, 0)]);
  if (typeof value === 'number') return double(2, value);
  return typeof value === 'string' ? bytes(3, value) : varint(4, value ? 1 : 0);
}
