/** TensorBoard's answers about hyperparameters, made in query threads (http-api, section 10). */
import type { StoreReader } from '../../store/reader.js';
import { textAnswer, textPartsAnswer } from '../answers.js';
import type { Query } from '../plugin.js';
import { formatTable, tableOf, type DownloadFormat } from './download.js';
import { experimentOf } from './experiment.js';
import { scalarIndex } from './metrics.js';
import { experimentJson, sessionGroupsJson } from './proto-json.js';
import type { ExperimentRequest, SessionGroupsRequest } from './requests.js';
import { listSessionGroups, type SessionGroup } from './session-groups.js';
import { readStudy, type Experiment } from './study.js';

/** `/experiment`: parameters are an `ExperimentRequest`. */
export const experimentQuery: Query = (reader, params) =>
  textAnswer('application/json', experimentJson(experimentOf(readStudy(reader), () => scalarIndex(reader), params as ExperimentRequest)));

/** `/session_groups`: parameters are a `SessionGroupsRequest`. */
export const sessionGroupsQuery: Query = (reader, params) => {
  const { groups, total } = read(reader, params as SessionGroupsRequest);
  return textPartsAnswer('application/json', sessionGroupsJson(groups, total));
};

/** `/download_data`. */
export const downloadQuery: Query = (reader, params) => {
  const { request, visible, format } = params as { readonly request: SessionGroupsRequest; readonly visible: readonly boolean[]; readonly format: DownloadFormat };
  const { experiment, groups } = read(reader, request);
  const { type, text } = formatTable(tableOf(experiment, groups, visible), format);
  return textAnswer(type, text);
};

function read(reader: StoreReader, request: SessionGroupsRequest): { readonly experiment: Experiment; readonly groups: readonly SessionGroup[]; readonly total: number } {
  const study = readStudy(reader);
  const scalars = scalarIndex(reader);
  const experiment = experimentOf(study, () => scalars, { includeMetrics: request.includeMetrics, limit: 0 });
  return { experiment, ...listSessionGroups(study, request, { metrics: experiment.metrics, scalars }) };
}
