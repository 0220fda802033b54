/** TensorBoard's answers as JSON of protocol buffers, with every field (http-api, section 10). */
import { jsonFloat, jsonObject, jsonText, pythonInt } from '../../model/python-text.js';
import type { GroupedSession, MetricValue, SessionGroup } from './session-groups.js';
import type { Domain, Experiment, HparamInfo, HparamValue, MetricInfo, MetricName } from './study.js';

export function experimentJson({ name, description, user, timeCreated, hparams, metrics }: Experiment): string {
  return jsonObject([
    ['hparamInfos', list(hparams.map(hparamJson))],
    ['metricInfos', list(metrics.map(metricJson))],
    ['name', jsonText(name)],
    ['description', jsonText(description)],
    ['user', jsonText(user)],
    ['timeCreatedSecs', jsonFloat(timeCreated)],
  ]);
}

/** In parts: there may be thousands of groups. */
export function* sessionGroupsJson(groups: readonly SessionGroup[], total: number): Generator<string, void, void> {
  yield '{"sessionGroups": [';
  for (const [i, group] of groups.entries()) yield `${i === 0 ? '' : ', '}${groupJson(group)}`;
  yield `], "totalSize": ${total}}`;
}

const list = (items: readonly string[]): string => `[${items.join(', ')}]`;
const valueJson = (value: HparamValue): string => (typeof value === 'number' ? jsonFloat(value) : typeof value === 'string' ? jsonText(value) : String(value));
/** Fields that are set come first, empty ones after, as protobuf's printer has them: clients use the text of a name as a key. */
function nameJson({ group, tag }: MetricName): string {
  const fields = [['group', jsonText(group)], ['tag', jsonText(tag)]] as const;
  return jsonObject(group === '' ? fields.toReversed() : fields);
}


const TYPES = { unset: 'DATA_TYPE_UNSET', string: 'DATA_TYPE_STRING', bool: 'DATA_TYPE_BOOL', number: 'DATA_TYPE_FLOAT64' } as const;
const DATASETS = { unknown: 'DATASET_UNKNOWN', training: 'DATASET_TRAINING', validation: 'DATASET_VALIDATION' } as const;
const STATUSES = { unknown: 'STATUS_UNKNOWN', success: 'STATUS_SUCCESS', failure: 'STATUS_FAILURE', running: 'STATUS_RUNNING' } as const;

function hparamJson({ name, displayName, description, type, domain, differs }: HparamInfo): string {
  return jsonObject([
    ['name', jsonText(name)],
    ['displayName', jsonText(displayName)],
    ['description', jsonText(description)],
    ['type', jsonText(TYPES[type])],
    ...(domain === null ? [] : [domainJson(domain)]),
    ['differs', String(differs)],
  ]);
}

function domainJson(domain: Domain): readonly [string, string] {
  if (domain.kind === 'discrete') return ['domainDiscrete', list(domain.values.map(valueJson))];
  return ['domainInterval', jsonObject([['minValue', jsonFloat(domain.low)], ['maxValue', jsonFloat(domain.high)]])];
}

function metricJson({ name, displayName, description, dataset }: MetricInfo): string {
  return jsonObject([
    ['name', nameJson(name)],
    ['displayName', jsonText(displayName)],
    ['description', jsonText(description)],
    ['datasetType', jsonText(DATASETS[dataset])],
  ]);
}

function groupJson({ name, hparams, monitorUrl, metrics, sessions }: SessionGroup): string {
  return jsonObject([
    ['name', jsonText(name)],
    ['hparams', jsonObject([...hparams].map(([key, value]) => [key, valueJson(value)] as const))],
    ['metricValues', list(metrics.map(metricValueJson))],
    ['sessions', list(sessions.map(sessionJson))],
    ['monitorUrl', jsonText(monitorUrl)],
  ]);
}

function sessionJson({ session, metrics }: GroupedSession): string {
  return jsonObject([
    ['name', jsonText(session.run)],
    ['status', jsonText(STATUSES[session.status])],
    ['metricValues', list(metrics.map(metricValueJson))],
    ['startTimeSecs', jsonFloat(session.startTime)],
    ['endTimeSecs', jsonFloat(session.endTime)],
    ['modelUri', jsonText(session.modelUri)],
    ['monitorUrl', jsonText(session.monitorUrl)],
  ]);
}

function metricValueJson({ name, value, step, wallTime }: MetricValue): string {
  return jsonObject([['name', nameJson(name)], ['value', jsonFloat(value)], ['trainingStep', pythonInt(step)], ['wallTimeSecs', jsonFloat(wallTime)]]);
}
