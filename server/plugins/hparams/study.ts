/**
 * What the logs say about hyperparameters, out of the index: everything is in the metadata of three tags (wire-format, section 5).
 * A run that states hyperparameters is a session. What cannot be decoded is left out and counted.
 */
import { pluginName, type RunId, type RunName } from '../../model/names.js';
import type { StoreReader } from '../../store/reader.js';
import { hparams as proto } from '../../tfevents/proto.js';

/** A number here may be non-finite: writers do log NaN. */
export type HparamValue = number | string | boolean;

export type SessionStatus = 'unknown' | 'success' | 'failure' | 'running';

/** The scalar `tag` of the session's run (`group` is '') or of a run below it, whose path from there is `group`. */
export interface MetricName {
  readonly group: string;
  readonly tag: string;
}

export interface Session {
  readonly run: RunName;
  readonly runId: RunId;
  /** Null values are absent. */
  readonly hparams: ReadonlyMap<string, HparamValue>;
  /** Sessions of the same name are one trial; '' is a trial of its own. */
  readonly groupName: string;
  readonly modelUri: string;
  readonly monitorUrl: string;
  /** Seconds since the epoch as the writer says; 0 when it does not, as with torch. */
  readonly startTime: number;
  readonly endTime: number;
  /** `unknown` without an end. */
  readonly status: SessionStatus;
}

export interface HparamInfo {
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  readonly type: 'unset' | 'string' | 'bool' | 'number';
  readonly domain: Domain | null;
  readonly differs: boolean;
}

export type Domain = { readonly kind: 'discrete'; readonly values: readonly HparamValue[] } | { readonly kind: 'interval'; readonly low: number; readonly high: number };

export interface MetricInfo {
  readonly name: MetricName;
  readonly displayName: string;
  readonly description: string;
  readonly dataset: 'unknown' | 'training' | 'validation';
}

/** What a log declares (TF's `hparams_config`, or torch with each `add_hparams`). */
export interface Experiment {
  readonly name: string;
  readonly description: string;
  readonly user: string;
  readonly timeCreated: number;
  readonly hparams: readonly HparamInfo[];
  readonly metrics: readonly MetricInfo[];
}

export interface Study {
  /** Experiments by run name; each torch trial writes one. */
  readonly experiments: readonly Experiment[];
  /** By run name. */
  readonly sessions: readonly Session[];
  /** Summaries that do not decode, or of a later version. */
  readonly unreadable: number;
}

type Data = ReturnType<typeof proto.HParamsPluginData.decode>;
type ExperimentProto = NonNullable<Data['experiment']>;
type StartProto = NonNullable<Data['sessionStartInfo']>;
type EndProto = NonNullable<Data['sessionEndInfo']>;
/** `google.protobuf.Value`, of which one field is there. */
interface ValueProto {
  readonly numberValue?: number | null;
  readonly stringValue?: string | null;
  readonly boolValue?: boolean | null;
  readonly listValue?: { readonly values?: readonly ValueProto[] | null } | null;
}
interface DomainProto {
  readonly domainDiscrete?: { readonly values?: readonly ValueProto[] | null } | null;
  readonly domainInterval?: { readonly minValue?: number | null; readonly maxValue?: number | null } | null;
}

const EXPERIMENT = '_hparams_/experiment';
const START = '_hparams_/session_start_info';
const END = '_hparams_/session_end_info';

const studies = new WeakMap<StoreReader, { readonly commit: number; readonly study: Study }>();

/** Read once a commit and reader. */
export function readStudy(reader: StoreReader): Study {
  const commit = reader.commit();
  const known = studies.get(reader);
  if (known?.commit === commit) return known.study;
  const study = decodeAll(reader);
  studies.set(reader, { commit, study });
  return study;
}

function decodeAll(reader: StoreReader): Study {
  const experiments: Experiment[] = [];
  const starts: { readonly run: RunName; readonly runId: RunId; readonly start: StartProto }[] = [];
  const ends = new Map<RunId, EndProto>();
  let unreadable = 0;
  for (const { id, run, runName, tag } of reader.series(pluginName('hparams'))) {
    if (tag !== EXPERIMENT && tag !== START && tag !== END) continue;
    const data = decode(reader.content(id));
    if (tag === EXPERIMENT && data?.experiment) experiments.push(toExperiment(data.experiment));
    else if (tag === START && data?.sessionStartInfo) starts.push({ run: runName, runId: run, start: data.sessionStartInfo });
    else if (tag === END && data?.sessionEndInfo) ends.set(run, data.sessionEndInfo);
    else unreadable++;
  }
  const sessions = starts.map(({ run, runId, start }): Session => {
    const end = ends.get(runId);
    return {
      run,
      runId,
      hparams: toHparams(start.hparams ?? {}),
      groupName: start.groupName ?? '',
      modelUri: start.modelUri ?? '',
      monitorUrl: start.monitorUrl ?? '',
      startTime: start.startTimeSecs ?? 0,
      endTime: end?.endTimeSecs ?? 0,
      status: (['unknown', 'success', 'failure', 'running'] as const)[end?.status ?? 0] ?? 'unknown',
    };
  });
  return { experiments, sessions, unreadable };
}

/** Null for bytes that are no such message, and for a later version of it. */
function decode(content: Uint8Array): Data | null {
  try {
    const data = proto.HParamsPluginData.decode(content);
    return data.version === 0 ? data : null;
  } catch {
    return null;
  }
}

function toExperiment(experiment: ExperimentProto): Experiment {
  return {
    name: experiment.name ?? '',
    description: experiment.description ?? '',
    user: experiment.user ?? '',
    timeCreated: experiment.timeCreatedSecs ?? 0,
    hparams: (experiment.hparamInfos ?? []).map((info) => ({
      name: info.name ?? '',
      displayName: info.displayName ?? '',
      description: info.description ?? '',
      type: (['unset', 'string', 'bool', 'number'] as const)[info.type ?? 0] ?? 'unset',
      domain: toDomain(info),
      differs: info.differs ?? false,
    })),
    metrics: (experiment.metricInfos ?? []).map((info) => ({
      name: { group: info.name?.group ?? '', tag: info.name?.tag ?? '' },
      displayName: info.displayName ?? '',
      description: info.description ?? '',
      dataset: (['unknown', 'training', 'validation'] as const)[info.datasetType ?? 0] ?? 'unknown',
    })),
  };
}

function toDomain({ domainDiscrete, domainInterval }: DomainProto): Domain | null {
  if (domainInterval) return { kind: 'interval', low: domainInterval.minValue ?? 0, high: domainInterval.maxValue ?? 0 };
  if (!domainDiscrete) return null;
  const values = (domainDiscrete.values ?? []).map(toValue).filter((value) => value !== null);
  return { kind: 'discrete', values };
}

function toHparams(map: Readonly<Record<string, ValueProto>>): Map<string, HparamValue> {
  const hparams = new Map<string, HparamValue>();
  for (const [name, encoded] of Object.entries(map)) {
    const value = toValue(encoded);
    if (value !== null) hparams.set(name, value);
  }
  return hparams;
}

/** A list, which no writer in use logs, is its JSON text. */
function toValue(value: ValueProto): HparamValue | null {
  return value.numberValue ?? value.stringValue ?? value.boolValue ?? (value.listValue ? JSON.stringify((value.listValue.values ?? []).map(toValue)) : null);
}
